"""What listings share: facets that keep their valid answers, chips that take one away, pages that always exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 200  # characters; longer is surely not a search
UNKNOWN_FILTER = _("One of the filters does not exist, so it was left out.")


@dataclass(frozen=True)
class Option:
    """One value of a facet as the form shows it; `count` is how many results it would give."""

    value: str
    label: str
    count: int
    chosen: bool
    term: Any = None


@dataclass(frozen=True)
class Facet:
    """A group of options under one heading."""

    name: str
    label: str
    options: list[Option]
    in_front: bool = True

    @property
    def opened(self) -> bool:
        return any(option.chosen for option in self.options)


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the query string that takes it away."""

    label: str
    query: str
    term: Any = None


class FacetField(forms.MultipleChoiceField):
    """Keeps the answers that exist. The rest are told once, without repeating what was sent."""

    def __init__(self, label: Any, choices: Iterable[tuple[str, Any]]) -> None:
        offered = list(choices)
        self.known = [str(value) for value, _label in offered]
        super().__init__(label=label, choices=offered, required=False)

    def to_python(self, value: Any) -> list[str]:
        return [text for text in dict.fromkeys(super().to_python(value)) if text in self.known]


class QueryField(forms.CharField):
    """Words to look for."""

    def __init__(self) -> None:
        messages = {"max_length": _("The search is too long, so it was left out.")}
        super().__init__(label=_("Search"), required=False, max_length=LONGEST_QUERY, error_messages=messages)


class ListingForm(forms.Form):
    """A listing's query string. `problems` says in the reader's language what was left out; nothing raises."""

    pages: ClassVar[tuple[str, ...]] = ("page",)
    """The parameters that turn pages; a new filter goes back to the first one of each."""

    def __init__(self, data: QueryDict) -> None:
        self.query = data
        super().__init__(data)
        self.full_clean()

    @property
    def problems(self) -> list[str]:
        found = [str(message) for messages in self.errors.values() for message in messages]
        for name, field in self.fields.items():
            if isinstance(field, FacetField) and len(set(self.query.getlist(name))) > len(
                self.cleaned_data.get(name, [])
            ):
                found.append(str(UNKNOWN_FILTER))
        return list(dict.fromkeys(found))

    def query_without(self, name: str, value: str) -> str:
        """The query string with one answer less, back at the first page."""
        query = self.query.copy()
        query.setlist(name, [kept for kept in query.getlist(name) if kept != value])
        return self._from_first_page(query)

    def query_with(self, name: str, value: str) -> str:
        """The query string with this answer in place of the ones it had, back at the first page."""
        query = self.query.copy()
        query[name] = value
        return self._from_first_page(query)

    def _from_first_page(self, query: QueryDict) -> str:
        for name in self.pages:
            query.pop(name, None)
        return query.urlencode()

    def query_for_page(self, number: int, name: str = "page") -> str:
        query = self.query.copy()
        query[name] = str(number)
        return query.urlencode()

    def page_of(self, found: Any, per_page: int, name: str = "page") -> Page:
        """A page that exists, whatever number was asked for."""
        return Paginator(found, per_page).get_page(self.query.get(name))


class ChoicesForm(ListingForm):
    """A list of the back office, one answer a filter. `offered`: what may be chosen in each; anything else is told."""

    def __init__(self, data: QueryDict, offered: dict[str, list[tuple[str, Any]]]) -> None:
        self.offered = offered
        super().__init__(data)

    def full_clean(self) -> None:
        for name, choices in self.offered.items():
            field: Any = self.fields[name]
            field.choices = choices
            field.error_messages["invalid_choice"] = UNKNOWN_FILTER
        super().full_clean()

    @property
    def is_used(self) -> bool:
        """Whether anything is left out; an order leaves nothing out."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "order")
