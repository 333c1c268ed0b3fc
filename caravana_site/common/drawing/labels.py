"""Names beside stops on the map, without collisions: by rule, not by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from .road import Point

LETTER = 0.56  # mean width of a letter, in font sizes
GAP = 24  # from the stop's centre to its name
# Where a name may stand, best first: dx and dy in gaps, and how the text is anchored.
PLACES = (
    *((1, 0.3, "start"), (-1, 0.3, "end"), (0, -1.15, "middle"), (0, 1.75, "middle")),
    *((0.8, -0.7, "start"), (-0.8, -0.7, "end"), (0.8, 1.35, "start"), (-0.8, 1.35, "end")),
)


@dataclass(frozen=True)
class Label:
    """A name, where its baseline begins, and whether phones leave it out."""

    text: str
    x: float
    y: float
    anchor: str
    minor: bool


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


def place_labels(
    named: Sequence[tuple[str, Point]],
    stops: Sequence[Point],
    *,
    width: float = 1000,
    size: float = 21,
    most: int = 10,
    major: int = 4,
) -> list[Label]:
    """Label the stops in the order given, most important first; one that fits nowhere is left out.

    `named` are names and points in map units, `stops` every mark to keep clear of. The first `major` stay on phones.
    """
    taken = [_Box(x - 18, y - 18, x + 18, y + 18) for x, y in stops]
    labels: list[Label] = []
    for text, (x, y) in named:
        if len(labels) == most:
            break
        if any(label.text == text for label in labels):
            continue
        for dx, dy, anchor in PLACES:
            left, baseline = x + dx * GAP, y + dy * GAP
            box = _box(text, left, baseline, anchor, size)
            if box.left < 0 or box.right > width or any(box.meets(other) for other in taken):
                continue
            taken.append(box)
            labels.append(Label(text, round(left, 1), round(baseline, 1), anchor, minor=len(labels) >= major))
            break
    return labels


def _box(text: str, x: float, baseline: float, anchor: str, size: float) -> _Box:
    length = len(text) * size * LETTER
    left = {"start": x, "middle": x - length / 2, "end": x - length}[anchor]
    return _Box(left, baseline - size, left + length, baseline + size * 0.25)
