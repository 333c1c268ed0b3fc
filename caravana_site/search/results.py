"""A search for readers: public rows alone, and when there are none, what to do instead."""

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils.safestring import SafeString
from wagtail.models import Locale

from . import matching
from .analysis import Question, read
from .excerpts import Marker
from .kinds import Kind, all_kinds
from .matching import Hit
from .passages import Passage, prefetched

MOST_DROPPED = 5


@dataclass(frozen=True)
class Found:
    """A result: the row, its kind's partial, its title and an excerpt with what matched marked, and a place inside."""

    row: Any
    kind: Kind
    title: SafeString
    excerpt: SafeString
    passage: Passage | None
    passage_text: SafeString


@dataclass(frozen=True)
class Dropped:
    """A search with one word less, and how much it would find."""

    word: str
    words: str
    count: int


class Search:
    """What some words find in a language, among every kind of result or in `only` one model.

    `listed` are the keys of the rows of that model that may be listed, for who knows them already.
    """

    def __init__(
        self, text: str, locale: Locale, *, only: type[Model] | None = None, listed: Container[int] | None = None
    ) -> None:
        self._listed = listed
        self.locale = locale
        self.language = locale.language_code
        self.question = read(text, self.language)
        self.kinds = [kind for kind in all_kinds() if only is None or only in kind.models]
        self._models = {model: kind for kind in self.kinds for model in kind.models if only in (None, model)}

    @cached_property
    def exact(self) -> list[Hit]:
        return self._public(matching.matches(self.question, self.language, list(self._models)))

    @cached_property
    def hits(self) -> list[Hit]:
        """What is found: the words themselves, else words that begin so, else the likest spelling."""
        return self.exact or self.beginning or self.corrected[1]

    @cached_property
    def unknown(self) -> list[str]:
        """Words that no text of the language has."""
        if not matching.stems():
            return []
        known = matching.known(self.question.words, self.language)
        return [word for word in self.question.words if word not in known]

    @cached_property
    def beginning(self) -> list[Hit]:
        """What the unknown words are the beginning of."""
        alternatives = [
            [word, *(matching.completions(word, self.language) if word in self.unknown else ())]
            for word in self.question.words
        ]
        if self.exact or not any(len(words) > 1 for words in alternatives):
            return []
        return self._public(matching.matches_beginning(alternatives, self.question, self.language, list(self._models)))

    @cached_property
    def corrected(self) -> tuple[Question | None, list[Hit]]:
        """«Did you mean»: the unknown words replaced by the likest known ones, if that finds anything public."""
        if self.exact or self.beginning or not self.unknown:
            return None, []
        meant = [matching.alike(word, self.language) for word in self.unknown]
        for choice in range(max(len(words) for words in meant)) if all(meant) else ():
            question = self.question
            for word, words in zip(self.unknown, meant, strict=True):
                question = question.with_in_place_of(word, words[min(choice, len(words) - 1)])
            if hits := self._public(matching.matches(question, self.language, list(self._models))):
                return question, hits
        return None, []

    @property
    def suggestion(self) -> str:
        return str(self.corrected[0] or "")

    @cached_property
    def dropped(self) -> list[Dropped]:
        """What would be found without each word, the most first; for a search that finds nothing."""
        if self.hits or len(self.question.words) + len(self.question.phrases) < 2:
            return []
        tried = []
        for word in self.question.words[:MOST_DROPPED]:
            fewer = self.question.without(word)
            count = len(self._public(matching.matches(fewer, self.language, list(self._models))))
            tried.append(Dropped(word, str(fewer), count))
        return sorted((way for way in tried if way.count), key=lambda way: -way.count)

    def count_of(self, kind: Kind) -> int:
        return sum(self._models[hit.model] == kind for hit in self.hits)

    def is_cut(self, kind: Kind) -> bool:
        """Whether there is more of the kind than a search brings."""
        brought = Counter(hit.model for hit in self.hits)
        return any(brought[model] >= matching.MOST for model in kind.models)

    def of_kind(self, kind: Kind | None) -> list[Hit]:
        return [hit for hit in self.hits if kind is None or self._models[hit.model] == kind]

    def found(self, hits: list[Hit]) -> list[Found]:
        """The results to draw, in that order; the number of queries depends on the kinds alone."""
        rows: dict[Hit, Any] = {}
        for model in dict.fromkeys(hit.model for hit in hits):
            kind = self._models[model]
            listed = kind.listed(self.locale).filter(pk__in=[hit.pk for hit in hits if hit.model is model])
            for row in kind.cards(listed).prefetch_related(*prefetched(model)):
                rows.setdefault(Hit(model, row.pk), row)
        shown = {hit: rows[hit] for hit in hits if hit in rows}
        marker = Marker(self.corrected[0] or self.question, self.language, shown, completed=not self.exact)
        return [Found(row, self._models[hit.model], *marker.texts_of(hit, row)) for hit, row in shown.items()]

    def _public(self, hits: list[Hit]) -> list[Hit]:
        """Those that may be listed, in the order they came."""
        if self._listed is not None:
            return [hit for hit in hits if hit.pk in self._listed]
        allowed: set[tuple[Kind, int]] = set()
        by_kind: dict[Kind, list[int]] = {}
        for hit in hits:
            by_kind.setdefault(self._models[hit.model], []).append(hit.pk)
        for kind, pks in by_kind.items():
            rows = kind.listed(self.locale).filter(pk__in=pks).order_by()
            allowed |= {(kind, pk) for pk in rows.values_list("pk", flat=True)}
        return [hit for hit in hits if (self._models[hit.model], hit.pk) in allowed]
