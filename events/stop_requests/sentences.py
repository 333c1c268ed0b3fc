"""What each state means for whoever asked, in a sentence that is true. The page and the messages say the same."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.models import RequestState, StopPage, StopRequest

_SAID: dict[RequestState, Callable[[], str]] = {
    RequestState.RECEIVED: lambda: _("We have it. A person of the caravan’s office reads each one."),
    RequestState.IN_STUDY: lambda: _("We are reading it, and looking for who could be the other half."),
    RequestState.NEEDS_INFORMATION: lambda: _("We need to know something more before we go on."),
    RequestState.MATCHED: lambda: _("We have found the other half. What is left is to agree on a day."),
    RequestState.SCHEDULED: lambda: _("The stop is being prepared: its page will say the day and the place."),
    RequestState.HELD: lambda: _("The stop has been made. Thank you for opening the road."),
    RequestState.NOT_VIABLE: lambda: _("This time it cannot be."),
    RequestState.WITHDRAWN: lambda: _("It is withdrawn: nobody works on it any more."),
}


def said(state: str) -> str:
    """The sentence of a state, in the active language."""
    return _SAID[RequestState(state)]()


def said_of(request: StopRequest) -> str:
    """The same of a request, with the day of its stop once that is published."""
    stop = public_stop(request)
    if request.state == RequestState.SCHEDULED and stop is not None:
        day = date_format(timezone.localtime(stop.start))
        return _("The stop is in the calendar: %(day)s, %(town)s.") % {"day": day, "town": stop.town}
    return said(request.state)


def public_stop(request: StopRequest) -> Any:
    """The stop that came of it, in the active language where it is there, once anybody may read it."""
    if request.stop is None or not StopPage.objects.live().public().filter(pk=request.stop_id).exists():
        return None
    localized = request.stop.localized
    return localized if localized.live else request.stop
