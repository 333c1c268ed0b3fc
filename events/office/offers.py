"""A rapporteur offers to come to an announced stop: accepting writes it into the stop and moves the request."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caravana_site.translation.guards import translation_of
from events.models import EntryKind, Match, RequestState, StopPage, StopRequest, StopState
from events.stop_requests import history

from . import matches, stop_news
from .matches import OfficeError

SEEKING = (StopState.PROPOSED, StopState.CONFIRMED)


def stop_of(request: StopRequest) -> StopPage | None:
    """The stop that is offered for, in the language that it is written in: a translation follows its source."""
    page = request.announced_stop
    if page is None:
        return None
    writing = translation_of(page)
    return page if writing is None else writing.source.get_source_instance()  # type: ignore[no-any-return]  # no types


@transaction.atomic
def accept(request: StopRequest, *, by: Any) -> bool:
    """Take the offer. Returns whether the page says so already; otherwise its draft does, and waits to be published.

    What was published stays published: the page goes live again only for whoever may publish it, and only when no
    other change waits in its draft.
    """
    row = matches.lock(request)[request.pk]
    stop = stop_of(row)
    if stop is None or not row.reports:
        raise OfficeError(_("There is no announced stop that it offers itself for."))
    if row.state not in matches.MATCHABLE:
        raise OfficeError(
            _("%(reference)s is “%(state)s” now, so it cannot be matched. Look at it again before you decide.")
            % {"reference": row.reference, "state": row.get_state_display()}
        )
    if row.organisation is None:
        raise OfficeError(_("First say which registered body it is: the stop names it."))
    draft = StopPage.objects.select_for_update(of=("self",)).get(pk=stop.pk).get_latest_revision_as_object()
    allowed = stop.permissions_for_user(by)
    if not allowed.can_edit() or allowed.page_locked():
        raise OfficeError(_("You may not change that stop now: it is locked, or not in your language."))
    if draft.rapporteur_id or draft.state not in SEEKING or draft.is_over(timezone.now()):
        raise OfficeError(_("That stop does not look for a rapporteur any more."))
    draft.rapporteur = row.organisation
    revision = draft.save_revision(user=by, log_action=True, clean=False)
    shown = stop.live and not stop.has_unpublished_changes and allowed.can_publish()
    _move(row, stop, by)
    if shown:
        revision.publish(user=by)
    if stop.live:
        stop_news.tell(row, StopPage.objects.get(pk=stop.pk))
    return bool(shown)


def _move(row: StopRequest, stop: StopPage, by: Any) -> None:
    """Into a match with the host's request, where the stop came from one; and to «scheduled» in any case."""
    host = StopRequest.objects.filter(stop=stop, state=RequestState.SCHEDULED).exclude(pk=row.pk).first()
    if host is not None and host.hosts and matches.standing(host) is None:
        Match.objects.create(host_request=host, rapporteur_request=row, made_by=by)
    row.stop = stop
    row.save(update_fields=["stop"])
    text = _("Accepted as rapporteur of “%(stop)s”.") % {"stop": stop.title}
    history.write(row, EntryKind.MATCH, by=by, text=text)
    matches.advance(row, RequestState.SCHEDULED, by=by)
