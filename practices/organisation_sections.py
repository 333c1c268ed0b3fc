"""What higher rooms add to an organisation: stops today, more tomorrow. They register here when they start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Locale

from practices.models import Organisation, PracticePage

Rows = Callable[[Organisation, Locale], Sequence[Any]]
Bodies = Callable[[Locale], list[QuerySet[Any, Any]]]


@dataclass(frozen=True)
class Section:
    """Rows to show and the partial that shows them, with `rows` and `request`."""

    template: str
    rows: Sequence[Any]


@dataclass(frozen=True)
class Source:
    """Gives a body's rows, and which bodies have any: querysets of their primary keys."""

    rows: Rows
    bodies: Bodies


_sources: dict[str, Source] = {}


def register(template: str, rows: Rows, bodies: Bodies) -> None:
    """Offer rows for a partial; the same ones may come twice, since tests start apps again."""
    source = Source(rows, bodies)
    if _sources.setdefault(template, source) != source:
        raise ValueError(f"Two sources fill {template!r}.")


def sections_of(organisation: Organisation, locale: Locale) -> list[Section]:
    """The sections that have something to show, in the order of registration."""
    found = (Section(template, source.rows(organisation, locale)) for template, source in _sources.items())
    return [section for section in found if section.rows]


def publishing(locale: Locale) -> QuerySet[Organisation]:
    """The bodies that have anything to read in that language: those that have a page of their own there."""
    practices = PracticePage.objects.live().public().in_locale(locale)
    keys = [practices.values("organisation"), practices.values("collaborators__organisation")]
    for source in _sources.values():
        keys += source.bodies(locale)
    wanted = Q()
    for some in keys:
        wanted |= Q(pk__in=some)
    return Organisation.objects.filter(wanted)
