"""From a question to PostgreSQL's query language. Only words reach it, quoted: nothing that is typed is an operator."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from wagtail.search import query as asked

from .analysis import Question, asked_forms, folded, is_stop_word, kept, languages, words_of

STEMMED = {"ca": "caravana_ca", "es": "caravana_es"}
MARKER = "indexedlanguage"  # with the language's code behind, a word of every row of that language


def configuration(language: str) -> str:
    return STEMMED.get(language, "simple")


def of_question(question: Question, language: str) -> str:
    """All of its words and phrases."""
    parts = [_any_form(word, language) for word in question.words]
    parts += [_phrase(phrase, language) for phrase in question.phrases]
    return " & ".join(parts)


def of_any_word(words: Iterable[str], language: str) -> str:
    return " | ".join(_any_form(word, language) for word in words)


def of_wagtail(query: Any) -> Any:
    """One of Wagtail's queries, in each language: whoever edits looks for pages of both at once."""
    expressions = [
        SearchQuery(_written(query, language) or "", search_type="raw", config=configuration(language))
        for language in languages()
    ]
    return reduce(or_, expressions)


def of_beginnings(query: Any) -> Any:
    """The same for words that are still being typed, in whatever language: each may go on."""
    words = [folded(word) for word in words_of(getattr(query, "query_string", ""))]
    return SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="simple")


def _any_form(word: str, language: str) -> str:
    return "(" + " | ".join(f"'{form}'" for form in asked_forms(word, language)) + ")"


def _phrase(words: Iterable[str], language: str) -> str:
    return "(" + " <-> ".join(f"'{kept(word, language)}'" for word in words) + ")"


def _written(query: Any, language: str) -> str:
    """Wagtail's query as text; empty when nothing is left of it."""
    match query:
        case asked.PlainText():
            words = words_of(query.query_string)
            telling = [word for word in words if not is_stop_word(word, language)] or words
            return (" & " if query.operator == "and" else " | ").join(_any_form(word, language) for word in telling)
        case asked.Phrase():
            words = words_of(query.query_string)
            return _phrase(words, language) if words else ""
        case asked.Boost():
            return _written(query.subquery, language)
        case asked.Not():
            inner = _written(query.subquery, language)
            return f"!({inner})" if inner else ""
        case asked.And() | asked.Or():
            inner_parts = [f"({inner})" for part in query.subqueries if (inner := _written(part, language))]
            return (" & " if isinstance(query, asked.And) else " | ").join(inner_parts)
        case _:
            raise NotImplementedError(f"{type(query).__name__} is not understood by this search backend.")
