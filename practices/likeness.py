"""«Administracions com la meva»: how alike another body's practice is to a municipality, and why.

Likeness is a sum of three parts between 0 and 1: size (half), territory (three tenths) and capacity (a fifth). Size
falls by the ratio of the populations, so that 300 is to 600 as 30,000 is to 60,000.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from practices.catalogue_index import Entry
from practices.models.organisations import PopulationBand
from practices.models.practice_resources import Capacity
from practices.models.territory import Municipality
from practices.naming import plain, spoken_name

SIZE, TERRITORY, CAPACITY = 0.5, 0.3, 0.2
HALF_A_DECADE = math.log(5)  # five times larger or smaller: nothing in common in size
RANKS: dict[str, int] = {capacity.value: capacity.rank for capacity in Capacity}
NO_IT_STAFF = 5_000  # inhabitants under which a council rarely has its own


@dataclass(frozen=True)
class Likeness:
    """A score from 0 to 1 and what it rests on, in the active language."""

    score: float
    reasons: list[str]


def likeness(town: Municipality, entry: Entry) -> Likeness:
    """How useful a practice may be to a town like this one, and why."""
    reasons = [reason for reason in (_same_size(town, entry), _where(town, entry), _no_staff(town, entry)) if reason]
    return Likeness(_score(town, entry), reasons)


def ranked(town: Municipality, entries: Iterable[Entry]) -> list[Entry]:
    """Most alike first; among equals they keep their order. Ten thousand are scored for the dozen that is shown."""
    return sorted(entries, key=lambda entry: -_score(town, entry))


def _score(town: Municipality, entry: Entry) -> float:
    return (
        SIZE * _size(town.population, entry.population)
        + TERRITORY * _territory(town, entry)
        + CAPACITY * _capacity(town.population, entry.capacity)
    )


def _size(mine: int, theirs: int | None) -> float:
    if not theirs:
        return 0.0
    return max(0.0, 1 - abs(math.log(mine / theirs)) / HALF_A_DECADE)


def _territory(town: Municipality, entry: Entry) -> float:
    if entry.comarca == town.comarca_id:
        return 1.0
    return 0.4 if entry.province == town.province_id else 0.0


def _where(town: Municipality, entry: Entry) -> str:
    if entry.comarca == town.comarca_id:
        return _("in your own comarca")
    return _("in your own province") if entry.province == town.province_id else ""


def _capacity(population: int, needed: str) -> float:
    if not needed:
        return 0.0
    mine = 0 if population < NO_IT_STAFF else 1 if population < 10 * NO_IT_STAFF else 2
    beyond = RANKS[needed] - mine
    return 1.0 if beyond <= 0 else 0.5 if beyond == 1 else 0.0


def _same_size(town: Municipality, entry: Entry) -> str:
    band = PopulationBand.of(town.population)
    if PopulationBand.of(entry.population) is not band:
        return ""
    return _("of your size (%(band)s)") % {"band": band.label}


def _no_staff(town: Municipality, entry: Entry) -> str:
    if town.population < NO_IT_STAFF and entry.capacity == Capacity.LOW:
        return _("no IT staff is needed")
    return ""


def town_named(text: str) -> tuple[Municipality | None, list[Municipality]]:
    """The municipality of that name or INE code, else those whose name holds the text (ten at most)."""
    wanted = plain(text)
    if not wanted:
        return None, []
    names = [
        (ine, plain(name), plain(spoken_name(name))) for ine, name in Municipality.objects.values_list("ine", "name")
    ]
    found = [ine for ine, *called in names if wanted in (ine, *called)]
    found = found or [ine for ine, _registered, spoken in names if wanted in spoken]
    chosen = list(Municipality.objects.filter(ine__in=found).select_related("comarca").defer("outline")[:10])
    return (chosen[0], []) if len(chosen) == 1 else (None, chosen)
