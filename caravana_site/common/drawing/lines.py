"""A line of percentages over days. Its scale always goes from 0 to 100, so that a small change looks small."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 200
LEFT, RIGHT, TOP, BOTTOM = 48, 624, 16, 168
STEPS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Step:
    """A line across at a percentage."""

    percent: int
    y: float


@dataclass(frozen=True)
class Line:
    """Where each day's figure stands; `path` joins them."""

    points: list[tuple[float, float]]
    steps: list[Step]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)

    @property
    def last(self) -> tuple[float, float]:
        return self.points[-1]


def line(values: Sequence[tuple[int, float]]) -> Line:
    """Place percentages by their day's number, the first day at the left and the last at the right; one alone there."""
    first, last = values[0][0], values[-1][0]

    def across(day: int) -> float:
        return round(LEFT + (day - first) / (last - first) * (RIGHT - LEFT), 1) if last > first else RIGHT

    def up(percent: float) -> float:
        return round(BOTTOM - percent / 100 * (BOTTOM - TOP), 1)

    points = [(across(day), up(percent)) for day, percent in values]
    return Line(points, [Step(percent, up(percent)) for percent in STEPS])
