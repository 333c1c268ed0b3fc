"""The road, the labels and the charts are drawable whatever they are given."""

import math
import random
import re
from itertools import pairwise

import pytest

from caravana_site.common import drawing
from caravana_site.common.drawing.labels import PHONE, WIDE, Scale
from caravana_site.common.drawing.road import corners
from caravana_site.common.map_view import MapMark, with_road
from caravana_site.common.svg_path import polygons

NUMBERS = re.compile(r"^[MLQ0-9 .\-]*$")


def stops(number: int) -> list[tuple[float, float]]:
    generator = random.Random(number)
    return [(generator.uniform(0, 1000), generator.uniform(0, 995)) for _stop in range(number)]


@pytest.mark.parametrize("number", [0, 1, 2, 7, 40])
def test_any_itinerary_is_a_path(number: int) -> None:
    path = drawing.route(stops(number))
    assert NUMBERS.match(path)
    assert bool(path) is (number > 1)


def test_the_road_runs_along_axes_and_at_45_degrees() -> None:
    points = corners(stops(12))
    for (x1, y1), (x2, y2) in pairwise(points):
        dx, dy = abs(x2 - x1), abs(y2 - y1)
        assert min(dx, dy) < 4 or abs(dx - dy) < 4.1


def test_forty_random_stops_are_not_a_knot() -> None:
    tail = drawing.readable_tail(stops(40))
    assert 4 <= len(tail) <= 24
    assert tail == stops(40)[-len(tail) :]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_short_itinerary_stays_whole(number: int) -> None:
    assert drawing.readable_tail(stops(number)) == stops(number)


@pytest.mark.parametrize("sequence", [[], ["success"], ["difficulty"], ["success", "difficulty"] * 6])
def test_a_glyph_has_a_dot_a_stretch_inside_its_box(sequence: list[str]) -> None:
    shape = drawing.glyph(sequence)
    assert len(shape.dots) == len(sequence)
    assert all(0 <= x <= shape.width and 0 <= y <= shape.height for x, y in shape.dots)


def test_only_difficulties_bend_the_journey() -> None:
    way = drawing.journey(["neutral", "difficulty", "success", "difficulty"])
    assert [mark.bend for mark in way.marks] == [False, True, False, True]
    assert way.marks[1].y < way.marks[0].y < way.marks[3].y


@pytest.mark.parametrize(
    ("before", "after"), [(46, 4), (0, 0), (0, 90), (-5, 5), (-9, -3), (96, 0.02), (1800, 2100), (0.001, 0.002)]
)
def test_a_chart_keeps_both_figures_on_a_scale_that_holds_zero(before: float, after: float) -> None:
    chart = drawing.dumbbell(before, after)
    assert chart.low <= min(before, after, 0)
    assert chart.high >= max(before, after)
    assert all(14 <= figure.x <= 406 for figure in (chart.before, chart.after))
    assert all(math.isfinite(tick) for tick in chart.ticks)


def test_labels_never_meet_and_are_ten_at_most() -> None:
    points = stops(30)
    labels = drawing.place_labels([(f"Vila {n}", point) for n, point in enumerate(points)], points)
    assert 1 <= len(labels) <= 10
    boxes = []
    for label in labels:
        length = len(label.text) * 21 * 0.56
        left = {"start": label.x, "middle": label.x - length / 2, "end": label.x - length}[label.anchor]
        boxes.append((left, label.y - 21 * 0.8, left + length, label.y))
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert (
                right <= other[0] + 0.2 or other[2] <= left + 0.2 or bottom <= other[1] + 0.2 or other[3] <= top + 0.2
            )


@pytest.mark.parametrize("scale", [WIDE, PHONE])
def test_no_name_lies_on_the_road(scale: Scale) -> None:
    points = stops(12)
    road = corners(points)
    labels = drawing.place_labels([(f"Vila {n}", point) for n, point in enumerate(points)], points, [road], scale=scale)
    assert labels
    for label in labels:
        length = len(label.text) * scale.size * 0.56
        left = {"start": label.x, "middle": label.x - length / 2, "end": label.x - length}[label.anchor]
        for start, end in pairwise(road):
            for step in range(101):
                x, y = (start[axis] + (end[axis] - start[axis]) * step / 100 for axis in (0, 1))
                assert not (left < x < left + length and label.y - scale.size * 0.8 < y < label.y)


def test_a_town_with_two_stops_keeps_the_one_made_and_the_next_one_wins() -> None:
    here, there = (100.0, 100.0), (600.0, 300.0)

    def mark(name: str, point: tuple[float, float], *, done: bool, coming: bool = False) -> MapMark:
        return MapMark(point, name, name, "/", "red", "P", done=done, next=coming)

    made, planned = mark("made", here, done=True), mark("planned", here, done=False)
    assert with_road((made, mark("next", there, done=False, coming=True), planned)).marks[0] is made
    coming = mark("next", here, done=False, coming=True)
    assert with_road((made, coming, planned)).marks == [coming]


def test_near_a_stop_only_what_is_seen_is_named_and_the_frame_stays_on_the_map() -> None:
    marks = tuple(MapMark(point, f"Vila {n}", "a", "/", "red", "P") for n, point in enumerate(stops(12)))
    for place in ((0.0, 0.0), (1000.0, 995.0), (500.0, 500.0)):
        view = with_road(marks, around=place)
        frame = view.frame
        assert frame.left >= 0
        assert frame.left + frame.width <= 1000
        assert frame.top + frame.height <= 995
        assert all(frame.left <= label.x <= frame.left + frame.width for label in view.labels)
        assert view.near


def test_a_straight_line_from_barcelona_to_girona_is_86_kilometres() -> None:
    assert round(drawing.distance((2.1734, 41.3851), (2.8214, 41.9794))) in range(84, 88)


def test_done_is_solid_and_planned_is_dotted() -> None:
    marks = tuple(MapMark(point, "a", "a", "/", "red", "P", done=number < 3) for number, point in enumerate(stops(5)))
    view = with_road(marks)
    assert view.road
    assert view.planned
    assert with_road(marks[:1]).road == ""


def test_our_own_paths_are_read_into_points() -> None:
    assert polygons("M0 0l10 0 0 10z") == [[(0, 0), (10, 0), (10, 10)]]
    assert len(polygons("M0 0Q5 0 5 5L0 9z")[0]) == 8
    assert polygons("") == []
