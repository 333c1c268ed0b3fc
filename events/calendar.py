"""The month, the agenda and what the map shows. Days are days in Madrid."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qsl, urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Locale

from events import reasons
from events.calendar_index import Entry, ShownStop, between, itinerary, over, taking_place, upcoming
from events.stop_filters import StopFilters
from events.stories import stories_of
from practices.models import Theme

if TYPE_CHECKING:
    from events.models.stop_queries import StopQuerySet

PER_PAGE = 12
MOST_IN_DAY = 3  # as many as a cell of the month holds; it leads to the rest


@dataclass(frozen=True)
class Day:
    """A cell of the month's table."""

    date: date
    in_month: bool
    today: bool
    future: bool
    chosen: bool
    stops: list[ShownStop]
    """The first of them."""
    more: int
    """How many it leaves out."""
    is_off: bool
    """Whether nothing takes place of what was to."""
    query: str
    """What shows the agenda of that day alone."""


class Calendar(StopFilters):
    """What a reader sees of the stops: `?mes=2026-11` turns the month, `?page=2` the past, `?coming=2` what is to come.

    The filters narrow all of it; `at` is the moment that parts the stops that are over from those to come.
    """

    pages: ClassVar[tuple[str, ...]] = ("page", "coming")

    def __init__(
        self, data: QueryDict, *, stops: "StopQuerySet", locale: Locale, at: datetime, address: str = ""
    ) -> None:
        """`address` is that of the list, below which each stop has its own."""
        self.at = at
        self.address = address
        self.on = timezone.localdate(at)
        super().__init__(data, stops=stops, locale=locale)

    @property
    def month(self) -> date:
        return self.cleaned_data.get("mes") or self.this_month

    @property
    def this_month(self) -> date:
        return self.on.replace(day=1)

    @property
    def previous(self) -> date:
        """The first day of the month before."""
        return (self.month - timedelta(days=1)).replace(day=1)

    @property
    def next(self) -> date:
        return (self.month + timedelta(days=31)).replace(day=1)

    def query_for_month(self, month: date) -> str:
        """The same filters in another month; no junk is carried along."""
        kept = [(name, value) for name, value in self.answers.items() if value]
        return urlencode([*kept, *([("mes", f"{month:%Y-%m}")] if month != self.this_month else [])])

    @property
    def previous_query(self) -> str:
        return self.query_for_month(self.previous)

    @property
    def next_query(self) -> str:
        return self.query_for_month(self.next)

    @property
    def this_month_query(self) -> str:
        return self.query_for_month(self.this_month)

    def query_for_day(self, day: date) -> str:
        return urlencode([*parse_qsl(self.query_for_month(self.month)), ("dia", day.isoformat())])

    @cached_property
    def found(self) -> Sequence[Entry]:
        return self.narrowed(self.at)

    @cached_property
    def listed(self) -> Sequence[Entry]:
        """What the agenda and the map show of them."""
        return between(self.found, self.day, self.day) if self.day else self.found

    @cached_property
    def _month_days(self) -> list[list[date]]:
        return calendar.Calendar().monthdatescalendar(self.month.year, self.month.month)

    @cached_property
    def _by_day(self) -> dict[date, list[Entry]]:
        found: dict[date, list[Entry]] = defaultdict(list)
        for entry in between(self.found, self._month_days[0][0], self._month_days[-1][-1]):
            for day in entry.days:
                found[day].append(entry)
        return found

    @cached_property
    def weeks(self) -> list[list[Day]]:
        """Whole weeks from Monday; the days of the neighbouring months are marked."""
        return [[self._cell(day) for day in week] for week in self._month_days]

    def _cell(self, day: date) -> Day:
        entries = self._by_day[day]
        return Day(
            date=day,
            in_month=day.month == self.month.month,
            today=day == self.on,
            future=day > self.on,
            chosen=day == self.day,
            stops=self._shown(entries[:MOST_IN_DAY]),
            more=len(entries[MOST_IN_DAY:]),
            is_off=not any(entry.takes_place for entry in entries),
            query=self.query_for_day(day) if len(entries) > 1 else "",
        )

    def _shown(self, entries: Iterable[Entry]) -> list[ShownStop]:
        return [entry.shown(self._themes[entry.theme], self.address) for entry in entries]

    @cached_property
    def _themes(self) -> dict[int, Theme]:
        """Read with each request: their names and colours are an editor's to change."""
        return Theme.objects.in_bulk()  # type: ignore[no-any-return]  # Wagtail: Any

    @property
    def upcoming(self) -> Page:
        """What has not ended, postponed and cancelled ones included: they stay readable."""
        return self._agenda[0]

    @property
    def past(self) -> Page:
        """What is over, with its stories."""
        return self._agenda[1]

    @cached_property
    def itinerary(self) -> list[ShownStop]:
        """What the map shows, oldest first, without what does not take place."""
        return self._shown(itinerary(self.listed, self.at))

    @cached_property
    def _agenda(self) -> tuple[Page, Page]:
        """A page of each, whose stops are read together."""
        coming = self.page_of([entry.pk for entry in upcoming(self.listed, self.at)], PER_PAGE, "coming")
        past = self.page_of([entry.pk for entry in over(self.listed, self.at)], PER_PAGE)
        first, second = coming.object_list, past.object_list
        stops = self.stops.model.objects.listed([*first, *second])
        reasons.read(stops)
        coming.object_list = [stop for stop in stops if stop.pk in first]
        past.object_list = [stop for stop in stops if stop.pk in second]
        stories = stories_of(past.object_list)
        for stop in past.object_list:
            stop.stories = stories.get(stop.pk, [])
        return coming, past

    @cached_property
    def next_key(self) -> int | None:
        """The next stop of the caravan, whatever the filters."""
        coming = taking_place(upcoming(self.index.entries, self.at))
        return next((entry.pk for entry in coming), None)

    @property
    def elsewhere(self) -> int:
        """How many stops there are in the other languages that this one lacks."""
        return self.index.elsewhere
