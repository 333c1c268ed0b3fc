"""Before and after on a short road: hollow is before, filled is after."""

import math
from dataclasses import dataclass

WIDTH, LEFT, RIGHT = 420, 14, 406
EDGE = 34  # nearer than this to an edge a figure is anchored to it
TICKS = 5


@dataclass(frozen=True)
class Figure:
    """A circle at `x`, and its words at `label_x`, where they meet neither the other's nor an edge."""

    x: float
    label_x: float
    anchor: str


@dataclass(frozen=True)
class Dumbbell:
    """Positions on a scale from `low` to `high`, both round numbers."""

    low: float
    high: float
    before: Figure
    after: Figure
    ticks: list[float]


def _round_up(value: float) -> float:
    """The next of 1, 2, 2.5, 5 or 10 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value * (1 - 1e-9))


def dumbbell(before: float, after: float, room: float = 0) -> Dumbbell:
    """Place two values of one indicator; the scale always holds zero, so that the length does not lie.

    `room` is the width in pixels of the wider label: two that would meet are pushed apart.
    """
    low = -_round_up(-min(before, after)) if min(before, after) < 0 else 0.0
    high = _round_up(max(before, after)) if max(before, after) > 0 else 0.0
    if high == low:
        high = low + 1

    def place(value: float) -> float:
        return round(LEFT + (value - low) / (high - low) * (RIGHT - LEFT), 1)

    def figure(x: float, label_x: float) -> Figure:
        anchor = "start" if label_x <= EDGE else "end" if label_x >= WIDTH - EDGE else "middle"
        return Figure(x, label_x, anchor)

    xs = place(before), place(after)
    left, right = _apart(min(xs), max(xs), room)
    labels = (left, right) if before <= after else (right, left)
    ticks = [place(low + (high - low) * n / TICKS) for n in range(TICKS + 1)]
    return Dumbbell(low, high, figure(xs[0], labels[0]), figure(xs[1], labels[1]), ticks)


def _apart(left: float, right: float, room: float) -> tuple[float, float]:
    """Where two labels stand, at least `room` from each other and with half of it to each edge."""
    if right - left >= room:
        return left, right
    room = min(room, (RIGHT - LEFT) / 2)
    middle = min(max((left + right) / 2, LEFT + room), RIGHT - room)
    return round(middle - room / 2, 1), round(middle + room / 2, 1)
