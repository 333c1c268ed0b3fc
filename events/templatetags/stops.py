"""Tags of stops: their map and how far away they are."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caravana_site.common.map_view import MapMark, MapView, with_marks, with_road
from events.calendar_index import ShownStop
from events.models import StopPage, StopState

register = template.Library()


def mark(stop: StopPage | ShownStop, *, next_one: bool = False) -> MapMark | None:
    """The stop's mark, or None for one that has no place."""
    point = stop.map_point
    if point is None:
        return None
    done = stop.is_over(timezone.now())
    when = timezone.localtime(stop.start)
    title = _("%(town)s, %(date)s: %(title)s") % {
        "town": stop.town,
        "date": date_format(when),
        "title": stop.title,
    }
    return MapMark(
        point, stop.town, title, stop.url or "", stop.theme.colour, stop.theme.plate, done=done, next=next_one
    )


@register.simple_tag
def stops_map(
    itinerary: Sequence[StopPage | ShownStop], near: StopPage | None = None, *, apart: bool = False
) -> MapView:
    """The road through the stops, oldest first; of a stop's own page, the stretch near it.

    Stops that are `apart`, with others between them that are not shown, stand without a road.
    """
    now = timezone.now()
    coming = next((stop for stop in itinerary if not stop.is_over(now)), None)
    marks = [mark(stop, next_one=stop is coming) for stop in itinerary]
    placed = tuple(found for found in marks if found is not None)
    return with_marks(placed) if apart else with_road(placed, around=near.map_point if near else None)


@register.simple_tag
def days_away(stop: StopPage, today: date) -> str:
    """“In 7 days”, “today”, or nothing once it has passed or when it does not take place."""
    if not stop.takes_place:
        return ""
    days = (timezone.localdate(stop.start) - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 0:
        return ""
    return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}


@register.simple_tag
def shown_state(stop: StopPage) -> StopState:
    return stop.shown_state(timezone.now())
