"""Joining a host's request with a rapporteur's, or with a body that is invited; and parting them."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from events.models import EntryKind, Match, RequestEntry, RequestState, StopRequest
from events.stop_requests import history, moves
from practices.models import Organisation

WITH = gettext_noop("With: %(body)s.")
GONE = gettext_noop("The other side cannot go on, so we are looking for another.")
MATCHABLE = (RequestState.RECEIVED, RequestState.IN_STUDY)


class OfficeError(moves.MoveError):
    """Something that staff asked for and that was not done; its text says why."""


def lock(*requests: StopRequest) -> dict[int, StopRequest]:
    """Those requests as they are now, kept from others until the transaction ends; always in the same order."""
    keys = [request.pk for request in requests]
    rows = StopRequest.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def said_in(language: str, text: str, **values: Any) -> str:
    """A sentence for an applicant, in their language."""
    with translation.override(language):
        return _(text) % values


def standing(request: StopRequest) -> Match | None:
    """The match that a request is in now, on whichever side."""
    rows = Match.objects.standing().select_related(
        "host_request__organisation", "rapporteur_request__organisation", "invited"
    )
    return (
        rows.filter(host_request=request).first()
        or rows.filter(rapporteur_request=request).first()
    )  # fmt: skip


def sides(match: Match) -> list[StopRequest]:
    """The requests of a match: the host's first."""
    return [side for side in (match.host_request, match.rapporteur_request) if side is not None]


@transaction.atomic
def join(
    host: StopRequest,
    *,
    rapporteur: StopRequest | None = None,
    invited: Organisation | None = None,
    by: Any,
) -> Match:
    """Make the match and move both to «matched», all or nothing. Of two staff at once, one is told."""
    both = [side for side in (host, rapporteur) if side is not None]
    if not host.hosts or (rapporteur is not None and (rapporteur == host or not rapporteur.reports)):
        raise OfficeError(_("A match is of a host and of a rapporteur that is not itself."))
    rows = lock(*both)
    for side in both:
        row = rows[side.pk]
        if row.state not in MATCHABLE:
            raise OfficeError(
                _("%(reference)s is “%(state)s” now, so it cannot be matched. Look at it again before you decide.")
                % {"reference": row.reference, "state": row.get_state_display()}
            )
        if standing(row):
            raise OfficeError(_("%(reference)s has a match already.") % {"reference": row.reference})
    match = Match.objects.create(host_request=host, rapporteur_request=rapporteur, invited=invited, made_by=by)
    for side in both:
        other = invited.name if invited else rapporteur.whose if side is host and rapporteur else host.whose
        history.write(side, EntryKind.MATCH, by=by, text=_("Matched with %(body)s.") % {"body": other})
        advance(side, RequestState.MATCHED, by=by, reason=said_in(side.reply_language, WITH, body=other))
    return match


def advance(request: StopRequest, to: RequestState, *, by: Any, reason: str = "") -> RequestEntry:
    """Move it by way of the states that stand between, which say nothing of their own."""
    between = {
        RequestState.RECEIVED: [RequestState.IN_STUDY, RequestState.MATCHED, RequestState.SCHEDULED],
        RequestState.IN_STUDY: [RequestState.MATCHED, RequestState.SCHEDULED],
        RequestState.MATCHED: [RequestState.SCHEDULED],
    }[RequestState(StopRequest.objects.values_list("state", flat=True).get(pk=request.pk))]
    for step in between[: between.index(to)]:
        moves.move(request, step, by=by)
    return moves.move(request, to, by=by, reason=reason)


@transaction.atomic
def part(match: Match, *, by: Any, reason: str) -> None:
    """Undo a match whose stop is not there yet: both go back to be studied, with the reason."""
    rows = lock(*sides(match))
    match = Match.objects.select_for_update(of=("self",)).get(pk=match.pk)
    if match.ended:
        raise OfficeError(_("Somebody has undone this match meanwhile."))
    if any(row.state == RequestState.SCHEDULED for row in rows.values()):
        raise OfficeError(_("Its stop is scheduled: cancel the stop and publish it, and the match ends with it."))
    end(match, reason)
    for side in rows.values():
        history.write(side, EntryKind.MATCH, by=by, text=_("The match was undone: %(reason)s") % {"reason": reason})
        if side.state == RequestState.MATCHED:
            moves.move(side, RequestState.IN_STUDY, by=by, reason=reason)


def end(match: Match, reason: str) -> None:
    match.ended, match.end_reason = timezone.now(), reason[:300]
    match.save(update_fields=["ended", "end_reason"])


def follow(request: StopRequest, entry: RequestEntry, **kwargs: Any) -> None:
    """Listener of the history: when one side goes away the other is not left waiting.

    Before the stop is scheduled the match ends and the other side is studied again; afterwards there is a stop to
    decide about, so the other side's staff read of it and nothing moves.
    """
    if entry.kind != EntryKind.MOVED or entry.after not in (RequestState.WITHDRAWN, RequestState.NOT_VIABLE):
        return
    match = standing(request)
    if match is None:
        return
    others = [side for side in sides(match) if side.pk != request.pk]
    if entry.before != RequestState.SCHEDULED:
        end(match, str(RequestState(entry.after).label))
    for other in others:
        if other.state == RequestState.MATCHED:
            moves.move(other, RequestState.IN_STUDY, reason=said_in(other.reply_language, GONE))
        elif other.state == RequestState.SCHEDULED:
            text = _("%(reference)s goes no further. Decide what becomes of the stop.")
            history.write(other, EntryKind.NOTE, text=text % {"reference": request.reference})
