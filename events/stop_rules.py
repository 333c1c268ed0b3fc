"""What a stop's fields must say together: each mistake by its field, in words that tell what to do."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.stop_choices import StopFormat, StopState
from events.reasons import reasons_of

if TYPE_CHECKING:
    from events.models.stops import StopPage

FARTHEST_EAST, FARTHEST_NORTH = 180, 90  # degrees


def broken(stop: "StopPage") -> dict[str, Any]:
    """Field → message; empty when all is well."""
    return {**_dates(stop), **_place(stop), **_state(stop)}


def warning(stop: "StopPage") -> Any:
    """What is allowed and seldom meant: a visit recorded afterwards is held, not proposed for a day that has gone."""
    if stop.state in (StopState.PROPOSED, StopState.CONFIRMED) and stop.has_passed:
        return _("The days of this stop have gone by. If it was held, say so in its state; if not, mend the dates.")
    return ""


def _dates(stop: "StopPage") -> dict[str, Any]:
    found: dict[str, Any] = {}
    if stop.start and stop.end and stop.end <= stop.start:
        found["end"] = _("It must end after it starts.")
    deadline = stop.registration_deadline
    if deadline and stop.start and deadline > timezone.localdate(stop.start):
        found["registration_deadline"] = _("Registration cannot end after the stop has begun.")
    return found


def _place(stop: "StopPage") -> dict[str, Any]:
    found: dict[str, Any] = {}
    if stop.format != StopFormat.ONLINE and not stop.place:
        found["place"] = _("Say where it is, unless it is only online.")
    for one, other, farthest in (
        ("longitude", "latitude", FARTHEST_EAST),
        ("latitude", "longitude", FARTHEST_NORTH),
    ):
        value = getattr(stop, one)
        if value is None and getattr(stop, other) is not None:
            found[one] = _("Longitude and latitude go together: write both or neither.")
        elif value is not None and not -farthest <= value <= farthest:
            found[one] = _("There is no such place: longitudes go from −180 to 180 and latitudes from −90 to 90.")
    return found


def _state(stop: "StopPage") -> dict[str, Any]:
    if stop.takes_place or stop.state_reason.strip():
        return {}
    told = reasons_of([stop]).get(stop.pk) if stop.pk else None
    if told is not None and told.language != stop.locale.language_code:
        return {}  # a translation that lacks its own words still tells why
    return {"state_reason": _("Say why: whoever meant to come wants to know.")}
