"""Thousands of invented stops in both languages, written as rows: what calendars and agendas are measured with.

A stop for every two practices of the bulk. What one says comes from its number; its days are counted from the day of
writing, half of them past. A run that was stopped goes on where it was.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from caravana_site.common import bulk_pages
from caravana_site.common.bulk_pages import Say
from caravana_site.common.seeds import key_of
from events import calendar_events
from events.models import (
    CalendarEvent,
    ProgrammeItem,
    StopAttendance,
    StopFormat,
    StopIndexPage,
    StopPage,
    StopState,
    StopTheme,
)
from practices.bulk_texts import LANGUAGES, Invented, Vocabulary
from practices.models import Organisation, Theme

BATCH = 250  # stops, each in both languages
DAYS = 1200  # around the day of writing
WRITTEN = {CalendarEvent: "stop", ProgrammeItem: "page", StopTheme: "page"}
OFF = {5: StopState.POSTPONED, 11: StopState.CANCELLED}
"""Of every twelve stops, which does not take place."""
REASONS = ("Contingut inventat: no hi ha cap motiu.", "Contenido inventado: no hay ningún motivo.")


def run(count: int, say: Say) -> int:
    """Make stops 1 to half of `count` where they are missing; returns how many pages were made."""
    made = _Writer().write(count // 2, say)
    bulk_pages.index_lacking(StopPage, say)
    return made


def remove(say: Say) -> int:
    """Take away the stops that nobody has touched since `run` wrote them; returns how many pages."""
    return bulk_pages.remove(StopPage, WRITTEN, lambda number: key_of(f"bulk/stop/{number}"), say)


class _Writer:
    """What the rows of every stop share."""

    def __init__(self) -> None:
        self.locales = [Locale.objects.get(language_code=code) for code in LANGUAGES]
        bodies = Organisation.objects.exclude(municipality=None).select_related("municipality", "comarca", "province")
        self.bodies = list(bodies.defer("municipality__outline", "comarca__outline", "province__outline"))
        self.themes = [{theme.key: theme for theme in Theme.objects.filter(locale=locale)} for locale in self.locales]
        self.page_type = ContentType.objects.get_for_model(StopPage)
        self.now, self.vocabulary = timezone.now(), Vocabulary()

    def write(self, count: int, say: Say) -> int:
        keys = {key_of(f"bulk/stop/{number}"): number for number in range(1, count + 1)}
        there = set(StopPage.objects.filter(is_sample=True).values_list("translation_key", flat=True))
        missing = [number for key, number in keys.items() if key not in there]
        for batch in bulk_pages.batches(missing, BATCH):
            self._write(batch)
            say(f"  bulk stops: {count - len(missing) + missing.index(batch[-1]) + 1} of {count}")
        return len(missing) * len(self.locales)

    @transaction.atomic
    def _write(self, numbers: Sequence[int]) -> None:
        invented = [Invented(number, self.bodies[number % len(self.bodies)], self.vocabulary) for number in numbers]
        for side, locale in enumerate(self.locales):
            stops = [self._stop(one, side, locale) for one in invented]
            bulk_pages.write_below(StopIndexPage.objects.filter(locale=locale), stops)
            rows = [row for one, stop in zip(invented, stops, strict=True) for row in self._rows(one, side, stop)]
            for model in (StopTheme, ProgrammeItem):
                model.objects.bulk_create([row for row in rows if isinstance(row, model)])
        calendar_events.refresh(key_of(f"bulk/stop/{number}") for number in numbers)

    def _stop(self, one: Invented, side: int, locale: Locale) -> StopPage:
        number, title = one.number, one.title[side][:100]
        start = self._start(number)
        state = OFF.get(number % 12, StopState.CONFIRMED if number % 4 else StopState.PROPOSED)
        online = number % 9 == 0
        return StopPage(
            title=title, draft_title=title, slug=one.slug[side], summary=one.summary[side], locale=locale,
            translation_key=key_of(f"bulk/stop/{number}"), content_type=self.page_type,
            live=True, has_unpublished_changes=False, first_published_at=self.now, last_published_at=self.now,
            host=one.body, rapporteur=self.bodies[(number * 7) % len(self.bodies)] if number % 3 else None,
            theme=self.themes[side][one.theme], start=start, end=start + timedelta(hours=2 + number % 3),
            format=StopFormat.ONLINE if online else StopFormat.IN_PERSON, place="" if online else "Sala de plens",
            municipality=None if online else one.body.municipality, attendance=StopAttendance.OPEN,
            state=state, state_reason=REASONS[side] if state in OFF.values() else "", is_sample=True,
        )  # fmt: skip

    def _start(self, number: int) -> datetime:
        """From eight in the morning to five in the afternoon, in Madrid."""
        day = timezone.localdate(self.now) + timedelta(days=number * 37 % DAYS - DAYS // 2)
        return timezone.make_aware(datetime.combine(day, time(8 + number % 10)))

    def _rows(self, one: Invented, side: int, stop: StopPage) -> Iterator[Any]:
        def made(model: Any, number: int, **values: Any) -> Any:
            key = key_of(f"bulk/stop/{one.number}/{model.__name__}/{number}")
            return model(page_id=stop.pk, locale_id=stop.locale_id, translation_key=key, sort_order=number, **values)

        keys = sorted(self.themes[side])
        other = self.themes[side][keys[int(one.other_themes * len(keys))]]
        if one.number % 4 == 0 and other.key != one.theme:
            yield made(StopTheme, 0, theme=other)
        yield made(ProgrammeItem, 0, time=time(9), text=one.title[side][:100])
