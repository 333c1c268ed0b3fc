"""What publishing a stop does to the requests that it came from: both sides are told, once each change.

Requests hang from the page that is written by hand. Its translation is another page and no request hangs from it, so
publishing that one tells nobody, whatever it says.
"""

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.signals import page_published

from caravana_site.common.site_address import absolute
from events.models import EntryKind, RequestState, StopPage, StopRequest, StopState, ToldStop
from events.stop_requests import history, moves

from . import matches


def connect() -> None:
    page_published.connect(published, sender=StopPage, dispatch_uid="events.office.stop_news")


def published(instance: StopPage, **kwargs: Any) -> None:
    """After a stop is published, by whomever or by the clock."""
    for request in StopRequest.objects.filter(stop=instance, state=RequestState.SCHEDULED).order_by("pk"):
        with transaction.atomic():
            tell(request, instance)


@transaction.atomic
def tell(request: StopRequest, stop: StopPage) -> None:
    """Tell one applicant how the stop stands, unless that is what they were told last."""
    row = matches.lock(request)[request.pk]
    if row.state != RequestState.SCHEDULED:
        return
    now = {"state": stop.state, "start": stop.start, "end": stop.end}
    last = ToldStop.objects.filter(request=row).first()
    if last is not None and all(getattr(last, name) == value for name, value in now.items()):
        return
    ToldStop.objects.update_or_create(request=row, defaults=now)
    with translation.override(row.reply_language):
        words = _words(stop, moved=last is not None and last.state == stop.state)
    match stop.state:
        case StopState.CANCELLED:
            _cancel(row, words)
        case StopState.HELD:
            moves.move(row, RequestState.HELD, reason=words)
        case _:
            history.write(row, EntryKind.STOP, text=words)


def _cancel(row: StopRequest, words: str) -> None:
    """Back to be studied: the match and the stop are over, and what was drafted of the practice stays."""
    match = matches.standing(row)
    if match is not None:
        matches.end(match, words)
    ToldStop.objects.filter(request=row).delete()
    row.stop = None
    row.save(update_fields=["stop"])
    moves.move(row, RequestState.IN_STUDY, reason=words)


def _words(stop: StopPage, *, moved: bool) -> str:
    """A sentence for the applicant; the page's address is written in full, since it goes by mail."""
    values = {
        "day": date_format(localtime(stop.start), "DATE_FORMAT"),
        "time": date_format(localtime(stop.start), "TIME_FORMAT"),
        "town": stop.town,
        "reason": stop.state_reason,
        "address": absolute(stop.url or "/"),
    }
    match stop.state:
        case StopState.CANCELLED:
            return _("The stop of %(day)s in %(town)s is cancelled: %(reason)s") % values
        case StopState.POSTPONED:
            return _("The stop of %(day)s in %(town)s is postponed: %(reason)s We will tell you the new date.") % values
        case StopState.HELD:
            return _("The stop of %(day)s in %(town)s was held. Thank you.") % values
        case StopState.CONFIRMED if moved:
            return _("The stop changes its date: it is on %(day)s at %(time)s, in %(town)s. %(address)s") % values
        case StopState.CONFIRMED:
            return _("The stop is confirmed: %(day)s at %(time)s, in %(town)s. %(address)s") % values
    return (
        _("The stop is announced for %(day)s at %(time)s, in %(town)s; it is still to be confirmed. %(address)s")
        % values
    )
