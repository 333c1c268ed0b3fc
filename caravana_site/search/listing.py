"""The search page as a listing: words and a tab in the query string."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Page
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.common.listings import ListingForm, QueryField

from .kinds import Kind, all_kinds, ways_on
from .results import Found, Search

PER_PAGE = 10


@dataclass(frozen=True)
class Tab:
    """A kind of result, how many there are, and the query string that shows it; everything when it has no name.

    `more`: there are more of them than a search brings.
    """

    name: str
    label: str
    count: int
    query: str
    current: bool
    more: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """What the same words find in another language."""

    code: str
    count: int
    query: str


class SearchListing(ListingForm):
    """Nothing in the query string raises; what is left out is told."""

    q = QueryField()

    def __init__(self, data: QueryDict, *, locale: Locale) -> None:
        self.locale = locale
        super().__init__(data)

    def full_clean(self) -> None:
        self.fields.setdefault(
            "kind",
            forms.ChoiceField(
                choices=[(kind.name, kind.label) for kind in all_kinds()],
                required=False,
                error_messages={"invalid_choice": _("There is no such kind of result, so all are shown.")},
            ),
        )
        super().full_clean()

    @property
    def words(self) -> str:
        return " ".join(str(self.cleaned_data.get("q") or "").split())

    @cached_property
    def search(self) -> Search:
        return Search(self.words, self.locale)

    @property
    def only_common_words(self) -> bool:
        """Something was typed, but nothing that can be looked for."""
        return bool(self.words) and not self.search.question

    @property
    def asked(self) -> bool:
        return bool(self.search.question)

    @property
    def unanswered(self) -> bool:
        """The words themselves found nothing public."""
        return self.asked and not self.search.exact and not self.search.beginning

    @cached_property
    def kind(self) -> Kind | None:
        wanted = self.cleaned_data.get("kind")
        return next((kind for kind in self.search.kinds if kind.name == wanted), None)

    @cached_property
    def tabs(self) -> list[Tab]:
        """Everything, and each kind; without results there is nothing to choose from."""
        if not self.search.hits:
            return []
        kinds = [
            Tab(
                kind.name,
                str(kind.label),
                self.search.count_of(kind),
                self.query_with("kind", kind.name),
                kind == self.kind,
                self.search.is_cut(kind),
            )
            for kind in self.search.kinds
        ]
        query = self.query_without("kind", self.query.get("kind", ""))
        more = any(tab.more for tab in kinds)
        return [Tab("", str(_("All")), len(self.search.hits), query, self.kind is None, more), *kinds]

    @cached_property
    def page(self) -> Page:
        return self.page_of(self.search.of_kind(self.kind), PER_PAGE)

    @cached_property
    def found(self) -> list[Found]:
        return self.search.found(list(self.page.object_list))

    @property
    def suggestion_query(self) -> str:
        return self.query_with("q", self.search.suggestion)

    @property
    def fewer_words(self) -> list[tuple[str, int, str]]:
        """Word to drop, how much is found without it, and the query string that does so."""
        return [(way.word, way.count, self.query_with("q", way.words)) for way in self.search.dropped]

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """Looked for only when there is nothing here: a longer search in every language would be for little."""
        if not self.asked or self.search.hits:
            return []
        found = []
        for locale in Locale.objects.exclude(pk=self.locale.pk):
            with translation.override(locale.language_code):
                count = len(Search(self.words, locale).exact)
            if count:
                found.append(Elsewhere(locale.language_code, count, self.query_with("q", self.words)))
        return found

    @property
    def ways_on(self) -> list[tuple[str, Sequence[Any]]]:
        return ways_on(self.locale)
