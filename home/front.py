"""What the front of the site counts and shows. Invented stories are shown with their label, and never counted."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.models import Locale

from caravana_site.common.drawing import distance
from caravana_site.common.memory import recalled
from events.models import StopPage, StopPractice, StopState
from practices.catalogue_index import CatalogueIndex, elsewhere, indexes_of
from practices.models import PracticePage, Theme

if TYPE_CHECKING:
    from events.calendar_index import CalendarIndex

LAST_STOPS = 5
TOLD_BY = ("practice", "stop", "organisation", "theme")
"""Keys that are raised when a card or a counter of the front would be another."""


@dataclass(frozen=True)
class Line:
    """A theme and how many practices it has."""

    theme: Theme
    practices: int


@dataclass(frozen=True)
class StopMade:
    """A stop, and the story that it gave when there is one to read in this language."""

    stop: StopPage
    story: PracticePage | None


@dataclass(frozen=True)
class Totals:
    """The honest counters: difficulties stand beside successes."""

    stops: int
    practices: int
    kilometres: int
    """In a straight line from each stop to the next: nobody measured what was driven."""
    successes: int
    difficulties: int


class Front:
    """The home page's queries for one language at one moment."""

    def __init__(self, *, locale: Locale, at: datetime) -> None:
        self.locale = locale
        self.at = at
        self.on = timezone.localdate(at)
        self.stops = StopPage.objects.live().public().in_locale(locale)
        self.practices = PracticePage.objects.listed().in_locale(locale)

    @cached_property
    def catalogue(self) -> CatalogueIndex:
        return self.catalogues.get(self.locale.pk) or CatalogueIndex()

    @cached_property
    def catalogues(self) -> dict[int, CatalogueIndex]:
        """Of each language that has practices, by its locale's key."""
        return indexes_of(self.practices)

    @cached_property
    def calendar(self) -> "CalendarIndex":
        from events.calendar_index import index_of  # noqa: PLC0415  # it imports the stops' models, which import it

        return index_of(self.stops, self.locale)

    @cached_property
    def _drawn_stops(self) -> list[StopPage]:
        """The next one first, when there is one, then the last ones made, the latest first."""
        coming = self.calendar.next_one(self.at, [StopState.CONFIRMED, StopState.PROPOSED])
        made = self.calendar.last_made(self.at, LAST_STOPS)
        keys = [entry.pk for entry in (coming, *made) if entry]
        return recalled(("front stops", *keys), TOLD_BY, lambda: self.stops.cards(keys))  # type: ignore[no-any-return]  # Wagtail: Any

    @cached_property
    def next_stop(self) -> StopPage | None:
        return next((stop for stop in self._drawn_stops if not stop.is_over(self.at)), None)

    @cached_property
    def last_stops(self) -> list[StopMade]:
        stops = [stop for stop in self._drawn_stops if stop.is_over(self.at)]
        return recalled(("front stories", *(stop.pk for stop in stops)), TOLD_BY, lambda: self._with_stories(stops))

    def _with_stories(self, stops: list[StopPage]) -> list[StopMade]:
        rows = StopPractice.objects.filter(page__in=stops).order_by("page", "-sort_order")
        first = dict(rows.values_list("page", "practice__translation_key"))
        stories = self.practices.filter(translation_key__in=first.values()).for_cards()
        told = {story.translation_key: story for story in stories}
        return [StopMade(stop, told.get(first.get(stop.pk))) for stop in stops]

    @cached_property
    def itinerary(self) -> list[StopPage]:
        """The road that a map can show, oldest first."""
        return StopPage.objects.marks([entry.pk for entry in self.calendar.road(self.at)])  # type: ignore[no-any-return]  # Wagtail: Any

    @cached_property
    def featured(self) -> PracticePage | None:
        newest = next((entry.pk for entry in self.catalogue.entries.values() if entry.featured), None)
        if newest is None:
            return None
        return next(iter(recalled(("front practice", newest), TOLD_BY, lambda: self.practices.cards([newest]))), None)

    @cached_property
    def elsewhere(self) -> int:
        """How many practices the other languages have that this one lacks."""
        return elsewhere(self.catalogues, self.locale, "theme", "")

    @cached_property
    def stops_elsewhere(self) -> int:
        return self.calendar.elsewhere

    @cached_property
    def lines(self) -> list[Line]:
        about = self.catalogue.values["theme"]
        themes = recalled(
            ("front themes", self.locale.pk), TOLD_BY, lambda: list(Theme.objects.filter(locale=self.locale))
        )
        return [Line(theme, len(about.get(theme.key, ()))) for theme in themes]

    @cached_property
    def totals(self) -> Totals | None:
        """None while there is nothing real to count."""
        real = [entry for entry in self.catalogue.entries.values() if not entry.is_sample]
        made = self.stops.past(self.at).taking_place().filter(is_sample=False).order_by("start", "pk")
        towns = list(made.values_list("municipality__longitude", "municipality__latitude"))
        places = [(longitude, latitude) for longitude, latitude in towns if longitude is not None]
        totals = Totals(
            stops=len(towns),
            practices=len(real),
            kilometres=round(sum(distance(one, other) for one, other in pairwise(places))),
            successes=sum(entry.successes for entry in real),
            difficulties=sum(entry.difficulties for entry in real),
        )
        return totals if totals.stops or totals.successes else None
