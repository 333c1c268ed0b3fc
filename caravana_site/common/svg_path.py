"""Reading our own SVG path data (M, L, l, Q, a, z) into points, to draw the same shapes as bitmaps."""

import re

Point = tuple[float, float]
TOKEN = re.compile(r"([A-Za-z])|(-?\d*\.?\d+)")
CURVE_STEPS = 6  # straight pieces a quadratic curve is drawn with


def polygons(path: str, *, closed: bool = True) -> list[list[Point]]:
    """Each subpath as a list of points; those of less than three are left out when they should be closed."""
    found: list[list[Point]] = []
    command, numbers = "", []
    for letter, number in TOKEN.findall(path):
        if letter:
            _apply(found, command, numbers)
            command, numbers = letter, []
        else:
            numbers.append(float(number))
    _apply(found, command, numbers)
    return [ring for ring in found if len(ring) > (2 if closed else 1)]


def _apply(found: list[list[Point]], command: str, numbers: list[float]) -> None:
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    match command:
        case "M":
            found.append([pairs[0]])
        case "L":
            found[-1] += pairs
        case "l":
            for dx, dy in pairs:
                x, y = found[-1][-1]
                found[-1].append((x + dx, y + dy))
        case "Q":
            for control, end in zip(pairs[::2], pairs[1::2], strict=True):
                found[-1] += _curve(found[-1][-1], control, end)
        case _:
            pass  # z closes by itself; the dot of two tiny towns is an arc that a card leaves out


def _curve(start: Point, control: Point, end: Point) -> list[Point]:
    points = []
    for step in range(1, CURVE_STEPS + 1):
        t = step / CURVE_STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]))
    return points
