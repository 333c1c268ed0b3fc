"""The road: straight is what worked, a bend is what was hard. Coordinates are in the units of the drawing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

Point = tuple[float, float]
EARTH_DIAMETER = 12_742  # km, mean


@dataclass(frozen=True)
class Glyph:
    """A practice's road at a glance: path data, size of its box, and where each stretch has its dot."""

    path: str
    width: int
    height: int
    dots: list[Point]


@dataclass(frozen=True)
class Mark:
    """A milestone on the journey: where its dot stands and whether the road bends there."""

    x: float
    y: float
    bend: bool


@dataclass(frozen=True)
class Journey:
    """A timeline's road, its box's width and its marks, one a milestone."""

    path: str
    width: int
    marks: list[Mark]


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _pair(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def rounded(points: Sequence[Point], radius: float) -> str:
    """Path data through the points, every corner rounded by the radius or by half of its shorter leg."""
    if not points:
        return ""
    path = f"M{_pair(points[0])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        first, second = math.dist(before, corner), math.dist(corner, after)
        if not first or not second:
            continue
        cut = min(radius, first / 2, second / 2)
        start = _towards(corner, before, cut / first)
        end = _towards(corner, after, cut / second)
        path += f"L{_pair(start)}Q{_pair(corner)} {_pair(end)}"
    return path + (f"L{_pair(points[-1])}" if len(points) > 1 else "")


def _towards(origin: Point, target: Point, share: float) -> Point:
    return origin[0] + (target[0] - origin[0]) * share, origin[1] + (target[1] - origin[1]) * share


def _elbow(start: Point, end: Point, diagonal_first: bool) -> Point | None:
    """The corner of a leg that runs along an axis and at 45°; none when it is straight already."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach = min(abs(dx), abs(dy))
    if reach < 4 or abs(abs(dx) - abs(dy)) < 4:
        return None
    step = math.copysign(reach, dx), math.copysign(reach, dy)
    if diagonal_first:
        return start[0] + step[0], start[1] + step[1]
    return end[0] - step[0], end[1] - step[1]


def _turn(one: Point, other: Point) -> float:
    angle = math.atan2(one[1], one[0]) - math.atan2(other[1], other[0])
    return abs((angle + math.pi) % (2 * math.pi) - math.pi)


def corners(stops: Sequence[Point]) -> list[Point]:
    """The stops and the elbows between them; of the two elbows of a leg, the one that turns least."""
    if not stops:
        return []
    points, heading = [stops[0]], None
    for start, end in pairwise(stops):
        if start == end:
            continue
        choices = []
        for diagonal_first in (True, False):
            elbow = _elbow(start, end, diagonal_first)
            legs = [point for point in (start, elbow, end) if point is not None]
            ways = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(legs)]
            choices.append((_turn(ways[0], heading) if heading else 0.0, elbow, ways[-1]))
        _cost, elbow, heading = min(choices, key=lambda choice: choice[0])
        points += [point for point in (elbow, end) if point is not None]
    return points


def route(stops: Sequence[Point], radius: float = 14) -> str:
    """Path data of the road between stops on the map: axis and 45° only, rounded."""
    return rounded(corners(stops), radius) if len(stops) > 1 else ""


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def readable_tail(stops: Sequence[Point], crossings: int = 2, keep: int = 4, longest: int = 24) -> list[Point]:
    """The longest recent stretch whose road crosses itself at most so often.

    Real itineraries zigzag, and a knot of forty legs is unreadable: the earlier stops stay on the map unjoined.
    """
    for start in range(max(0, len(stops) - longest), max(0, len(stops) - keep)):
        segments = list(pairwise(corners(stops[start:])))
        pairs = ((one, other) for number, one in enumerate(segments) for other in segments[number + 2 :])
        crossed = (True for one, other in pairs if _cross(*one, *other))
        if sum(islice(crossed, crossings + 1)) <= crossings:  # counting them all would take ten times as long
            return list(stops[start:])
    return list(stops[-keep:])


def distance(one: Point, other: Point) -> float:
    """Kilometres in a straight line between two (longitude, latitude) in degrees (haversine)."""
    (lon1, lat1), (lon2, lat2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return EARTH_DIAMETER * math.asin(math.sqrt(half))


def bends(width: float = 600, height: float = 48, number: int = 4, swing: float = 13) -> str:
    """Path data of a winding road across a box, entering and leaving beyond its edges."""
    middle, step = height / 2, width / number
    points: list[Point] = [(-20, middle)]
    for turn in range(number):
        x, y = 10 + turn * step, middle + swing * (-1 if turn % 2 == 0 else 1)
        points += [
            (x + step * 0.1, middle),
            (x + step * 0.1 + swing, y),
            (x + step * 0.6, y),
            (x + step * 0.6 + swing, middle),
        ]
    return rounded([*points, (width + 20, middle)], 9)


def glyph(sequence: Iterable[str], step: float = 22, swing: float = 9, middle: float = 14) -> Glyph:
    """A practice's glyph: a straight stretch for each `success`, a bend for each `difficulty`, in that order."""
    x, side = 8.0, -1
    points: list[Point] = [(x, middle)]
    dots: list[Point] = []
    for kind in sequence:
        if kind == "difficulty":
            y = middle + swing * side
            points += [(x + step * 0.12, middle), (x + step * 0.12 + swing, y), (x + step * 0.88 + swing * 0.6, y)]
            dots.append((round(x + step * 0.5 + swing * 0.8, 1), y))
            x += step + swing * 1.6
            side = -side
        else:
            dots.append((x + step / 2, middle))
            x += step
        points.append((x, middle))
    points.append((x + 8, middle))
    return Glyph(rounded(points, 7), round(x + 16), round(2 * middle), dots)


def journey(kinds: Sequence[str], step: float = 119, middle: float = 60, swing: float = 26) -> Journey:
    """A timeline's road with equal spaces; it bends, up and down in turns, where a milestone is a `difficulty`."""
    points: list[Point] = [(-20, middle)]
    marks, side = [], -1
    for number, kind in enumerate(kinds):
        x, bend = step / 2 + number * step, kind == "difficulty"
        y = middle + swing * side if bend else middle
        if bend:
            points += [(x - step / 2, middle), (x - step * 0.27, y), (x + step * 0.27, y), (x + step / 2, middle)]
            side = -side
        marks.append(Mark(x, y, bend))
    width = round(step * max(1, len(kinds)))
    return Journey(rounded([*points, (width + 20, middle)], 14), width, marks)


def branch(number: int, height: float = 500, spread: float = 13) -> list[str]:
    """Path data of each line that leaves the trunk at the middle of the left for its own row on the right."""
    middle, paths = height / 2, []
    for row in range(number):
        y, start = height * (row + 0.5) / number, middle + spread * (row - (number - 1) / 2)
        reach = abs(y - start)
        points = (
            [(770.0, start), (964 - reach, start), (964.0, y), (1000.0, y)]
            if reach > 1
            else [(770.0, start), (1000.0, y)]
        )
        paths.append(rounded(points, 22))
    return paths
