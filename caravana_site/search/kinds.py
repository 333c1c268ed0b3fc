"""What can be found. Each room registers its kinds when it starts: a tab of the search page, a card for its results."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from wagtail.models import Locale


@dataclass(frozen=True)
class Kind:
    """A tab. `listed` gives the rows that are public and listed in a language; a search never shows anything else.

    `cards` adds to such a queryset what the partial draws, in a flat number of queries. The partial `template` gets
    `found` (see `caravana_site.search.results.Found`) and `request`.
    """

    name: str
    label: Any
    models: tuple[type[Model], ...]
    listed: Callable[[Locale], Any]
    cards: Callable[[Any], Any]
    template: str
    order: int


@dataclass(frozen=True)
class WayOn:
    """A partial for a search without results, with `rows` and `request`: the themes, for instance."""

    template: str
    rows: Callable[[Locale], Sequence[Any]]


_kinds: dict[str, Kind] = {}
_ways_on: dict[str, WayOn] = {}


def register(kind: Kind) -> None:
    """Add a kind; the same one may come twice, since tests start apps again."""
    if _kinds.setdefault(kind.name, kind) != kind:
        raise ValueError(f"Two kinds of result are called {kind.name!r}.")


def register_way_on(template: str, rows: Callable[[Locale], Sequence[Any]]) -> None:
    """Offer something to whoever finds nothing."""
    way = WayOn(template, rows)
    if _ways_on.setdefault(template, way) != way:
        raise ValueError(f"Two sources fill {template!r}.")


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def ways_on(locale: Locale) -> list[tuple[str, Sequence[Any]]]:
    """Template and rows of each, those that have any."""
    found = [(way.template, way.rows(locale)) for way in _ways_on.values()]
    return [(template, rows) for template, rows in found if rows]
