"""The translation memory: everything that a person has translated before, read in both directions.

It is no copy: it reads wagtail-localize's own rows, so what is withdrawn, mended or found wrong is so here at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from caravana_site.translation.segments import Line

from . import memory_plain, memory_postgresql
from .adapting import adapted
from .drafts import Draft, Kind
from .likeness import markup, normal, percent

LEAST = 65
"""Percent below which mending costs more than writing."""
MOST = 3
"""Proposals for one text."""


@dataclass(frozen=True)
class Pair:
    """A text and its translation, and how often a person has said so."""

    text: str
    translation: str
    times: int = 1


def find(lines: list[Line], exclude: UUID | None = None) -> list[list[Draft]]:
    """For each line what was translated before, the likest first.

    Two queries for all lines of a language pair, however many there are. `exclude` is the translation key of a page
    whose own translations are not to be looked at. A text never proposes itself.
    """
    answers: list[list[Draft]] = [[] for _line in lines]
    groups: dict[tuple[int, int], list[int]] = {}
    for number, line in enumerate(lines):
        groups.setdefault((line.segment.string.locale_id, line.translation.target_locale_id), []).append(number)
    search = memory_postgresql.search if connection.vendor == "postgresql" else memory_plain.search
    for (source, target), numbers in groups.items():
        asked = [lines[number] for number in numbers]
        for number, found in zip(numbers, search(asked, source, target, exclude), strict=True):
            answers[number] = _drafts(lines[number].source, [Pair(*row) for row in found])
    return answers


def _drafts(source: str, pairs: Iterable[Pair]) -> list[Draft]:
    wanted, best = normal(source), dict[str, Draft]()
    ranked = sorted(((_percent(source, wanted, pair), pair.times, pair) for pair in pairs), key=lambda one: one[:2])
    for likeness, _times, pair in reversed(ranked):
        if likeness < LEAST or len(best) == MOST:
            break
        text = adapted(source, pair.text, pair.translation)
        if text and text not in best:
            kind = Kind.EXACT if likeness == 100 else Kind.FUZZY
            matched = "" if pair.text == source else pair.text
            best[text] = Draft(kind, text, likeness, matched)
    return list(best.values())


def _percent(source: str, wanted: str, pair: Pair) -> int:
    """100 only when the words are the same and no emphasis of the source is lost with it."""
    likeness = percent(wanted, normal(pair.text))
    loses = markup(source) and markup(source) != markup(pair.text)
    return min(likeness, 99) if loses else likeness
