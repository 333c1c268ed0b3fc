"""Before and after on a short road: hollow is before, filled is after."""

import math
from dataclasses import dataclass

WIDTH, LEFT, RIGHT = 420, 14, 406
EDGE = 34  # nearer than this to an edge a figure is anchored to it
TICKS = 5


@dataclass(frozen=True)
class Figure:
    x: float
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


def dumbbell(before: float, after: float) -> Dumbbell:
    """Place two values of one indicator; the scale always holds zero, so that the length does not lie."""
    low = -_round_up(-min(before, after)) if min(before, after) < 0 else 0.0
    high = _round_up(max(before, after)) if max(before, after) > 0 else 0.0

    def place(value: float) -> float:
        return round(LEFT + (value - low) / (high - low) * (RIGHT - LEFT), 1)

    def figure(value: float) -> Figure:
        x = place(value)
        return Figure(x, "start" if x <= EDGE else "end" if x >= WIDTH - EDGE else "middle")

    if high == low:
        high = low + 1
    return Dumbbell(
        low, high, figure(before), figure(after), [place(low + (high - low) * n / TICKS) for n in range(TICKS + 1)]
    )
