"""Titles to offer while somebody types."""

from typing import Any

from wagtail.models import Locale
from wagtail.search.backends import get_search_backend

from caravana_site.common.listings import LONGEST_QUERY

from .analysis import words_of
from .kinds import all_kinds

MOST = 8
SHORTEST = 2  # letters: fewer say nothing
CANDIDATES = 40  # of a model, before those that are not public leave


def suggestions(text: str, locale: Locale) -> list[str]:
    """Titles of public rows with a word that begins like each of these, kinds in their order."""
    words = words_of(text) if len(text) <= LONGEST_QUERY else []
    if sum(len(word) for word in words) < SHORTEST:
        return []
    titles: dict[str, None] = {}
    for kind in all_kinds():
        for model in kind.models:
            rows: Any = model._default_manager.all()
            begun = get_search_backend().autocomplete(" ".join(words), _in_language(rows, locale), operator="and")
            pks = [row.pk for row in begun[:CANDIDATES]]
            public = {row.pk: str(row) for row in kind.listed(locale).filter(pk__in=pks).order_by()} if pks else {}
            titles |= dict.fromkeys(public[pk] for pk in pks if pk in public)
        if len(titles) >= MOST:
            break
    return list(titles)[:MOST]


def _in_language(rows: Any, locale: Locale) -> Any:
    return rows.filter(locale=locale) if hasattr(rows.model, "locale_id") else rows
