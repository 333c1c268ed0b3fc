"""Calendars for other programs: one stop, or all of them, of a theme or of a comarca. The address says the language."""

import re
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, vText

from caravana_site.common.machine_answers import (
    RefusedError,
    answer,
    known_language,
    locale_of,
    refusal,
    require_language,
)
from caravana_site.common.plain_text import plain
from events.calendar_events import texts_of
from events.models import StopPage, StopTheme
from practices.models import Comarca, Theme

SLUG = re.compile(r"[-\w]{1,60}", re.ASCII)  # the database is asked for nothing else
CONTENT_TYPE = "text/calendar; charset=utf-8"
REFRESHED_EVERY = timedelta(hours=6)
TIME_ZONE = "\r\n".join(
    (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Madrid",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    )
)
"""By the Union's rule since 1996; icalendar's own list of dates ends in 2037."""
END = "END:VCALENDAR\r\n"


@require_safe
def stops_calendar(request: HttpRequest, language: str) -> HttpResponseBase:
    """Every stop in a language; `?theme=` and `?comarca=` narrow it."""
    told_in = known_language(language)
    with translation.override(told_in):
        try:
            require_language(language)
            stops, title = _asked(request, language)
        except RefusedError as error:
            return refusal(error, told_in)
        texts, _changed = texts_of(stops)
        body = _calendar(language, texts, title)
        return answer(request, body, CONTENT_TYPE, language=language, headers=_named("caravana"))


@require_safe
def stop_calendar(request: HttpRequest, language: str, key: str) -> HttpResponseBase:
    """One stop, by the key that its versions share."""
    told_in = known_language(language)
    with translation.override(told_in):
        try:
            require_language(language)
            stop = _stop(language, key)
        except RefusedError as error:
            return refusal(error, told_in)
        texts, changed = texts_of(StopPage.objects.filter(pk=stop.pk))
        body = _calendar(language, texts)
        return answer(request, body, CONTENT_TYPE, language=language, changed=changed, headers=_named(stop.slug))


def _stop(language: str, key: str) -> StopPage:
    try:
        wanted = UUID(key)
    except ValueError:
        wanted = None
    stops = StopPage.objects.live().public().filter(locale__language_code=language, translation_key=wanted)
    if wanted is None or (found := stops.only("slug").first()) is None:
        raise RefusedError(_("There is no such stop, or it is no longer published."))
    return found


def _asked(request: HttpRequest, language: str) -> tuple[object, str]:
    """The stops of the query string and what their calendar is called."""
    locale = locale_of(language)
    stops = StopPage.objects.live().public().in_locale(locale)
    names = []
    if key := request.GET.get("theme"):
        theme = Theme.objects.filter(locale=locale, key=key).first() if SLUG.fullmatch(key) else None
        if theme is None:
            raise RefusedError(_("There is no such theme."))
        others = StopTheme.objects.filter(theme__key=key).values("page")
        stops = stops.filter(Q(theme__key=key) | Q(pk__in=others))
        names.append(theme.name)
    if slug := request.GET.get("comarca"):
        comarca = Comarca.objects.filter(pk=slug).only("name").first() if SLUG.fullmatch(slug) else None
        if comarca is None:
            raise RefusedError(_("There is no such comarca."))
        stops = stops.filter(Q(municipality__comarca=slug) | Q(municipality=None, host__comarca=slug))
        names.append(comarca.name)
    title = _("Stops of the caravan")
    return stops, f"{title}: {' · '.join(names)}" if names else title


def _calendar(language: str, events: list[str], title: str = "") -> bytes:
    """A file with these events. One without a title is put into a calendar that the reader has."""
    calendar, words = Calendar(), {"LANGUAGE": language}
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Caravana//{language.upper()}")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-timezone", "Europe/Madrid")
    if title:
        calendar.add("name", plain(title), parameters=words)
        calendar["X-WR-CALNAME"] = vText(plain(title))
        calendar.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
        calendar["X-PUBLISHED-TTL"] = "PT6H"
    head = calendar.to_ical().decode().removesuffix(END)
    return f"{head}{TIME_ZONE}{''.join(events)}{END}".encode()


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{name}.ics"'}
