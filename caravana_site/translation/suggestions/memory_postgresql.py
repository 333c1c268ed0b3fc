"""The memory on PostgreSQL: likeness by trigrams, with an index, for many texts in one query a direction."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection, transaction
from wagtail_localize.models import StringTranslation

from caravana_site.translation.segments import NOT_READ, Line

from .likeness import plain

CANDIDATES = 12
THRESHOLD = 0.45
"""Of pg_trgm, lower than what is shown: the honest percentage is reckoned afterwards, on few texts."""

# What is the text and what its translation changes with the direction; both are columns, never values.
_SEARCH = """
SELECT asked.number, found.text, found.translation, found.times
FROM unnest(%(numbers)s::int[], %(texts)s::text[], %(strings)s::int[], %(contexts)s::int[])
    AS asked(number, text, string, context)
CROSS JOIN LATERAL (
    SELECT {text} AS text, {translation} AS translation, count(*) AS times
    FROM wagtail_localize_string string
    JOIN wagtail_localize_stringtranslation translated ON translated.translation_of_id = string.id
    LEFT JOIN wagtail_localize_translationcontext context ON context.id = translated.context_id
    WHERE {text} %% asked.text
        AND string.locale_id = %(string_locale)s AND translated.locale_id = %(translated_locale)s
        AND translated.translation_type = %(manual)s AND NOT translated.has_error AND translated.data <> ''
        AND (context.id IS NULL OR context.path <> %(not_read)s)
        AND (%(exclude)s::uuid IS NULL OR context.object_id IS NULL OR context.object_id <> %(exclude)s::uuid)
        AND NOT (translated.context_id IS NOT DISTINCT FROM asked.context AND string.id = asked.string)
    GROUP BY {text}, {translation}
    ORDER BY similarity({text}, asked.text) DESC, count(*) DESC
    LIMIT %(candidates)s
) AS found
"""
_AS_TRANSLATED = _SEARCH.format(text="string.data", translation="translated.data")
_BACKWARDS = _SEARCH.format(text="translated.data", translation="string.data")


def search(
    lines: Sequence[Line], source: int, target: int, exclude: UUID | None
) -> Iterator[list[tuple[str, str, int]]]:
    """For each line the texts that are like it, with their translation and how often it was said."""
    found: list[list[tuple[str, str, int]]] = [[] for _line in lines]
    values = {
        "numbers": list(range(len(lines))),
        "texts": [plain(line.source) for line in lines],
        "strings": [line.segment.string_id for line in lines],
        "contexts": [line.segment.context_id for line in lines],
        "manual": StringTranslation.TRANSLATION_TYPE_MANUAL,
        "not_read": NOT_READ,
        "exclude": exclude,
        "candidates": CANDIDATES,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(THRESHOLD)])
        for query, string_locale, translated_locale in (
            (_AS_TRANSLATED, source, target),
            (_BACKWARDS, target, source),
        ):
            cursor.execute(query, {**values, "string_locale": string_locale, "translated_locale": translated_locale})
            for number, text, translation, times in cursor.fetchall():
                found[number].append((text, translation, times))
    return iter(found)
