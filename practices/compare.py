"""Two to four practices side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from practices.figures import figure
from practices.models import PracticeIndexPage, PracticePage

FEWEST, MOST = 2, 4
LONGEST_SLUG = 255
CHILDREN = ("successes", "difficulties", "results", "audiences__audience", "technologies__technology")


@dataclass(frozen=True)
class Row:
    """One thing that is compared: its name and what each practice says; lists are drawn as lists."""

    label: Any
    cells: list[list[str]]

    @property
    def told(self) -> bool:
        return any(self.cells)


class Comparison:
    """The practices that `?p=slug&p=slug` names in one language, in that order."""

    def __init__(self, slugs: Sequence[str], locale: Locale) -> None:
        self.asked = list(dict.fromkeys(slug for slug in slugs if slug))
        self.locale = locale

    @cached_property
    def practices(self) -> list[PracticePage]:
        # A NUL is no text to PostgreSQL, and no slug is that long.
        slugs = [slug for slug in self.asked if len(slug) <= LONGEST_SLUG and "\0" not in slug]
        live = PracticePage.objects.live().public().in_locale(self.locale).filter(slug__in=slugs)
        found = {practice.slug: practice for practice in live.for_cards().prefetch_related(*CHILDREN)}
        return [found[slug] for slug in slugs if slug in found][:MOST]

    @property
    def problems(self) -> list[str]:
        told = []
        if len(self.asked) > MOST:
            told.append(_("Four practices at most can be compared: the first four are shown."))
        elif len(self.practices) < len(self.asked):
            told.append(_("One of the practices does not exist in this language, so it was left out."))
        if len(self.practices) < FEWEST:
            told.append(_("Choose two to four practices in the list to see them side by side."))
        return told

    @property
    def enough(self) -> bool:
        return len(self.practices) >= FEWEST

    @cached_property
    def rows(self) -> list[Row]:
        """What at least one of them tells."""
        rows = (Row(label, [read(practice) for practice in self.practices]) for label, read in COMPARED)
        return [row for row in rows if row.told]

    @property
    def columns(self) -> list[tuple[PracticePage, str]]:
        """Each practice with the query string that leaves it out."""
        return [(one, self.query(other for other in self.practices if other is not one)) for one in self.practices]

    @staticmethod
    def query(practices: Any) -> str:
        return urlencode([("p", practice.slug) for practice in practices])

    def addresses(self) -> dict[str, str]:
        """This comparison in each language that has all of its practices."""
        keys = [practice.translation_key for practice in self.practices]
        found: dict[str, dict[Any, PracticePage]] = {}
        for page in PracticePage.objects.live().public().filter(translation_key__in=keys).select_related("locale"):
            found.setdefault(page.locale.language_code, {})[page.translation_key] = page
        addresses = {}
        for code, _name in settings.LANGUAGES:
            there = found.get(code, {})
            if len(there) == len(keys):
                with translation.override(code):
                    query = self.query(there[key] for key in keys)
                    addresses[code] = reverse("compare") + (f"?{query}" if query else "")
        return addresses


def compare(request: HttpRequest) -> HttpResponse:
    locale = Locale.get_active()
    comparison = Comparison(request.GET.getlist("p"), locale)
    context = {
        "comparison": comparison,
        "index": PracticeIndexPage.objects.live().public().filter(locale=locale).first(),
        "alternates": comparison.addresses(),
        "today": timezone.localdate(),
    }
    return render(request, "practices/compare.html", context)


def _one(text: Any) -> list[str]:
    return [str(text)] if text not in (None, "") else []


def _euros(amount: int | None) -> list[str]:
    return [] if amount is None else [f"{figure(amount)} €"]


def _cost(practice: PracticePage) -> list[str]:
    if practice.initial_cost is None and not practice.has_cost:
        return []
    return _euros(practice.initial_cost) or [capfirst(practice.get_cost_band_display())]


def _number(value: int | None) -> list[str]:
    return [] if value is None else [figure(value)]


def _difficulties(practice: PracticePage) -> list[str]:
    return [f"{row.title} ({row.get_state_display()})" for row in practice.difficulties.all()]


def _results(practice: PracticePage) -> list[str]:
    return [
        _("%(indicator)s: from %(before)s to %(after)s %(unit)s")
        % {
            "indicator": row.indicator,
            "before": figure(row.before),
            "after": figure(row.after),
            "unit": row.unit,
        }
        for row in practice.results.all()
    ] or _one(practice.no_results_reason)


COMPARED: tuple[tuple[Any, Callable[[Any], list[str]]], ...] = (
    (gettext_lazy("What it is"), lambda practice: _one(practice.summary)),
    (gettext_lazy("Organisation"), lambda practice: _one(practice.organisation)),
    (gettext_lazy("Population served"), lambda practice: _number(practice.organisation.population)),
    (gettext_lazy("Theme"), lambda practice: _one(practice.theme.name)),
    (gettext_lazy("For whom"), lambda practice: [row.audience.name for row in practice.audiences.all()]),
    (gettext_lazy("State"), lambda practice: _one(capfirst(practice.get_status_display()))),
    (gettext_lazy("Running since"), lambda practice: _one(date_format(practice.started, "F Y"))),
    (gettext_lazy("Initial cost"), _cost),
    (gettext_lazy("Cost a year"), lambda practice: _euros(practice.yearly_cost)),
    (gettext_lazy("Months to set up"), lambda practice: _number(practice.setup_months)),
    (gettext_lazy("Staff hours"), lambda practice: _number(practice.staff_hours)),
    (gettext_lazy("Least capacity"), lambda practice: _one(capfirst(practice.get_capacity_display()))),
    (gettext_lazy("Shared services"), lambda practice: _one(practice.shared_services)),
    (gettext_lazy("Made with"), lambda practice: [row.technology.name for row in practice.technologies.all()]),
    (gettext_lazy("Successes"), lambda practice: [row.title for row in practice.successes.all()]),
    (gettext_lazy("Difficulties"), _difficulties),
    (gettext_lazy("What has changed"), _results),
    (gettext_lazy("What you need first"), lambda practice: _one(practice.needed_first)),
    (gettext_lazy("For small towns"), lambda practice: _one(practice.small_town)),
)
