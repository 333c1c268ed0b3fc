"""Rows put together as the page has them: a field, a row of another table, a block of a body, a term."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from .rows import Row


@dataclass
class Section:
    """What belongs together under one heading."""

    heading: str
    help_text: str = ""
    rows: list[Row] = field(default_factory=list)
    of_term: str = ""
    """The name of the term that the texts are of; empty when they are the page's own."""

    @property
    def is_done(self) -> bool:
        return not any(row.needs_work for row in self.rows)


def sections_of(rows: Iterable[Row], own: int) -> list[Section]:
    """The sections, in the order of the page. `own` is the translation of the page; others are of its terms."""
    found = []
    seen: Counter[tuple[int, str]] = Counter()
    repeated = _repeated(rows := list(rows))
    for (translation, _group), some in groupby(rows, lambda row: (row.line.translation.pk, row.place.group)):
        together = list(some)
        first = together[0]
        heading = first.place.heading
        seen[translation, heading] += 1
        if repeated[translation, heading] > 1:
            heading = f"{heading} {seen[translation, heading]}"
        of_term = "" if translation == own else str(first.line.translation.source.object_repr)
        help_text = "" if first.place.label else first.place.help_text
        found.append(Section(heading, help_text, together, of_term))
    return found


def _repeated(rows: list[Row]) -> Counter[tuple[int, str]]:
    """How often a heading comes in the page, and in each of its terms."""
    groups = {(row.line.translation.pk, row.place.group): row.place.heading for row in rows}
    return Counter((translation, heading) for (translation, _group), heading in groups.items())
