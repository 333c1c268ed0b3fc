"""The catalogue's list: facets in the query string, each valid answer narrows, junk is told and ignored."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.common.listings import Chip, Facet, FacetField, ListingForm, Option, QueryField
from caravana_site.common.memory import recalled
from caravana_site.search.results import Search
from practices.catalogue_index import CatalogueIndex, Entry, elsewhere, indexes_of
from practices.facets import FACETS, Choices, FacetKind
from practices.likeness import likeness, ranked, town_named
from practices.models.territory import Municipality
from practices.models.vocabularies import Theme

if TYPE_CHECKING:
    from practices.models.practices import PracticePage, PracticeQuerySet

PER_PAGE = 12
MOST_WAYS_OUT = 5
MOST_ON_MAP = 300  # marks beyond this would be one blot
LIST, MAP = "list", "map"
RELEVANCE, NEWEST, MOST_DIFFICULTIES, MOST_ADAPTED, SMALLEST = "", "newest", "difficulties", "adapted", "small"
ORDERS = [
    (RELEVANCE, _("What fits best")),
    (NEWEST, _("Newest")),
    (MOST_DIFFICULTIES, _("Most difficulties told")),
    (MOST_ADAPTED, _("Most adapted by others")),
    (SMALLEST, _("Smallest first")),
]


@dataclass(frozen=True)
class WayOut:
    """A filter to drop, and how many practices there would be without it."""

    label: str
    query: str
    count: int


class TownField(forms.CharField):
    """The reader's own municipality, by name or INE code."""

    def __init__(self) -> None:
        messages = {"max_length": _("There is no municipality with such a long name.")}
        super().__init__(label=_("Your municipality"), required=False, max_length=80, error_messages=messages)


