"""Tags of the catalogue: the map of results, the journey of a story, its charts."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from caravana_site.common import drawing
from caravana_site.common.map_view import MapMark, MapView, with_marks
from practices.figures import figure
from practices.models import Milestone, PracticePage, Result

LETTER, LEAST_LETTERS = 11.5, 6  # pixels of a chart's letter; «abans» and a space

NAMED = 3  # practices of one place that its mark names
register = template.Library()
register.filter(figure)


@register.simple_tag
def practices_map(practices: Sequence[Any]) -> MapView:
    """One mark a place: it leads to its practice, or to the body's page where it has several."""
    at_place: dict[Any, list[Any]] = defaultdict(list)
    for practice in practices:
        if (point := practice.organisation.map_point) is not None:
            at_place[point].append(practice)
    return with_marks([_mark(point, told) for point, told in at_place.items()])


def _mark(point: Any, told: list[Any]) -> MapMark:
    first = told[0]
    place, theme = first.organisation.place_name, first.theme
    if len(told) == 1:
        title, address = f"{first.title} · {first.organisation}", first.url or ""
    else:
        values = {"place": place, "number": len(told), "titles": "; ".join(one.title for one in told[:NAMED])}
        title = _("%(place)s, %(number)d practices: %(titles)s") % values
        address = first.organisation.get_absolute_url()
    return MapMark(point, place, title, address, theme.colour, theme.plate)


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
