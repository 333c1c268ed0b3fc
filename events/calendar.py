"""The month, the agenda and what the map shows. Days are days in Madrid."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Locale

from events import reasons
from events.stop_filters import StopFilters
from events.stories import stories_of

if TYPE_CHECKING:
    from events.models.stop_queries import StopQuerySet
    from events.models.stops import StopPage

PER_PAGE = 12
MOST_IN_MONTH = 200  # more is not a month's table but a list: the agenda has them all, in pages


@dataclass(frozen=True)
class Day:
    """A cell of the month's table."""

    date: date
    in_month: bool
    today: bool
    future: bool
    stops: list["StopPage"]

    @property
    def is_off(self) -> bool:
        """Whether nothing takes place of what was to."""
        return not any(stop.takes_place for stop in self.stops)


class Calendar(StopFilters):
    """What a reader sees of the stops: `?mes=2026-11` turns the month, `?page=2` the past, `?coming=2` what is to come.

    The filters narrow all of it; `at` is the moment that parts the stops that are over from those to come.
    """

    pages: ClassVar[tuple[str, ...]] = ("page", "coming")

    def __init__(self, data: QueryDict, *, stops: "StopQuerySet", locale: Locale, at: datetime) -> None:
        self.at = at
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

    @cached_property
    def found(self) -> "StopQuerySet":
        return self.narrowed(self.at)

    @cached_property
    def _month_days(self) -> list[list[date]]:
        return calendar.Calendar().monthdatescalendar(self.month.year, self.month.month)

    @cached_property
    def _drawn(self) -> tuple[list["StopPage"], list["StopPage"]]:
        """The month's stops, one more than its table shows to know that there are more, and the map's."""
        between = self.found.between(self._month_days[0][0], self._month_days[-1][-1])
        month, road = between[: MOST_IN_MONTH + 1].keys(), self.found.itinerary_keys(self.at)
        stops = {stop.pk: stop for stop in self.stops.model.objects.marks([*{*month, *road}])}
        return [stops[key] for key in month if key in stops], [stops[key] for key in road if key in stops]

    @property
    def _in_month(self) -> list["StopPage"]:
        return self._drawn[0]

    @property
    def itinerary(self) -> list["StopPage"]:
        """What the map shows, oldest first, without what does not take place."""
        return self._drawn[1]

    @property
    def month_is_cut(self) -> bool:
        return len(self._in_month) > MOST_IN_MONTH

    @cached_property
    def weeks(self) -> list[list[Day]]:
        """Whole weeks from Monday; the days of the neighbouring months are marked."""
        on_day: dict[date, list[StopPage]] = defaultdict(list)
        for stop in self._in_month[:MOST_IN_MONTH]:
            for day in stop.days:
                on_day[day].append(stop)
        return [
            [Day(day, day.month == self.month.month, day == self.on, day > self.on, on_day[day]) for day in week]
            for week in self._month_days
        ]

    @property
    def upcoming(self) -> Page:
        """What has not ended, postponed and cancelled ones included: they stay readable."""
        return self._agenda[0]

    @property
    def past(self) -> Page:
        """What is over, with its stories."""
        return self._agenda[1]

    @cached_property
    def _agenda(self) -> tuple[Page, Page]:
        """A page of each, whose stops are read together."""
        to_come, over = self.found.parted(self.at)
        keys = self.found.values_list("pk", flat=True)
        coming = self.page_of(keys.upcoming(self.at), PER_PAGE, "coming", total=to_come)
        past = self.page_of(keys.past(self.at), PER_PAGE, total=over)
        first, second = list(coming.object_list), list(past.object_list)
        stops = self.stops.model.objects.cards([*first, *second])
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
        if not self.is_narrowed:  # then the map has read it already
            return next((stop.pk for stop in self.itinerary if not stop.is_over(self.at)), None)
        coming = self.stops.upcoming(self.at).taking_place()
        return coming.values_list("pk", flat=True).first()  # type: ignore[no-any-return]  # as above

    @property
    def elsewhere(self) -> int:
        """How many stops there are in the other languages that this one lacks."""
        return self.facts.elsewhere
