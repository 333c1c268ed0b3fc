"""Asking the index: which rows have these words, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from modelsearch.backends.database.postgres.weights import get_sql_weights
from wagtail.models import Locale, TranslatableMixin
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Phrase, PlainText

from . import tsquery
from .analysis import Question, folded
from .models import SearchWord

MOST = 500  # rows of a kind: a search that finds more is no search
READ = 200  # of them whose bodies are ranked too
SHORTEST_BEGINNING = 3  # letters
MOST_COMPLETIONS = 20
ALIKE = 0.8  # of the letters, in their order: less is another word; trigrams alone liken *drones* to *gironès*

# Titles lie in their rows; bodies lie elsewhere and are read for the best titles alone, since a common word finds most.
_RANKED = """
WITH asked AS MATERIALIZED (
    SELECT to_tsquery(%(configuration)s::regconfig, %(query)s) AS words, to_tsquery('simple', %(marker)s) AS marker
), matched AS MATERIALIZED (
    SELECT id, content_type_id, object_id, title_norm * ts_rank(%(weights)s, title, asked.words) AS head
    FROM wagtailsearch_indexentry, asked
    WHERE title || body @@ (asked.words && asked.marker) AND content_type_id = ANY(%(types)s)
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY content_type_id ORDER BY head DESC, id DESC) AS place FROM matched
)
SELECT placed.content_type_id, placed.object_id FROM placed CROSS JOIN asked
LEFT JOIN LATERAL (
    SELECT ts_rank(%(weights)s, entry.body, asked.words) AS rank
    FROM wagtailsearch_indexentry AS entry WHERE placed.place <= %(read)s AND entry.id = placed.id
) AS body ON true
WHERE placed.place <= %(most)s
ORDER BY placed.head + coalesce(body.rank, 0) DESC, placed.id DESC
"""
_KNOWN = """
SELECT word FROM unnest(%(words)s::text[], %(queries)s::text[]) AS asked(word, query)
WHERE EXISTS (
    SELECT FROM wagtailsearch_indexentry
    WHERE title || body @@ (to_tsquery(%(configuration)s::regconfig, query) && to_tsquery('simple', %(marker)s))
)
"""
_SPELT = """
SELECT word FROM unnest(%(words)s::text[], %(forms)s::text[]) AS given(word, forms)
WHERE to_tsvector(%(configuration)s::regconfig, forms) @@ to_tsquery(%(configuration)s::regconfig, %(query)s)
"""
_ALIKE = """
SELECT word, plain FROM search_searchword
WHERE language = %(language)s AND plain %% %(plain)s AND abs(length(plain) - %(length)s) <= 3
ORDER BY similarity(plain, %(plain)s) DESC, word LIMIT %(most)s
"""


@dataclass(frozen=True)
class Hit:
    """A row of the index."""

    model: type[Model]
    pk: int


def stems() -> bool:
    """Whether the engine at hand knows stems, words alike and beginnings; SQLite knows accents alone."""
    return connection.vendor == "postgresql"


def matches(question: Question, language: str, models: Sequence[type[Model]]) -> list[Hit]:
    """Rows of those models in that language with all the words and phrases, best first; some may not be public."""
    if not question or not models:
        return []
    if not stems():
        return list(_plain_matches(question, language, models))
    return _ranked(tsquery.of_question(question, language), language, models)


def matches_beginning(
    alternatives: Sequence[Sequence[str]], question: Question, language: str, models: Sequence[type[Model]]
) -> list[Hit]:
    """The same where each word may be any of several."""
    either = [f"({tsquery.of_any_word(words, language)})" for words in alternatives]
    phrases = tsquery.of_question(Question((), question.phrases), language)
    return _ranked(" & ".join([*either, *filter(None, [phrases])]), language, models)


def known(words: Iterable[str], language: str) -> set[str]:
    """Those of the words that some row of the language has."""
    asked = list(words)
    queries = [tsquery.of_any_word([word], language) for word in asked]
    values = {**_named(language), "words": asked, "queries": queries}
    return {word for (word,) in _rows(_KNOWN, values)} if asked else set()


def completions(word: str, language: str) -> list[str]:
    """Words of the index that begin so."""
    if len(word) < SHORTEST_BEGINNING or not stems():
        return []
    found = SearchWord.objects.filter(language=language, plain__startswith=folded(word)).order_by("plain")
    return list(found.values_list("word", flat=True)[:MOST_COMPLETIONS])


def alike(word: str, language: str, most: int = 3) -> list[str]:
    """Words of the index that are spelt nearly so, the likest first."""
    if len(word) <= SHORTEST_BEGINNING or not stems():
        return []
    plain = folded(word)
    values = {"language": language, "plain": plain, "length": len(plain), "most": MOST_COMPLETIONS}
    likeness = {found: SequenceMatcher(None, plain, near).ratio() for found, near in _rows(_ALIKE, values)}
    nearest = sorted((found for found in likeness if likeness[found] >= ALIKE), key=lambda found: -likeness[found])
    return nearest[:most]


def spelt(words: dict[str, str], question: Question, language: str) -> set[str]:
    """Those of the words (with the forms that the index has of them) that the question asks for."""
    query = tsquery.of_any_word(question.all_words, language)
    if not words or not query:
        return set()
    values = {**_named(language), "words": list(words), "forms": list(words.values()), "query": query}
    return {word for (word,) in _rows(_SPELT, values)}


def _named(language: str) -> dict[str, Any]:
    return {"configuration": tsquery.configuration(language), "marker": f"{tsquery.MARKER}{language}"}


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _ranked(query: str, language: str, models: Sequence[type[Model]]) -> list[Hit]:
    types = {ContentType.objects.get_for_model(model).pk: model for model in models}
    values = {"query": query, "types": list(types), "weights": get_sql_weights(), "most": MOST, "read": READ}
    found = _rows(_RANKED, {**values, **_named(language)})
    return [Hit(types[content_type], int(pk)) for content_type, pk in found]


def _plain_matches(question: Question, language: str, models: Sequence[type[Model]]) -> Iterable[Hit]:
    """What Wagtail's own backend finds: one query a model, each with an order of its own."""
    parts: list[Any] = [PlainText(word, operator="and") for word in question.typed or question.words]
    parts += [Phrase(" ".join(phrase)) for phrase in question.phrases]
    for model in models:
        rows: Any = model._default_manager.all()
        if issubclass(model, TranslatableMixin):
            rows = rows.filter(locale=Locale.objects.get_for_language(language))
        for row in get_search_backend().search(And(parts), rows.only("pk"))[:MOST]:
            yield Hit(model, row.pk)
