"""What higher rooms add to an organisation: stops today, more tomorrow. They register here when they start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from wagtail.models import Locale

from practices.models import Organisation, PracticePage

Rows = Callable[[Organisation, Locale], Sequence[Any]]


class Bodies(Protocol):
    """Querysets of primary keys; with `real`, of those whose rows are not samples alone."""

    def __call__(self, locale: Locale, *, real: bool = False) -> list[QuerySet[Any, Any]]: ...


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


def publishing(locale: Locale, *, real: bool = False) -> QuerySet[Organisation]:
    """The bodies that have anything to read in that language: those that have a page of their own there.

    With `real`, those that have something that is no sample: the ones that search engines are told of.
    """
    practices = PracticePage.objects.live().public().in_locale(locale)
    if real:
        practices = practices.filter(is_sample=False)
    keys = [practices.values("organisation"), practices.values("collaborators__organisation")]
    for source in _sources.values():
        keys += source.bodies(locale, real=real)
    wanted = Q()
    for some in keys:
        wanted |= Q(pk__in=some)
    return Organisation.objects.filter(wanted)
