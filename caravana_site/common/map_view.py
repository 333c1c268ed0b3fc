"""A map of Catalonia with marks and, when there is a journey, its road."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .drawing import Label, place_labels, readable_tail, route
from .drawing.labels import PHONE, WIDE, Frame, Scale
from .drawing.road import Point, corners

WIDTH, HEIGHT = 1000, 995  # the box of partials/map_land.html
NEAR_WIDTH, NEAR_HEIGHT = 560, 420  # what a stop's own page shows of it
DRAWN = 16  # roads that each process keeps, since most readers see the same few
WHOLE = Frame(0, 0, WIDTH, HEIGHT)


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
    def at(self) -> str:
        """Where it is drawn, as SVG's transformations want it."""
        return f"{self.point[0]} {self.point[1]}"


@dataclass(frozen=True)
class MapView:
    """What the map draws; its names twice, since a phone's letters are larger and fewer fit."""

    marks: list[MapMark]
    labels: list[Label]
    phone_labels: list[Label]
    road: str = ""
    planned: str = ""
    frame: Frame = WHOLE

    @property
    def box(self) -> str:
        return f"{self.frame.left:.0f} {self.frame.top:.0f} {self.frame.width:.0f} {self.frame.height:.0f}"

    @property
    def near(self) -> bool:
        """Whether a part is shown, so large that the same letters serve phones."""
        return self.frame != WHOLE


def with_marks(marks: Sequence[MapMark]) -> MapView:
    """Places without a journey between them."""
    return MapView(list(marks), _labels(marks, [], WHOLE, WIDE), _labels(marks, [], WHOLE, PHONE))


@lru_cache(DRAWN)
def with_road(marks: tuple[MapMark, ...], around: Point | None = None) -> MapView:
    """A journey, oldest first: solid as far as it has gone, dotted for what is planned; near the place when given.

    Either stops where it would be a knot: the oldest stops made and the last ones planned stand there unjoined.
    """
    done = [mark.point for mark in marks if mark.done]
    planned = [mark.point for mark in marks if not mark.done]
    tail = readable_tail(_moves(done))
    ahead = readable_tail(_moves(done[-1:] + planned)[::-1])[::-1]
    roads = [corners(tail), corners(ahead)]
    frame = _near(around) if around else WHOLE
    labels = _labels(marks, roads, frame, WIDE)
    phone_labels = [] if around else _labels(marks, roads, frame, PHONE)
    return MapView(_one_a_place(marks), labels, phone_labels, road=route(tail), planned=route(ahead), frame=frame)


def _one_a_place(marks: Sequence[MapMark]) -> list[MapMark]:
    """Of several stops in a town the one that says most: the next, else the last one made, else the first planned."""
    shown: dict[Point, MapMark] = {}
    for mark in marks:
        if mark.point not in shown or mark.next or (mark.done and not shown[mark.point].next):
            shown[mark.point] = mark
    return list(shown.values())


def _near(point: Point) -> Frame:
    """The part of the map round a place, kept inside its edges."""
    left = min(max(point[0] - NEAR_WIDTH * 0.4, 0), WIDTH - NEAR_WIDTH)
    top = min(max(point[1] - NEAR_HEIGHT / 2, 0), HEIGHT - NEAR_HEIGHT)
    return Frame(left, top, NEAR_WIDTH, NEAR_HEIGHT)


def _moves(points: Sequence[Point]) -> list[Point]:
    """Without staying in the same place."""
    return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]


def _labels(marks: Sequence[MapMark], roads: Sequence[Sequence[Point]], frame: Frame, scale: Scale) -> list[Label]:
    """The next stop first, then those to come, then the last ones done."""
    order = sorted(range(len(marks)), key=lambda n: (not marks[n].next, marks[n].done, -n if marks[n].done else n))
    named = [(marks[n].name, marks[n].point) for n in order]
    return place_labels(named, [mark.point for mark in marks], roads, scale=scale, frame=frame)
