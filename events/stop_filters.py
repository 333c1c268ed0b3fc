"""What the stops are narrowed by: a month and five answers in the query string; junk is told and left out."""

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.common.listings import Chip, ListingForm
from events.models.stop_choices import StopFormat, StopState
from events.stop_facts import StopFacts, facts_of
from practices.models import Comarca, Province, Theme

if TYPE_CHECKING:
    from events.models.stop_queries import StopQuerySet

FIRST_YEAR, LAST_YEAR = 2000, 2100
Choices = list[tuple[str, Any]]
NARROWS = ("theme", "format", "comarca", "province", "state")


class MonthField(forms.CharField):
    """A month as `2026-11`; its clean value is the month's first day."""

    def __init__(self) -> None:
        super().__init__(label=_("Month"), required=False)

    def clean(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            year, month = (int(part) if part.isascii() and part.isdigit() else 0 for part in text[:8].split("-"))
            found = date(year, month, 1)
        except ValueError:
            found = None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise forms.ValidationError(_("There is no such month, so this one is shown."))
        return found


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

    mes = MonthField()

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
        comarques = list(Comarca.objects.values_list("slug", "name"))
        provinces = list(Province.objects.values_list("code", "name"))
        there = self.facts.places
        return {
            "theme": AnswerField(_("Theme"), themes, themes, _("There is no such theme, so it was left out.")),
            "format": AnswerField(_("Format"), formats, formats, _("There is no such format, so it was left out.")),
            "comarca": AnswerField(
                _("Comarca"), self._visited(comarques, "comarca", there), comarques,
                _("There is no such comarca, so it was left out."),
            ),
            "province": AnswerField(
                _("Province"), self._visited(provinces, "province", there), provinces,
                _("There is no such province, so it was left out."),
            ),
            "state": AnswerField(_("State"), states, states, _("There is no such state, so it was left out.")),
        }  # fmt: skip

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.key: theme for theme in Theme.objects.filter(locale=self.locale)}

    @cached_property
    def facts(self) -> StopFacts:
        return facts_of(self.stops, self.locale)

    def _visited(self, choices: Choices, name: str, there: frozenset[str]) -> Choices:
        """Those, and the one asked for."""
        return [(value, label) for value, label in choices if value in there or value == self.query.get(name)]

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or "" for name in NARROWS}

    @property
    def selects(self) -> list[forms.BoundField]:
        return [self[name] for name in NARROWS]

    @property
    def is_narrowed(self) -> bool:
        return any(self.answers.values())

    def narrowed(self, at: datetime) -> "StopQuerySet":
        """The stops that fit every answer."""
        answers, found = self.answers, self.stops
        if answers["theme"]:
            found = found.about(answers["theme"])
        if answers["format"]:
            found = found.filter(format=answers["format"])
        if answers["comarca"]:
            found = found.in_comarca(answers["comarca"])
        if answers["province"]:
            found = found.in_province(answers["province"])
        if answers["state"]:
            found = found.shown_as(answers["state"], at)
        return found

    @property
    def chips(self) -> list[Chip]:
        """A filter in use each, with the query string that takes it away."""
        return [
            Chip(
                self._answer_fields[name].names[value],
                self.query_without(name, self.query.get(name, "")),
                self.themes.get(value) if name == "theme" else None,
            )
            for name, value in self.answers.items()
            if value
        ]
