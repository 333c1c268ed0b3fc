"""Tags of the catalogue: the map of results, the journey of a story, its charts."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext

from caravana_site.common import drawing
from caravana_site.common.map_view import MapMark, MapView, with_marks
from practices.figures import figure
from practices.models import Milestone, PracticePage, Result

LETTER, LEAST_LETTERS = 11.5, 6  # pixels of a chart's letter; «abans» and a space

register = template.Library()
register.filter(figure)


@register.simple_tag
def practices_map(practices: Sequence[Any]) -> MapView:
    marks = [
        MapMark(
            point,
            practice.organisation.place_name,
            f"{practice.title} · {practice.organisation}",
            practice.url or "",
            practice.theme.colour,
            practice.theme.plate,
        )
        for practice in practices
        if (point := practice.organisation.map_point) is not None
    ]
    return with_marks(marks)


@register.simple_tag
def journey(milestones: Sequence[Milestone]) -> drawing.Journey:
    return drawing.journey([milestone.kind for milestone in milestones])


@register.simple_tag
def dumbbell(result: Result) -> drawing.Dumbbell:
    room = LETTER * max(LEAST_LETTERS, *(len(figure(value)) for value in (result.before, result.after)))
    return drawing.dumbbell(float(result.before), float(result.after), room)


@register.filter
def change(result: Result) -> str:
    """The difference, with its sign."""
    difference = result.after - result.before
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{figure(abs(difference))}"


@register.filter
def unit_of_change(result: Result) -> str:
    """Between two percentages there are points."""
    return gettext("points") if result.unit.strip() == "%" else result.unit


@register.filter
def is_stale(page: PracticePage) -> bool:
    return page.is_stale(timezone.localdate())


@register.simple_tag
def words(text: str, width: int = 17, most: int = 3) -> list[str]:
    """Lines of a label in a drawing: whole words, at most so many lines, the last one cut with an ellipsis."""
    lines: list[str] = [""]
    for word in text.split():
        if not lines[-1] or len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"]
