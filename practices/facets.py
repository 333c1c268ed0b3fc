"""What the catalogue is narrowed by: each facet's name, its label, its choices and where its values come from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.common.memory import recalled
from practices.models.goals import GOALS
from practices.models.organisations import OrganisationKind, PopulationBand
from practices.models.practice_resources import Capacity, CostBand
from practices.models.practice_status import PracticeStatus
from practices.models.territory import Comarca, Province
from practices.models.vocabularies import Audience, Technology, Theme

WITH_VIDEO, WITH_PARTS = "video", "parts"
WITH = [(WITH_VIDEO, _("With a video interview")), (WITH_PARTS, _("With parts to reuse"))]
Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True)
class FacetKind:
    """One facet. `choices` gives its values and names for a language; empty for years, which are what there is.

    `column` is read from the practice's own row and handed to `read`; `rows` are paths to many values of a practice.
    The choices of `reference` data never change.
    """

    name: str
    label: Any
    choices: Callable[[Locale], Choices]
    column: str = ""
    read: Callable[[Any], Any] = str
    rows: tuple[str, ...] = ()
    in_front: bool = True
    reference: bool = False


def _terms(model: Any, label: str = "name") -> Callable[[Locale], Choices]:
    def choices(locale: Locale) -> Choices:
        named = model.objects.filter(locale=locale).values_list("key", label)
        return recalled(("terms", model, locale.pk), (model._meta.model_name,), lambda: list(named))

    return choices


def _fixed(choices: Any) -> Callable[[Locale], Choices]:
    return lambda locale: choices


FACETS = (
    FacetKind(
        "theme",
        _("Theme"),
        _terms(Theme, "short_name"),
        column="theme__key",
        rows=("other_themes__theme__key",),
    ),
    FacetKind("audience", _("Audience"), _terms(Audience), rows=("audiences__audience__key",)),
    FacetKind("kind", _("Kind of administration"), _fixed(OrganisationKind.choices), column="organisation__kind"),
    FacetKind(
        "population",
        _("Population"),
        _fixed(PopulationBand.choices),
        column="organisation__population",
        read=lambda population: PopulationBand.of(population).value,
    ),
    FacetKind(
        "comarca",
        _("Comarca"),
        lambda locale: Comarca.objects.values_list("slug", "name"),
        column="organisation__comarca",
        reference=True,
    ),
    FacetKind("year", _("Year"), _fixed(()), column="started__year"),
    FacetKind(
        "province",
        _("Province"),
        lambda locale: Province.objects.values_list("code", "name"),
        column="organisation__province",
        reference=True,
        in_front=False,
    ),
    FacetKind("status", _("State"), _fixed(PracticeStatus.choices), column="status", in_front=False),
    FacetKind("cost", _("Initial cost"), _fixed(CostBand.choices), column="cost_band", in_front=False),
    FacetKind("capacity", _("Technical capacity"), _fixed(Capacity.choices), column="capacity", in_front=False),
    FacetKind(
        "technology", _("Technology"), _terms(Technology), rows=("technologies__technology__key",), in_front=False
    ),
    FacetKind("sdg", _("Sustainable Development Goals"), _fixed(GOALS), column="sdgs", in_front=False),
    FacetKind("with", _("What it brings"), _fixed(WITH), in_front=False),
)
