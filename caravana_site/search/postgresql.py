"""Wagtail's PostgreSQL search with every row stemmed in its own language: one index, no second service.

Wagtail gives an index one configuration, and two backends on one database overwrite each other. Here the row says its
language (`locale`; what has none, such as an organisation, is in all of them), and `analysis` prepares the words.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchRank, SearchVector
from django.db.models import TextField, Value
from modelsearch.backends.database.postgres import postgres as upstream
from modelsearch.index import SearchField
from modelsearch.utils import ADD, get_content_type_pk
from wagtail.models import Locale

from . import tsquery
from .analysis import folded, indexed_text, is_stop_word, languages, words_of
from .models import SearchWord

USUAL_TITLE = 6  # words: shorter titles weigh more, longer ones less
SHORTEST_KEPT = 4  # letters: shorter words are neither completed nor likened
BATCH = 200
REPLACED = ("title_norm", "title", "body", "autocomplete", "title_text", "body_text")


class ObjectIndexer(upstream.ObjectIndexer):
    """A row's words, prepared for its languages; all of them when the row does not say which."""

    def __init__(self, obj: Any, backend: Any, codes: Mapping[int, str]) -> None:
        super().__init__(obj, backend)
        locale = getattr(obj, "locale_id", None)
        self.languages = (codes[locale],) if locale else languages()

    def prepare_value(self, value: Any) -> str:
        # A line a part: excerpts never run from one into the next.
        parts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else None
        return super().prepare_value(value) if parts is None else "\n".join(self.prepare_value(one) for one in parts)

    @cached_property
    def _told(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Text and weight of the row's own title, and of all the rest; upstream takes its rows' titles for its own."""
        title, rest = [], []
        for field in self.search_fields:
            for part, weight, text in self.prepare_field(self.obj, field):
                if isinstance(part, SearchField) and text.strip():
                    own = part is field and part.field_name == "title"
                    (title if own else rest).append((text.replace("\x00", "").strip(), weight))
        return title, rest

    @cached_property
    def title_text(self) -> str:
        return " ".join(text for text, _weight in self._told[0])

    @cached_property
    def body_text(self) -> str:
        """What excerpts are cut from, a line a part."""
        return "\n".join(text for text, _weight in self._told[1])

    def as_vector(self, texts: Iterable[tuple[str, str]], for_autocomplete: bool = False) -> Any:
        vectors = []
        for text, weight in texts:
            if for_autocomplete:
                vectors.append(_vector(" ".join(folded(word) for word in words_of(text)), weight, "simple"))
                continue
            vectors += [
                _vector(indexed_text(text, language), weight, tsquery.configuration(language))
                for language in self.languages
            ]
        return ADD(vectors) if vectors else upstream.EMPTY_VECTOR

    @cached_property
    def title(self) -> Any:
        return self.as_vector(self._told[0])

    @cached_property
    def body(self) -> Any:
        """With the marks of its languages, which narrow a search inside the index itself."""
        marks = " ".join(f"{tsquery.MARKER}{language}" for language in self.languages)
        return self.as_vector(self._told[1]) + _vector(marks, "D", "simple")

    @property
    def entry(self) -> Any:
        words = len(words_of(self.title_text))
        return upstream.IndexEntry(
            content_type_id=get_content_type_pk(type(self.obj)),
            object_id=self.id,
            title_norm=USUAL_TITLE / words if words else 1.0,
            title=self.title,
            body=self.body,
            autocomplete=self.autocomplete,
            title_text=self.title_text,
            body_text=self.body_text,
        )

    @property
    def vocabulary(self) -> set[tuple[str, str]]:
        """Language and word, for what is worth completing or likening."""
        words = {word for word in words_of(f"{self.title_text} {self.body_text}") if len(word) >= SHORTEST_KEPT}
        return {
            (language, word)
            for language in self.languages
            for word in words
            if word.isalpha() and not is_stop_word(word, language)
        }


def _vector(text: str, weight: str, configuration: str) -> SearchVector:
    return SearchVector(Value(text, output_field=TextField()), weight=weight, config=configuration)


class Index(upstream.PostgresIndex):
    def add_items(self, model: Any, objs: Sequence[Any]) -> None:
        codes = dict(Locale.objects.values_list("pk", "language_code"))  # else each row would ask for its own
        indexers = [ObjectIndexer(row, self.backend, codes) for row in objs] if model.get_search_fields() else []
        self.entries.bulk_create(
            [indexer.entry for indexer in indexers],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=REPLACED,
        )
        # In one order, so that two editors who publish at once do not wait for each other in a ring.
        words = sorted(set().union(*(indexer.vocabulary for indexer in indexers)))
        SearchWord.objects.bulk_create(
            [SearchWord(language=language, word=word, plain=folded(word)) for language, word in words],
            batch_size=2000,
            ignore_conflicts=True,
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Each row has its own when it is written; upstream's would read the whole table at every publication."""


class SearchQueryCompiler(upstream.PostgresSearchQueryCompiler):
    def build_tsquery(self, query: Any, config: str | None = None) -> Any:
        if self.fields is not None:  # then upstream searches the columns themselves, unprepared
            return super().build_tsquery(query, config=config)
        return tsquery.of_wagtail(query)

    def build_tsrank(self, vector: Any, query: Any, config: str | None = None, boost: float = 1.0) -> Any:
        if self.fields is not None:
            return super().build_tsrank(vector, query, config=config, boost=boost)
        return SearchRank(vector, self.build_tsquery(query), weights=self.sql_weights)


class AutocompleteQueryCompiler(upstream.PostgresAutocompleteQueryCompiler):
    def build_tsquery(self, query: Any, config: str | None = None) -> Any:
        if self.fields is not None:
            return super().build_tsquery(query, config=config)
        return tsquery.of_beginnings(query)

    def build_tsrank(self, vector: Any, query: Any, config: str | None = None, boost: float = 1.0) -> Any:
        if self.fields is not None:
            return super().build_tsrank(vector, query, config=config, boost=boost)
        return SearchRank(vector, self.build_tsquery(query), weights=self.sql_weights)


class Rebuilder(upstream.PostgresSearchAtomicRebuilder):
    def start(self) -> Any:
        index = super().start()
        SearchWord.objects.all().delete()
        return index


class SearchBackend(upstream.PostgresSearchBackend):
    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    index_class = Index
    rebuilder_class = atomic_rebuilder_class = Rebuilder
