"""Names beside stops on the map, without collisions: by rule, not by hand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .road import Point

CELL = 64  # map units: about as high as three names
LETTER = 0.56  # mean width of a letter, in font sizes
# Where a name may stand, best first: dx and dy in gaps, and how the text is anchored.
PLACES = (
    *((1, 0.3, "start"), (-1, 0.3, "end"), (0, -1.15, "middle"), (0, 1.75, "middle")),
    *((0.8, -0.7, "start"), (-0.8, -0.7, "end"), (0.8, 1.35, "start"), (-0.8, 1.35, "end")),
)


@dataclass(frozen=True)
class Scale:
    """How large a map is drawn, in its own units: letters, clearance of a stop and of the road, names at most."""

    size: float
    gap: float
    clear: float
    road: float
    most: int


WIDE = Scale(size=21, gap=24, clear=18, road=9, most=10)
PHONE = Scale(size=36, gap=36, clear=26, road=11, most=5)


@dataclass(frozen=True)
class Frame:
    """The part of the map that is seen."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, box: "_Box") -> bool:
        inside = self.left <= box.left and box.right <= self.left + self.width
        return inside and self.top <= box.top and box.bottom <= self.top + self.height


@dataclass(frozen=True)
class Label:
    """A name, where its baseline begins and how it is anchored there."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def grown(self, by: float) -> "_Box":
        return _Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def crossed_by(self, start: Point, end: Point) -> bool:
        """Whether the segment enters the box (Liang and Barsky: the part of it that is within each pair of sides)."""
        first, last = 0.0, 1.0
        for origin, target, low, high in (
            (start[0], end[0], self.left, self.right),
            (start[1], end[1], self.top, self.bottom),
        ):
            if origin == target:
                if not low < origin < high:
                    return False
                continue
            enters, leaves = sorted(((low - origin) / (target - origin), (high - origin) / (target - origin)))
            first, last = max(first, enters), min(last, leaves)
        return first < last


class _Taken:
    """What a name must not cover, by the cells of a grid: with hundreds of marks only the near ones are looked at."""

    def __init__(self, boxes: Iterable[_Box]) -> None:
        self._cells: defaultdict[tuple[int, int], list[_Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: _Box) -> None:
        for cell in _cells(box):
            self._cells[cell].append(box)

    def meets(self, box: _Box) -> bool:
        return any(box.meets(other) for cell in _cells(box) for other in self._cells.get(cell, ()))


def _cells(box: _Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for row in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield column, row


def place_labels(
    named: Sequence[tuple[str, Point]],
    stops: Sequence[Point],
    roads: Sequence[Sequence[Point]] = (),
    *,
    scale: Scale = WIDE,
    frame: Frame = Frame(0, 0, 1000, 995),
) -> list[Label]:
    """Label the stops in the order given, most important first; one that fits nowhere is left out.

    `named` are names and points in map units, `stops` every mark and `roads` every line to keep clear of.
    """
    taken = _Taken(_Box(x, y, x, y).grown(scale.clear) for x, y in dict.fromkeys(stops))
    legs = [leg for road in roads for leg in pairwise(road)]
    labels: list[Label] = []
    told: set[str] = set()
    for text, (x, y) in dict.fromkeys(named):  # what found no room once finds none later
        if len(labels) == scale.most:
            break
        if text in told:
            continue
        for dx, dy, anchor in PLACES:
            left, baseline = x + dx * scale.gap, y + dy * scale.gap
            box = _box(text, left, baseline, anchor, scale.size)
            if not frame.holds(box) or taken.meets(box):
                continue
            if any(box.grown(scale.road).crossed_by(*leg) for leg in legs):
                continue
            taken.add(box)
            told.add(text)
            labels.append(Label(text, round(left, 1), round(baseline, 1), anchor))
            break
    return labels


def _box(text: str, x: float, baseline: float, anchor: str, size: float) -> _Box:
    length = len(text) * size * LETTER
    left = {"start": x, "middle": x - length / 2, "end": x - length}[anchor]
    return _Box(left, baseline - size * 0.8, left + length, baseline + size * 0.25)
