"""A map of Catalonia with marks and, when there is a journey, its road."""

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import Label, place_labels, readable_tail, route
from .drawing.road import Point

WIDTH, HEIGHT = 1000, 995  # the box of partials/map_land.html


@dataclass(frozen=True)
class MapMark:
    """A place on the map: its colour token, its plate, what it is and where it leads."""

    point: Point
    name: str
    title: str
    url: str
    colour: str
    plate: str
    done: bool = True
    next: bool = False

    @property
    def baseline(self) -> float:
        """Where the plate's letter stands."""
        return self.point[1] + 4.5


@dataclass(frozen=True)
class MapView:
    marks: list[MapMark]
    labels: list[Label]
    road: str = ""
    planned: str = ""

    @property
    def box(self) -> str:
        return f"0 0 {WIDTH} {HEIGHT}"


def with_marks(marks: Sequence[MapMark]) -> MapView:
    """Places without a journey between them."""
    return MapView(list(marks), _labels(list(marks)))


def with_road(marks: Sequence[MapMark]) -> MapView:
    """A journey, oldest first: solid as far as it has gone, dotted for what is planned."""
    done = [mark.point for mark in marks if mark.done]
    planned = [mark.point for mark in marks if not mark.done]
    tail = readable_tail(_moves(done))
    ahead = _moves(done[-1:] + planned)
    return MapView(list(marks), _labels(list(marks)), road=route(tail), planned=route(ahead))


def _moves(points: Sequence[Point]) -> list[Point]:
    """Without staying in the same place."""
    return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]


def _labels(marks: list[MapMark]) -> list[Label]:
    """The next stop first, then those to come, then the last ones done."""
    order = sorted(range(len(marks)), key=lambda n: (not marks[n].next, marks[n].done, -n if marks[n].done else n))
    return place_labels([(marks[n].name, marks[n].point) for n in order], [mark.point for mark in marks], width=WIDTH)
