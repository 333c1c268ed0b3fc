"""The calendar's questions. A moment parts what is over from what is to come; days are days in Madrid."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.utils import timezone
from wagtail.models import Locale, PageQuerySet

from practices.models import Municipality, Organisation

from .stop_choices import StopState

if TYPE_CHECKING:
    from .stops import StopPage

MADE_ON_MAP, PLANNED_ON_MAP = 40, 20  # a road of more says nothing
MARKED = (
    *("title", "slug", "path", "depth", "url_path", "locale", "translation_key", "content_type", "live"),
    *("start", "end", "state", "theme", "host", "municipality"),
)


def midnight(day: date) -> datetime:
    """When a day begins in Madrid, whatever its clock does later that day."""
    return timezone.make_aware(datetime.combine(day, time.min))


class StopQuerySet(PageQuerySet):
    """Chained; `at` is a moment."""

    def in_locale(self, locale: Locale) -> Self:
        return self.filter(locale=locale)

    def upcoming(self, at: datetime) -> Self:
        """With `past` it parts the stops: each is in one, none in both. One that has begun is still to come."""
        return self.filter(end__gt=at).order_by("start", "pk")

    def past(self, at: datetime) -> Self:
        return self.filter(end__lte=at).order_by("-start", "-pk")

    def parted(self, at: datetime) -> tuple[int, int]:
        """How many are to come and how many are over, asked at once."""
        totals = self.order_by().aggregate(
            to_come=Count("pk", filter=Q(end__gt=at)), over=Count("pk", filter=Q(end__lte=at))
        )
        return totals["to_come"], totals["over"]

    def taking_place(self) -> Self:
        """Neither postponed nor cancelled: those stay readable but the caravan does not pass."""
        return self.exclude(state__in=[StopState.POSTPONED, StopState.CANCELLED])

    def shown_as(self, state: str, at: datetime) -> Self:
        """Of that state as readers see it: a confirmed stop that is over counts as held."""
        if state == StopState.HELD:
            return self.filter(Q(state=StopState.HELD) | Q(state=StopState.CONFIRMED, end__lte=at))
        found = self.filter(state=state)
        return found.filter(end__gt=at) if state == StopState.CONFIRMED else found

    def between(self, first: date, last: date) -> Self:
        """That take up a part of any of those days, both included."""
        after = midnight(last + timedelta(days=1))
        return self.filter(start__lt=after, end__gt=midnight(first)).order_by("start", "pk")

    def of(self, organisation: Organisation) -> Self:
        return self.filter(Q(host=organisation) | Q(rapporteur=organisation))

    def about(self, theme: str) -> Self:
        # Not a join: with one, each stop would come once a theme, and DISTINCT would compare whole rows.
        other = self.model.other_themes.rel.related_model.objects.filter(theme__key=theme)
        return self.filter(Q(theme__key=theme) | Q(pk__in=other.values("page")))

    def in_comarca(self, comarca: str) -> Self:
        """Where it takes place, or the host's own when the stop has no place."""
        return self.filter(Q(municipality__comarca=comarca) | Q(municipality=None, host__comarca=comarca))

    def in_province(self, province: str) -> Self:
        return self.filter(Q(municipality__province=province) | Q(municipality=None, host__province=province))

    def before(self, stop: "StopPage") -> Self:
        """The nearest first."""
        earlier = Q(start__lt=stop.start) | Q(start=stop.start, pk__lt=stop.pk)
        return self.filter(earlier).order_by("-start", "-pk")

    def after(self, stop: "StopPage") -> Self:
        """The nearest first."""
        later = Q(start__gt=stop.start) | Q(start=stop.start, pk__gt=stop.pk)
        return self.filter(later).order_by("start", "pk")

    def itinerary(self, at: datetime) -> list["StopPage"]:
        """The road that a map can show, oldest first."""
        return self.model.objects.marks(self.itinerary_keys(at))  # type: ignore[no-any-return]  # Wagtail: Any

    def itinerary_keys(self, at: datetime) -> list[int]:
        """The last stops made and the first to come, of those that take place."""
        passed = self.taking_place()
        made, planned = passed.past(at)[:MADE_ON_MAP].keys(), passed.upcoming(at)[:PLANNED_ON_MAP].keys()
        return [*reversed(made), *planned]

    def keys(self) -> list[int]:
        """Asked for alone: the database would join and sort whole rows of all the stops to keep a dozen."""
        return list(self.values_list("pk", flat=True))

    def cards(self, keys: Sequence[int]) -> list["StopPage"]:
        """Those stops in that order, with all that the agenda draws."""
        return _in_order(keys, self.filter(pk__in=keys).for_lists())

    def marks(self, keys: Sequence[int]) -> list["StopPage"]:
        """Those stops in that order, with what a map and a month draw: hundreds, so nothing that they share is read
        twice, nor the host of a stop that has a place of its own."""
        rows = self.filter(pk__in=keys).only(*MARKED).prefetch_related("theme", _municipalities())
        found = _in_order(keys, rows)
        hosts = ("host__municipality", "host__comarca", "host__province")
        prefetch_related_objects([stop for stop in found if stop.municipality_id is None], *hosts)
        return found

    def for_cards(self) -> Self:
        """With all that a card draws, in a flat number of queries."""
        drawn = "theme locale municipality host__municipality host__comarca host__province rapporteur".split()
        return self.select_related(*drawn).defer_streamfields()

    def for_lists(self) -> Self:
        """With what the calendar, the agenda and the map draw: cards without the outlines of their places."""
        return self.for_cards().defer(
            "municipality__outline",
            "host__municipality__outline",
            "host__comarca__outline",
            "host__comarca__borders",
            "host__province__outline",
        )


def _in_order(keys: Sequence[int], rows: Iterable["StopPage"]) -> list["StopPage"]:
    found = {stop.pk: stop for stop in rows}
    return [found[key] for key in keys if key in found]


def _municipalities() -> Prefetch:
    return Prefetch("municipality", Municipality.objects.defer("outline"))
