"""The official holidays of Catalonia for the years that are certain: editors keep the calendar from then on.

Those of the State (Real decret 2001/1983, art. 45) and those that Catalonia sets every year: the fixed dates, and the
two that hang from Easter. A town's own two days are missing: whoever answers writes theirs.
"""

from datetime import date, timedelta

from django.db import transaction

from caravana_site.common.seeds import Run
from home.models import Holiday, reckon_deadlines

YEARS = (2026, 2027)
FIXED = (
    (1, 1, "Any nou"),
    (1, 6, "Reis"),
    (5, 1, "Festa del Treball"),
    (6, 24, "Sant Joan"),
    (8, 15, "L’Assumpció"),
    (9, 11, "Diada Nacional de Catalunya"),
    (10, 12, "Festa Nacional d’Espanya"),
    (11, 1, "Tots Sants"),
    (12, 6, "Dia de la Constitució"),
    (12, 8, "La Immaculada"),
    (12, 25, "Nadal"),
    (12, 26, "Sant Esteve"),
)
FROM_EASTER = ((-2, "Divendres Sant"), (1, "Dilluns de Pasqua Florida"))


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (Butcher's computation)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, over = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * over + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holidays_of(year: int) -> list[Holiday]:
    sunday = easter(year)
    fixed = [Holiday(day=date(year, month, day), name=name) for month, day, name in FIXED]
    return [*fixed, *(Holiday(day=sunday + timedelta(days=days), name=name) for days, name in FROM_EASTER)]


@transaction.atomic
def run(run: Run) -> None:
    """A year that has none at all; one that editors have touched is left alone."""
    made = 0
    for year in YEARS:
        if not Holiday.objects.filter(day__year=year).exists():
            made += len(Holiday.objects.bulk_create(holidays_of(year)))
    if made:
        reckon_deadlines()
    run.made += made
