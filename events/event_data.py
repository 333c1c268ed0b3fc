"""A stop as schema.org's Event. It has no word for what is over: the end says it, and the state that it took place."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from events.models.stop_choices import StopFormat, StopState

if TYPE_CHECKING:
    from events.models.stops import StopPage

SCHEMA = "https://schema.org"
STATUS = {StopState.POSTPONED: "EventPostponed", StopState.CANCELLED: "EventCancelled"}
ATTENDANCE = {
    StopFormat.IN_PERSON: "OfflineEventAttendanceMode",
    StopFormat.ONLINE: "OnlineEventAttendanceMode",
    StopFormat.HYBRID: "MixedEventAttendanceMode",
}


def event_of(stop: "StopPage", absolute: Callable[[str], str]) -> dict[str, Any]:
    """`absolute` makes an address whole. What nobody wrote is left out.

    It is kept, so it has no address to follow it from home, which the clock takes away: the stop's page leads there.
    """
    state, url = StopState(stop.state), absolute(stop.url or "")
    data = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": f"urn:uuid:{stop.translation_key}",
        "name": stop.card_title,
        "description": stop.summary,
        "inLanguage": stop.locale.language_code,
        "url": url,
        "startDate": timezone.localtime(stop.start).isoformat(),
        "endDate": timezone.localtime(stop.end).isoformat(),
        "eventStatus": f"{SCHEMA}/{STATUS.get(state, 'EventScheduled')}",
        "eventAttendanceMode": f"{SCHEMA}/{ATTENDANCE[StopFormat(stop.format)]}",
        "location": _locations(stop, url),
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": str(stop.host),
            "url": absolute(stop.host.get_absolute_url()),
        },
        "maximumAttendeeCapacity": stop.capacity,
    }
    return {name: value for name, value in data.items() if value}


def _locations(stop: "StopPage", url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if stop.format != StopFormat.ONLINE:
        place: dict[str, Any] = {"@type": "Place", "name": stop.place or stop.town}
        place["address"] = ", ".join(part for part in (stop.address, stop.town) if part)
        if stop.longitude is not None and stop.latitude is not None:
            place["geo"] = {"@type": "GeoCoordinates", "longitude": stop.longitude, "latitude": stop.latitude}
        found.append(place)
    if stop.takes_place and stop.format != StopFormat.IN_PERSON:
        found.append({"@type": "VirtualLocation", "url": url})
    return found
