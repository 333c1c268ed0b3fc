"""What higher rooms add to an organisation's page: stops today, more tomorrow. They register here when they start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Locale

from practices.models import Organisation

Rows = Callable[[Organisation, Locale], Sequence[Any]]
Bodies = Callable[[Locale], Sequence[QuerySet[Any]]]


@dataclass(frozen=True)
class Section:
    """Rows to show and the partial that shows them, with `rows` and `request`."""

    template: str
    rows: Sequence[Any]


_sources: dict[str, Rows] = {}
_bodies: dict[str, Bodies] = {}


def register(template: str, rows: Rows, bodies: Bodies) -> None:
    """Offer rows for a partial; `bodies` says which have any in a language, all at once.

    The same may come twice, since tests start apps again.
    """
    if _sources.setdefault(template, rows) is not rows or _bodies.setdefault(template, bodies) is not bodies:
        raise ValueError(f"Two sources fill {template!r}.")


def with_sections(locale: Locale) -> Q:
    """The bodies that have something to show in that language, besides their practices."""
    return reduce(or_, (Q(pk__in=keys) for bodies in _bodies.values() for keys in bodies(locale)), Q(pk__in=[]))


def sections_of(organisation: Organisation, locale: Locale) -> list[Section]:
    """The sections that have something to show, in the order of registration."""
    found = (Section(template, rows(organisation, locale)) for template, rows in _sources.items())
    return [section for section in found if section.rows]
