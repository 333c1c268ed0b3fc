"""What higher rooms add to an organisation's page: stops today, more tomorrow. They register here when they start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale

from practices.models import Organisation

Rows = Callable[[Organisation, Locale], Sequence[Any]]


@dataclass(frozen=True)
class Section:
    """Rows to show and the partial that shows them, with `rows` and `request`."""

    template: str
    rows: Sequence[Any]


_sources: dict[str, Rows] = {}


def register(template: str, rows: Rows) -> None:
    """Offer rows for a partial; the same pair may come twice, since tests start apps again."""
    if _sources.setdefault(template, rows) is not rows:
        raise ValueError(f"Two sources fill {template!r}.")


def sections_of(organisation: Organisation, locale: Locale) -> list[Section]:
    """The sections that have something to show, in the order of registration."""
    found = (Section(template, rows(organisation, locale)) for template, rows in _sources.items())
    return [section for section in found if section.rows]
