"""What higher rooms add to an organisation: stops today, more tomorrow. They register here when they start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from wagtail.models import Locale

from practices.models import Organisation, PracticePage

Rows = Callable[[Organisation, Locale], Sequence[Any]]


class Bodies(Protocol):
    """Rows, each with the field that names its body; with `real`, those that are no sample."""

    def __call__(self, locale: Locale, *, real: bool = False) -> list[tuple[QuerySet[Any, Any], str]]: ...


@dataclass(frozen=True)
class Section:
    """Rows to show and the partial that shows them, with `rows` and `request`."""

    template: str
    rows: Sequence[Any]


@dataclass(frozen=True)
class Source:
    """Gives a body's rows, and which bodies have any."""

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
    wanted = Q()
    for rows, body in _rows_that_name_one(locale, real=real):
        wanted |= Q(pk__in=rows.order_by().values(body))
    return Organisation.objects.filter(wanted)


def publishes(organisation: Organisation, locale: Locale, *, real: bool = False) -> bool:
    """Whether that one is among them: asked of its own rows, where `publishing` would read those of all bodies."""
    asked = _rows_that_name_one(locale, real=real)
    return any(rows.filter(**{body: organisation}).exists() for rows, body in asked)


def _rows_that_name_one(locale: Locale, *, real: bool) -> list[tuple[QuerySet[Any, Any], str]]:
    practices = PracticePage.objects.live().public().in_locale(locale)
    if real:
        practices = practices.filter(is_sample=False)
    found: list[tuple[QuerySet[Any, Any], str]] = [
        (practices, "organisation"),
        (practices, "collaborators__organisation"),
    ]
    for source in _sources.values():
        found += source.bodies(locale, real=real)
    return found
