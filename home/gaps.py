"""Where the caravan has not been: practices and stops by theme, population band and comarca, two of them at a time.

Counted in every language once, by the main theme and by the body that runs the practice or hosts the stop. Invented
ones are counted apart. Postponed and cancelled stops, drafts and archived practices are not counted.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from events.models import StopPage
from practices.models import Comarca, Municipality, PopulationBand, PracticePage, Theme

ELSEWHERE = "elsewhere"
"""The row of bodies that have no comarca, such as a provincial council."""
LEVELS = 4  # shades above nothing


@dataclass(frozen=True)
class Place:
    """What one practice or stop is counted under."""

    theme: str
    band: str
    comarca: str
    is_sample: bool


@dataclass(frozen=True)
class Axis:
    """One of the three ways of sorting: the name, and the values with what each is called."""

    key: str
    name: Any
    values: Callable[[], list[tuple[str, str]]]


@dataclass
class Cell:
    """How many there are, how many more are invented, and in how many municipalities there could be one."""

    real: int = 0
    samples: int = 0
    towns: int | None = None
    """None where the axes do not say."""
    level: int = 0
    """From 0, nothing, to `LEVELS`, the most of the table: how dark it is drawn."""

    @property
    def impossible(self) -> bool:
        return self.towns == 0 and not self.real and not self.samples


@dataclass
class Row:
    key: str
    name: str
    cells: list[Cell]
    total: Cell


@dataclass
class Table:
    """The two axes with their numbers."""

    rows_axis: Axis
    columns_axis: Axis
    columns: list[tuple[str, str]]
    rows: list[Row]
    totals: list[Cell]
    total: Cell
    empty: list[tuple[Axis, list[str]]] = field(default_factory=list)
    """Of each axis, the values without anything real: where to go next."""


def _themes() -> list[tuple[str, str]]:
    return list(Theme.objects.filter(locale=Locale.get_active()).values_list("key", "name"))


def _bands() -> list[tuple[str, str]]:
    return [(band.value, str(band.label)) for band in PopulationBand]


def _comarques() -> list[tuple[str, str]]:
    return [*Comarca.objects.values_list("slug", "name"), (ELSEWHERE, str(_("No comarca of its own")))]


AXES = {
    axis.key: axis
    for axis in (
        Axis("theme", _("Theme"), _themes),
        Axis("band", _("Population"), _bands),
        Axis("comarca", _("Comarca"), _comarques),
    )
}
PAIRS = {
    "comarca-theme": ("comarca", "theme"),
    "band-theme": ("band", "theme"),
    "comarca-band": ("comarca", "band"),
}
"""The longer axis goes down: it reads without scrolling sideways."""
PRACTICES, STOPS = "practices", "stops"


def table_of(kind: str, pair: str) -> Table:
    """Count practices or stops on the two axes of that pair."""
    down, across = (AXES[key] for key in PAIRS[pair])
    real: Counter[Hashable] = Counter()
    samples: Counter[Hashable] = Counter()
    for place in _practices() if kind == PRACTICES else _stops():
        (samples if place.is_sample else real)[getattr(place, down.key), getattr(place, across.key)] += 1
    towns = _towns() if pair == "comarca-band" else None
    columns = across.values()
    rows = [
        _row(key, name, [_cell(real, samples, towns, key, column) for column, _name in columns])
        for key, name in down.values()
    ]
    _shade(rows)
    totals = [_sum([row.cells[number] for row in rows]) for number in range(len(columns))]
    empty = [
        (down, _without([(row.key, row.name, row.total) for row in rows])),
        (across, _without([(*column, cell) for column, cell in zip(columns, totals, strict=True)])),
    ]
    return Table(down, across, columns, rows, totals, _sum(totals), [(axis, names) for axis, names in empty if names])


def _without(told: list[tuple[str, str, Cell]]) -> list[str]:
    """Names without anything real; what is no place to go to is no gap."""
    return [name for key, name, cell in told if not cell.real and key not in (ELSEWHERE, PopulationBand.NONE)]


def _cell(real: Any, samples: Any, towns: Any, down: str, across: str) -> Cell:
    return Cell(real[down, across], samples[down, across], towns[down, across] if towns is not None else None)


def _row(key: str, name: str, cells: list[Cell]) -> Row:
    return Row(key, name, cells, _sum(cells))


def _sum(cells: list[Cell]) -> Cell:
    towns = None if any(cell.towns is None for cell in cells) else sum(cell.towns or 0 for cell in cells)
    return Cell(sum(cell.real for cell in cells), sum(cell.samples for cell in cells), towns)


def _shade(rows: list[Row]) -> None:
    most = max((cell.real for row in rows for cell in row.cells), default=0)
    for row in rows:
        for cell in row.cells:
            cell.level = -(-cell.real * LEVELS // most) if most else 0


def _practices() -> Iterator[Place]:
    rows = (
        PracticePage.objects.listed()
        .order_by("translation_key", "locale")
        .values_list("translation_key", "theme__key", "organisation__population", "organisation__comarca", "is_sample")
    )
    return _once(rows)


def _stops() -> Iterator[Place]:
    """Past and to come: what is planned is no gap any more."""
    where = Coalesce("municipality__comarca", "host__comarca")
    rows = (
        StopPage.objects.live()
        .public()
        .taking_place()
        .order_by("translation_key", "locale")
        .values_list("translation_key", "theme__key", "host__population", where, "is_sample")
    )
    return _once(rows)


def _once(rows: Any) -> Iterator[Place]:
    """One a translation key, whatever its languages."""
    seen = set()
    for key, theme, population, comarca, is_sample in rows:
        if key not in seen:
            seen.add(key)
            yield Place(theme, PopulationBand.of(population).value, comarca or ELSEWHERE, is_sample)


def _towns() -> Counter[Hashable]:
    """How many municipalities each comarca has in each band."""
    rows = Municipality.objects.order_by().values_list("comarca", "population")
    return Counter((comarca, PopulationBand.of(population).value) for comarca, population in rows)
