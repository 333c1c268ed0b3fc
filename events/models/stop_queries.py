"""The calendar's questions. A moment parts what is over from what is to come; days are days in Madrid."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Min, Prefetch, Q, prefetch_related_objects
from wagtail.models import Locale, PageQuerySet

from caravana_site.common.memory import recalled
from practices.models import Comarca, Municipality, Organisation, Province

from .stop_choices import StopState

if TYPE_CHECKING:
    from .stops import StopPage

MADE_ON_MAP, PLANNED_ON_MAP = 40, 20  # a road of more says nothing
MARKED = (
    *("title", "slug", "path", "depth", "url_path", "locale", "translation_key", "content_type", "live"),
    *("start", "end", "state", "theme", "host", "municipality"),
)
LISTED = (
    *("title", "slug", "url_path", "translation_key", "locale__language_code", "start", "end", "format", "state"),
    *("state_reason", "is_sample", "theme__short_name", "theme__plate", "theme__colour", "municipality__name"),
    *("host__name", "host__municipality", "host__comarca", "host__province", "rapporteur__name"),
)


class StopQuerySet(PageQuerySet):
    """Chained; `at` is a moment."""

    def in_locale(self, locale: Locale) -> Self:
        return self.filter(locale=locale)

    def upcoming(self, at: datetime) -> Self:
        """With `past` it parts the stops: each is in one, none in both. One that has begun is still to come."""
        return self.filter(end__gt=at).order_by("start", "pk")

    def past(self, at: datetime) -> Self:
        return self.filter(end__lte=at).order_by("-start", "-pk")

    def next_moment(self, at: datetime) -> datetime | None:
        """When the next one of them begins or ends."""
        begins, ends = Min("start", filter=Q(start__gt=at)), Min("end", filter=Q(end__gt=at))
        found = self.filter(end__gt=at).order_by().aggregate(begins=begins, ends=ends)
        return min((moment for moment in found.values() if moment is not None), default=None)

    def taking_place(self) -> Self:
        """Neither postponed nor cancelled: those stay readable but the caravan does not pass."""
        return self.exclude(state__in=[StopState.POSTPONED, StopState.CANCELLED])

    def of(self, organisation: Organisation) -> Self:
        return self.filter(Q(host=organisation) | Q(rapporteur=organisation))

    def about(self, theme: str) -> Self:
        # Not a join: with one, each stop would come once a theme, and DISTINCT would compare whole rows.
        other = self.model.other_themes.rel.related_model.objects.filter(theme__key=theme)
        return self.filter(Q(theme__key=theme) | Q(pk__in=other.values("page")))

    def keys(self) -> list[int]:
        """Asked for alone: the database would join and sort whole rows of all the stops to keep a dozen."""
        return list(self.values_list("pk", flat=True))

    def marks(self, keys: Sequence[int]) -> list["StopPage"]:
        """Those stops in that order, with what a map draws: dozens, so nothing that they share is read twice."""

        def read() -> list["StopPage"]:
            municipalities = Prefetch("municipality", Municipality.objects.defer("outline"))
            return _in_order(keys, self.filter(pk__in=keys).only(*MARKED).prefetch_related("theme", municipalities))

        return recalled(("marks", *keys), ("stop", "theme", "organisation"), read)

    def listed(self, keys: Sequence[int]) -> list["StopPage"]:
        """Those stops in that order, with what the agenda draws."""
        joined = self.select_related("locale", "theme", "municipality", "host", "rapporteur")
        return _in_order(keys, joined.filter(pk__in=keys).only(*LISTED))

    def for_cards(self) -> Self:
        """With all that a card draws, in a flat number of queries."""
        # The host apart: PostgreSQL plans two short joins ten times as fast as a long one.
        hosts = Organisation.objects.select_related("municipality", "comarca", "province").defer("comarca__borders")
        joined = self.select_related("theme", "locale", "municipality", "rapporteur")
        return joined.defer_streamfields().prefetch_related(Prefetch("host", hosts))

    def cards(self, keys: Sequence[int]) -> list["StopPage"]:
        """Those stops in that order: the cards of a page whose keys were chosen before."""
        found = {stop.pk: stop for stop in self.for_cards().filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]


def _in_order(keys: Sequence[int], rows: Iterable["StopPage"]) -> list["StopPage"]:
    """With the place of the hosts whose stop has none of its own."""
    stops = {stop.pk: stop for stop in rows}
    found = [stops[key] for key in keys if key in stops]
    places = (
        Prefetch("host__municipality", Municipality.objects.defer("outline")),
        Prefetch("host__comarca", Comarca.objects.defer("outline", "borders")),
        Prefetch("host__province", Province.objects.defer("outline")),
    )
    prefetch_related_objects([stop for stop in found if stop.municipality_id is None], *places)
    return found
