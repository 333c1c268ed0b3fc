"""The memory on SQLite, which has no trigrams: the latest translations, compared by the words they share."""

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import F, Q, QuerySet
from wagtail_localize.models import StringTranslation

from caravana_site.translation.segments import NOT_READ, WORD, Line

from .likeness import normal

CANDIDATES = 12
LATEST = 2_000
"""Translations that are looked at in each direction; a bigger memory needs PostgreSQL."""
SHARED = 0.4
"""Of the words of both, how many are in both."""

Row = tuple[str, str, int, int]
"""A text, its translation, and the context and string of the row, by which a line knows itself."""


def search(
    lines: Sequence[Line], source: int, target: int, exclude: UUID | None
) -> Iterator[list[tuple[str, str, int]]]:
    """For each line the texts that are like it, with their translation and how often it was said."""
    rows = [
        (set(WORD.findall(normal(row[0]))), normal(row[0]), row)
        for row in [
            *_rows(source, target, exclude).values_list(
                "translation_of__data", "data", "context_id", "translation_of_id"
            )[:LATEST],
            *_rows(target, source, exclude).values_list(
                "data", "translation_of__data", "context_id", "translation_of_id"
            )[:LATEST],
        ]
    ]
    for line in lines:
        own, wanted = (line.segment.context_id, line.segment.string_id), normal(line.source)
        words = set(WORD.findall(wanted))
        found: Counter[tuple[str, str]] = Counter()
        for theirs, text, row in rows:
            alike = len(words & theirs) >= SHARED * len(words | theirs) if words and theirs else text == wanted
            if alike and row[2:] != own:
                found[row[:2]] += 1
        likest = sorted(found, key=lambda pair: -_shared(words, pair[0]))[:CANDIDATES]
        yield [(text, translation, found[text, translation]) for text, translation in likest]


def _shared(words: set[str], text: str) -> float:
    theirs = set(WORD.findall(normal(text)))
    return len(words & theirs) / (len(words | theirs) or 1)


def _rows(string_locale: int, translated_locale: int, exclude: UUID | None) -> QuerySet[StringTranslation]:
    rows = StringTranslation.objects.filter(
        translation_of__locale=string_locale,
        locale=translated_locale,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
    ).exclude(Q(data="") | Q(context__path=NOT_READ))
    if exclude is not None:
        rows = rows.exclude(context__object=exclude)
    return rows.order_by(F("updated_at").desc(), "-pk")
