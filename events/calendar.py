"""The month, the agenda and what the map shows. Days are days in Madrid."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caravana_site.common.listings import ListingForm

if TYPE_CHECKING:
    from events.models.stops import StopPage, StopQuerySet

PAST_PER_PAGE = 12
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Day:
    """A cell of the month's table."""

    date: date
    in_month: bool
    today: bool
    future: bool
    stops: list["StopPage"]


class MonthField(forms.CharField):
    """A month as `2026-11`; its clean value is the month's first day."""

    def __init__(self) -> None:
        super().__init__(label=_("Month"), required=False)

    def clean(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            year, month = (int(part) if part.isascii() and part.isdigit() else 0 for part in text[:8].split("-"))
            found = date(year, month, 1)
        except ValueError:
            found = None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise forms.ValidationError(_("There is no such month, so this one is shown."))
        return found


class Calendar(ListingForm):
    """What a reader sees of the stops: `?mes=2026-11` turns the month, `?page=2` the stops that are over."""

    mes = MonthField()

    def __init__(self, data: QueryDict, *, stops: "StopQuerySet", on: date) -> None:
        self.stops = stops
        self.on = on
        super().__init__(data)

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

    @cached_property
    def weeks(self) -> list[list[Day]]:
        """Whole weeks from Monday; the days of the neighbouring months are marked."""
        days = calendar.Calendar().monthdatescalendar(self.month.year, self.month.month)
        found = self.stops.between(days[0][0], days[-1][-1]).for_cards()
        on_day: dict[date, list[StopPage]] = defaultdict(list)
        for stop in found:
            on_day[timezone.localdate(stop.start)].append(stop)
        return [
            [Day(day, day.month == self.month.month, day == self.on, day > self.on, on_day[day]) for day in week]
            for week in days
        ]

    @cached_property
    def upcoming(self) -> list["StopPage"]:
        """Everything from today on, postponed and cancelled ones included: they stay readable."""
        return list(self.stops.upcoming(self.on).for_cards())

    @property
    def next_key(self) -> int | None:
        """The first of them that takes place."""
        return next((stop.pk for stop in self.upcoming if stop.state not in ("postponed", "cancelled")), None)

    @cached_property
    def past(self) -> Page:
        return self.page_of(self.stops.past(self.on).for_cards(), PAST_PER_PAGE)

    @cached_property
    def itinerary(self) -> list["StopPage"]:
        """The road so far and to come, oldest first, without what does not take place."""
        return list(self.stops.taking_place().order_by("start", "pk").for_cards())