class PracticeListing(ListingForm):
    """The filters of `practices.facets`; within one facet any answer will do, across them all."""

    q = QueryField()
    town = TownField()
    order = forms.ChoiceField(
        label=_("Order"), choices=ORDERS, required=False,
        error_messages={"invalid_choice": _("There is no such order; the newest come first.")},
    )  # fmt: skip

    view = forms.ChoiceField(
        choices=[(LIST, _("List")), (MAP, _("Map"))], required=False,
        error_messages={"invalid_choice": _("There is no such view, so the list is shown.")},
    )  # fmt: skip

    def __init__(self, data: QueryDict, *, practices: "PracticeQuerySet", locale: Locale) -> None:
        self.practices = practices
        self.locale = locale
        super().__init__(data)

    @cached_property
    def indexes(self) -> dict[int, CatalogueIndex]:
        return indexes_of(self.practices)

    @cached_property
    def index(self) -> CatalogueIndex:
        return self.indexes.get(self.locale.pk) or CatalogueIndex()

    @cached_property
    def themes(self) -> dict[str, Theme]:
        themes = Theme.objects.filter(locale=self.locale)
        return recalled(("themes", self.locale.pk), ("theme",), lambda: {theme.key: theme for theme in themes})

    @cached_property
    def choices(self) -> dict[str, list[tuple[str, Any]]]:
        """Facet → its values with their labels, those that no practice has left out."""
        found = {}
        for facet in FACETS:
            values = self.index.values[facet.name]
            offered = [(str(value), label) for value, label in self._choices(facet)]
            if facet.name == "year":
                offered = [(year, year) for year in sorted(values, reverse=True)]
            found[facet.name] = [(value, label) for value, label in offered if value in values]
        return found

    def _choices(self, facet: FacetKind) -> Choices:
        if facet.name == "theme":
            return [(key, theme.short_name) for key, theme in self.themes.items()]
        if not facet.reference:
            return facet.choices(self.locale)
        kept = self.index.reference_choices
        if facet.name not in kept:
            kept[facet.name] = list(facet.choices(self.locale))
        return kept[facet.name]

    def full_clean(self) -> None:
        for facet in FACETS:
            self.fields.setdefault(facet.name, FacetField(facet.label, self.choices[facet.name]))
        super().full_clean()

    @property
    def answers(self) -> dict[str, list[str]]:
        return {facet.name: self.cleaned_data.get(facet.name) or [] for facet in FACETS}

    @property
    def kept_answers(self) -> list[tuple[str, str]]:
        """What a new search keeps: everything but the words and the page."""
        kept = [(name, value) for name, values in self.answers.items() for value in values]
        single = [(name, self.cleaned_data.get(name)) for name in ("town", "order", "view")]
        return kept + [(name, value) for name, value in single if value]

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q") or "").strip()

    @cached_property
    def _town(self) -> tuple[Municipality | None, list[Municipality]]:
        return town_named(self.cleaned_data.get("town") or "")

    @property
    def my_town(self) -> Municipality | None:
        """«Administracions com la meva»: the municipality whose likes are looked for."""
        return self._town[0]

    @property
    def alike_first(self) -> bool:
        """Likeness is what fits best; whoever asks for another order gets that one, with the reasons."""
        return self.my_town is not None and not self.cleaned_data.get("order")

    @property
    def town_suggestions(self) -> list[tuple[Municipality, str]]:
        """Municipalities that may have been meant, each with the query string that chooses it."""
        return [(town, self.query_with("town", town.ine)) for town in self._town[1]]

    @property
    def town_unknown(self) -> bool:
        return bool(self.cleaned_data.get("town")) and self._town == (None, [])

    @cached_property
    def searched(self) -> list[int] | None:
        """Primary keys of what the words find, best first; None without words."""
        if not self.words:
            return None
        search = Search(self.words, self.locale, only=self.practices.model, listed=self.index.entries)
        return [hit.pk for hit in search.exact or search.beginning]

    @cached_property
    def _within(self) -> set[int] | None:
        return None if self.searched is None else set(self.searched)

    @cached_property
    def found(self) -> Set[int]:
        return self.index.matching(self.answers, within=self._within)

    @cached_property
    def facets(self) -> list[Facet]:
        return [self._facet(facet, self.themes if facet.name == "theme" else {}) for facet in FACETS]

    def _facet(self, facet: FacetKind, terms: dict[str, Any]) -> Facet:
        among = self.index.matching(self.answers, within=self._within, but=facet.name)
        tally, chosen = self.index.tally(facet.name, among), self.answers[facet.name]
        options = [
            Option(value, str(label), tally.get(value, 0), value in chosen, terms.get(value))
            for value, label in self.choices[facet.name]
            if value in tally or value in chosen
        ]
        return Facet(facet.name, str(facet.label), options, facet.in_front)

    @property
    def facets_in_front(self) -> list[Facet]:
        return [facet for facet in self.facets if facet.in_front and facet.options]

    @property
    def more_facets(self) -> list[Facet]:
        return [facet for facet in self.facets if not facet.in_front and facet.options]

    @property
    def more_opened(self) -> bool:
        return any(facet.opened for facet in self.more_facets)

    @cached_property
    def chips(self) -> list[Chip]:
        typed = [Chip(f"«{self.words}»", self.query_without("q", self.query.get("q", "")))] if self.words else []
        if self.my_town:
            text = _("Like %(town)s") % {"town": self.my_town}
            typed.append(Chip(text, self.query_without("town", self.query.get("town", ""))))
        return typed + [
            Chip(option.label, self.query_without(facet.name, option.value), option.term)
            for facet in self.facets
            for option in facet.options
            if option.chosen
        ]

    @property
    def order_select(self) -> str:
        """Where nothing is asked for, nothing fits best: the newest come first, and the choice says so."""
        select = self["order"]
        if not self.words and not self.my_town:
            select.field.widget.choices = [(RELEVANCE, dict(ORDERS)[NEWEST]), *ORDERS[2:]]
        return str(select.as_widget(attrs={"id": "order"}))

    @cached_property
    def ways_out(self) -> list[WayOut]:
        """For an empty list: what each filter is worth, those that would bring something first."""
        found = [
            WayOut(chip.label.strip("«»"), chip.query, self.practices_without(chip))
            for chip in self.chips[:MOST_WAYS_OUT]
        ]
        return sorted((way for way in found if way.count), key=lambda way: -way.count)

    def practices_without(self, chip: Chip) -> int:
        return len(PracticeListing(QueryDict(chip.query), practices=self.practices, locale=self.locale).found)

    @cached_property
    def _entries(self) -> list[Entry]:
        """What is found, newest first."""
        return [self.index.entries[pk] for pk in self.index.newest(self.found)]

    @property
    def _ordered(self) -> list[int]:
        """What is found, in the order that was asked for, newest first among equals."""
        if self.my_town and self.alike_first:
            return [entry.pk for entry in ranked(self.my_town, self._entries)]
        match self.cleaned_data.get("order") or RELEVANCE:
            case "difficulties":
                return [entry.pk for entry in sorted(self._entries, key=lambda entry: -entry.difficulties)]
            case "adapted":
                return [entry.pk for entry in sorted(self._entries, key=lambda entry: -entry.adapted)]
            case "small":
                return [entry.pk for entry in sorted(self._entries, key=lambda entry: entry.population or 10**9)]
            case "" if self.searched is not None:
                return [pk for pk in self.searched if pk in self.found]
        return self.index.newest(self.found)

    @cached_property
    def page(self) -> Page:
        page = self.page_of(self._ordered, PER_PAGE)
        shown = self.practices.recalled_cards(page.object_list)
        if town := self.my_town:
            for practice in shown:
                practice.likeness = likeness(town, self.index.entries[practice.pk])
        page.object_list = shown
        return page

    @property
    def on_map(self) -> bool:
        return self.cleaned_data.get("view") == MAP

    @property
    def views(self) -> list[tuple[str, str, bool]]:
        """Each view's name, the query string that shows it, and whether it is the one shown; junk is not kept."""
        kept = [("q", self.words)] * bool(self.words) + [pair for pair in self.kept_answers if pair[0] != "view"]
        offered = ((LIST, _("List"), kept), (MAP, _("Map"), [*kept, ("view", MAP)]))
        return [(str(label), urlencode(pairs), self.on_map == (view == MAP)) for view, label, pairs in offered]

    @cached_property
    def placed(self) -> list["PracticePage"]:
        """What the map shows: all that is found, or the first of them where a map could not show more."""
        keys = self._ordered[:MOST_ON_MAP]
        return recalled(("placed", *keys), ("practice", "theme", "organisation"), lambda: self.practices.placed(keys))

    @property
    def not_on_map(self) -> int:
        return max(0, len(self.found) - MOST_ON_MAP)

    @property
    def elsewhere(self) -> int:
        """How many practices there are in the other languages that this one lacks."""
        return elsewhere(self.indexes, self.locale, "theme", "")
