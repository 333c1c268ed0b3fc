"""The golden set: queries with the pages that each must and must not find, and how many of them pass."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from caravana_site.search.results import Search
from home.models import ContentPage, HomePage

FOLDER = Path(__file__).parent / "golden"
SETS = ("first", "after", "after_freeze")  # before the engine was frozen, and after, in two goes
FIRST_PLACES = 10


@dataclass(frozen=True)
class Query:
    language: str
    words: str
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    def passes(self, found: list[str]) -> bool:
        """Every page that must be there is among the first ten, and none of the others anywhere."""
        return set(self.must) <= set(found[:FIRST_PLACES]) and not set(self.must_not) & set(found)


@dataclass(frozen=True)
class Outcome:
    query: Query
    ours: list[str]
    plain: list[str]


def queries(name: str) -> list[Query]:
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["query"]
    return [
        Query(one["language"], one["words"], tuple(one.get("must", ())), tuple(one.get("must_not", ()))) for one in told
    ]


def add_documents() -> None:
    """The committed pages, below each language's home."""
    homes = {home.locale.language_code: home for home in HomePage.objects.live().select_related("locale")}
    for told in tomllib.loads((FOLDER / "documents.toml").read_text(encoding="utf-8"))["document"]:
        home = homes[told["language"]]
        page = ContentPage(title=told["title"], slug=told["slug"], introduction=told["text"], locale=home.locale)
        home.add_child(instance=page)


def ours(query: Query) -> list[str]:
    """Slugs of what readers are shown, best first."""
    hits = Search(query.words, Locale.objects.get(language_code=query.language)).hits
    slugs = Page.objects.in_bulk([hit.pk for hit in hits if issubclass(hit.model, Page)])
    return [slugs[hit.pk].slug if issubclass(hit.model, Page) else f"organisation:{hit.pk}" for hit in hits]


def plain(query: Query, backend: Any) -> list[str]:
    """The same of Wagtail's own backend, all words wanted, over the live pages of the language."""
    locale = Locale.objects.get(language_code=query.language)
    pages = Page.objects.live().filter(locale=locale)
    return [page.slug for page in backend.search(query.words, pages, operator="and")]


def outcomes(names: Iterable[str]) -> Iterator[tuple[str, Outcome]]:
    """Measure both backends; the index is rebuilt for each, ours last, so run it in a transaction."""
    asked = [(name, query) for name in names for query in queries(name)]
    backend = get_search_backend("wagtail.search.backends.database")
    rebuild(backend)
    found = {query: plain(query, backend) for _name, query in asked}
    call_command("update_index", verbosity=0)
    for name, query in asked:
        yield name, Outcome(query, ours(query), found[query])


def rebuild(backend: Any) -> None:
    """Fill the index as that backend would."""
    from wagtail.search.index import get_indexed_models

    index = backend.get_index_for_model(Page)
    for model in get_indexed_models():
        index.add_items(model, list(model.get_indexed_objects()))


def table(measured: list[tuple[str, Outcome]]) -> str:
    """What failed, and the score of each set and language, ours and plain."""
    lines = []
    for _name, outcome in measured:
        query = outcome.query
        if not query.passes(outcome.ours):
            missing = sorted(set(query.must) - set(outcome.ours[:FIRST_PLACES]))
            wrong = sorted(set(query.must_not) & set(outcome.ours))
            lines.append(f"  {query.language} {query.words!r}: missing {missing}, wrong {wrong}")
    lines.append(f"{'set':<14}{'language':<10}{'queries':>8}{'ours':>8}{'plain Wagtail':>15}")
    for name in dict.fromkeys(name for name, _outcome in measured):
        for language in ("ca", "es"):
            rows = [one for where, one in measured if where == name and one.query.language == language]
            passed = f"{_passed(rows, 'ours'):>8}{_passed(rows, 'plain'):>15}"
            lines.append(f"{name:<14}{language:<10}{len(rows):>8}{passed}")
    everything = [outcome for _name, outcome in measured]
    own, other = score(everything, "ours"), score(everything, "plain")
    lines.append(f"{'all':<24}{len(everything):>8}{own:>8.1%}{other:>15.1%}")
    return "\n".join(lines)


def _passed(rows: list[Outcome], engine: str) -> int:
    return sum(row.query.passes(getattr(row, engine)) for row in rows)


def score(rows: list[Outcome], engine: str) -> float:
    """The share of the queries that pass."""
    return _passed(rows, engine) / len(rows)
