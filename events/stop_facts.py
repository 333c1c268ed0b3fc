"""What a list of stops says of them all, and changes only when one is published or withdrawn.

Of thousands of stops each of these is a long walk through the table. They are kept in each process and read anew when
one narrow query says that something has changed, as the catalogue's index is.
"""

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Coalesce
from wagtail.models import Locale

from practices.catalogue_index import fingerprints

if TYPE_CHECKING:
    from events.models.stop_queries import StopQuerySet


@dataclass(frozen=True)
class StopFacts:
    places: frozenset[str]
    """The comarques and provinces where some stop is; one's slugs are never the other's codes."""
    elsewhere: int
    """How many stops there are in the other languages that this one lacks."""


_kept: dict[int, tuple[Any, StopFacts]] = {}


def facts_of(stops: "StopQuerySet", locale: Locale) -> StopFacts:
    """Of the public stops of that language."""
    now = fingerprints(stops.model)
    kept = _kept.get(locale.pk)
    if kept is None or kept[0] != now:
        kept = _kept[locale.pk] = (now, StopFacts(_places(stops), _elsewhere(stops, locale)))
    return kept[1]


def forget() -> None:
    """For tests, whose rows come and go without being published."""
    _kept.clear()


def _places(stops: "StopQuerySet") -> frozenset[str]:
    places = (Coalesce(f"municipality__{place}", f"host__{place}") for place in ("comarca", "province"))
    return frozenset(chain.from_iterable(stops.order_by().values_list(*places).distinct()))


def _elsewhere(stops: "StopQuerySet", locale: Locale) -> int:
    every = stops.model.objects
    here = every.live().in_locale(locale).values("translation_key")
    others = every.live().public().exclude(locale=locale).exclude(translation_key__in=here)
    return int(others.values("translation_key").distinct().count())
