"""What the stops are narrowed by: month, day and five answers in the query string; junk is told and left out."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.common.listings import Chip, ListingForm
from events.calendar_index import CalendarIndex, Entry, index_of
from events.models.stop_choices import StopFormat, StopState
from practices.models import Theme

if TYPE_CHECKING:
    from events.models.stop_queries import StopQuerySet

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_PERIOD = 12  # characters; longer is surely no date
Choices = Sequence[tuple[str, Any]]
NARROWS = ("theme", "format", "comarca", "province", "state")


class PeriodField(forms.CharField):
    """A month as `2026-11` or, in three parts, a day as `2026-11-14`; its clean value is its first day."""

    def __init__(self, label: Any, parts: int, unknown: Any) -> None:
        super().__init__(label=label, required=False)
        self.parts, self.unknown = parts, unknown

    def clean(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = self._read(text[:LONGEST_PERIOD].split("-"))
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise forms.ValidationError(self.unknown)
        return found

    def _read(self, parts: list[str]) -> date | None:
        if len(parts) != self.parts or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        year, month, day = (int(part) for part in (*parts, "1")[:3])
        try:
            return date(year, month, day)
        except ValueError:
            return None


class AnswerField(forms.ChoiceField):
    """One answer. Any that exists is taken; only those that some stop has are offered."""

    def __init__(self, label: Any, offered: Choices, known: Choices, unknown: Any) -> None:
        super().__init__(
            label=label, choices=[("", _("Any")), *offered], required=False, error_messages={"invalid_choice": unknown}
        )
        self.names = {str(value): str(name) for value, name in known}

    def valid_value(self, value: Any) -> bool:
        return value in self.names


class StopFilters(ListingForm):
    """Each valid answer narrows."""

    mes = PeriodField(_("Month"), 2, _("There is no such month, so this one is shown."))
    dia = PeriodField(_("Day"), 3, _("There is no such day, so it was left out."))

    def __init__(self, data: QueryDict, *, stops: "StopQuerySet", locale: Locale) -> None:
        self.stops = stops
        self.locale = locale
        super().__init__(data)

    def full_clean(self) -> None:
        self.fields |= self._answer_fields
        super().full_clean()

    @cached_property
    def _answer_fields(self) -> dict[str, AnswerField]:
        """Asked of the database once, not at import."""
        themes = [(theme.key, theme.short_name) for theme in self.themes.values()]
        formats = [(value, capfirst(label)) for value, label in StopFormat.choices]
        states = [(value, capfirst(label)) for value, label in StopState.choices]
        comarques, provinces = self.index.comarques, self.index.provinces
        return {
            "theme": AnswerField(_("Theme"), themes, themes, _("There is no such theme, so it was left out.")),
            "format": AnswerField(_("Format"), formats, formats, _("There is no such format, so it was left out.")),
            "comarca": AnswerField(
                _("Comarca"), self._visited(comarques, "comarca"), comarques,
                _("There is no such comarca, so it was left out."),
            ),
            "province": AnswerField(
                _("Province"), self._visited(provinces, "province"), provinces,
                _("There is no such province, so it was left out."),
            ),
            "state": AnswerField(_("State"), states, states, _("There is no such state, so it was left out.")),
        }  # fmt: skip

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.key: theme for theme in Theme.objects.filter(locale=self.locale)}

    @cached_property
    def index(self) -> CalendarIndex:
        return index_of(self.stops, self.locale)

    def _visited(self, choices: Choices, name: str) -> Choices:
        """Those where some stop is, and the one asked for."""
        there = self.index.places
        return [(value, label) for value, label in choices if value in there or value == self.query.get(name)]

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or "" for name in NARROWS}

    @property
    def selects(self) -> list[forms.BoundField]:
        return [self[name] for name in NARROWS]

    @property
    def day(self) -> date | None:
        """Narrows the agenda and the map; the month's table shows all its days."""
        return self.cleaned_data.get("dia")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.day or any(self.answers.values()))

    def narrowed(self, at: datetime) -> Sequence[Entry]:
        """The stops that fit every answer, by their start."""
        return self.index.matching(self.answers, at)

    @property
    def chips(self) -> list[Chip]:
        """A filter in use each, with the query string that takes it away."""
        day = [Chip(date_format(self.day), self.query_without("dia", self.query.get("dia", "")))] if self.day else []
        answers = [
            Chip(
                self._answer_fields[name].names[value],
                self.query_without(name, self.query.get(name, "")),
                self.themes.get(value) if name == "theme" else None,
            )
            for name, value in self.answers.items()
            if value
        ]
        return [*answers, *day]
