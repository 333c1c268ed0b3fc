"""A stop in the words of calendar programs (RFC 5545, RFC 7986), in its own language."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Event

from caravana_site.common.plain_text import plain
from caravana_site.common.site_address import absolute
from events.models import StopAttendance, StopFormat, StopPage, StopState

MADRID = ZoneInfo("Europe/Madrid")
STATUS = {StopState.CANCELLED: "CANCELLED", StopState.POSTPONED: "TENTATIVE", StopState.PROPOSED: "TENTATIVE"}
OFF = (StopState.CANCELLED, StopState.POSTPONED)


def event_of(stop: StopPage) -> Event:
    """The event, but for its number and its moments; of a stop read `for_cards` with its other themes."""
    language = stop.locale.language_code
    with translation.override(language):
        return _event(stop, language)


def uid_of(stop: StopPage) -> str:
    """The same in every language and for ever: who changes language keeps one event."""
    return f"urn:uuid:{stop.translation_key}"


def _event(stop: StopPage, language: str) -> Event:
    event, words = Event(), {"LANGUAGE": language}
    state = StopState(stop.state)
    event.add("uid", uid_of(stop))
    for name, moment in (("dtstart", stop.start), ("dtend", stop.end)):
        event.add(name, _written(moment))
    event.add("summary", _summary(stop, state), parameters=words)
    event.add("description", "\n".join(_lines(stop, state)), parameters=words)
    event.add("status", STATUS.get(state, "CONFIRMED"))
    event.add("transp", "TRANSPARENT" if state in OFF else "OPAQUE")  # what does not take place leaves the hour free
    event.add("categories", [plain(theme.name) for theme in _themes(stop)], parameters=words)
    event.add("url", _address(stop))
    if stop.format == StopFormat.ONLINE:
        event.add("location", capfirst(str(StopFormat.ONLINE.label)), parameters=words)
    else:
        event.add("location", plain(", ".join(filter(None, (stop.place, stop.address, stop.town)))), parameters=words)
        if point := _point(stop):
            event.add("geo", point)
    if stop.connection_link and stop.attendance == StopAttendance.OPEN:
        event.add("conference", stop.connection_link, parameters={"VALUE": "URI", "LABEL": _("Connect"), **words})
    return event


def _written(moment: datetime) -> datetime:
    """In Madrid's time; in UTC within the hour that comes twice, since there RFC 5545 always means the first."""
    local = moment.astimezone(MADRID)
    return local.astimezone(UTC) if local.fold else local


def _summary(stop: StopPage, state: StopState) -> str:
    """Marked in words too: some programs show neither STATUS nor a description."""
    marks = [_("SAMPLE")] if stop.is_sample else []
    if state in OFF:
        marks.append(capfirst(str(state.label)))
    return plain(": ".join([*marks, stop.card_title]))


def _lines(stop: StopPage, state: StopState) -> list[str]:
    lines = [_("SAMPLE: this stop is invented, to show how the site works.")] if stop.is_sample else []
    if state in OFF:
        lines.append(": ".join(filter(None, (capfirst(str(state.label)), stop.state_reason))))
    lines.append(stop.summary)
    told: list[tuple[str, Any]] = [
        (_("Host"), stop.host),
        (_("Rapporteur"), stop.rapporteur),
        (_("Format"), stop.get_format_display()),
        (_("Who may attend"), stop.get_attendance_display()),
        (_("Accessibility of the place"), stop.place_accessibility),
        (_("Register"), stop.registration_url),
        (_("Register until"), stop.registration_deadline and date_format(stop.registration_deadline)),
        (_("Connect"), stop.connection_link if stop.attendance == StopAttendance.OPEN else ""),
    ]
    lines += [f"{label}: {value}" for label, value in told if value]
    return [plain(line) for line in (*lines, _address(stop))]


def _themes(stop: StopPage) -> list[Any]:
    themes = [stop.theme, *(row.theme for row in stop.other_themes.all())]
    return list({theme.key: theme for theme in themes}.values())


def _address(stop: StopPage) -> str:
    parts = stop.get_url_parts()
    return absolute(parts[2]) if parts else absolute("/")


def _point(stop: StopPage) -> tuple[float, float] | None:
    """Latitude and longitude: the door's when they are known, else the town's."""
    if stop.latitude is not None and stop.longitude is not None:
        return stop.latitude, stop.longitude
    town = stop.municipality or stop.host.municipality
    return (town.latitude, town.longitude) if town else None
