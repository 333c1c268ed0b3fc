"""How a request's state moves: along the allowed ways, one move at a time, each with its line in the history."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import WAYS, EntryKind, RequestEntry, RequestState, StopRequest

from . import history


class MoveError(Exception):
    """A move that was not made; its text says why and what to do, in the active language."""


class ForbiddenMoveError(MoveError):
    """There is no such way from where the request stands."""


class StaleMoveError(MoveError):
    """Somebody else moved it meanwhile."""


class MissingReasonError(MoveError):
    """What is not viable says why."""


def move(
    request: StopRequest,
    to: RequestState,
    *,
    by: Any = None,
    by_applicant: bool = False,
    reason: str = "",
    expected: str | None = None,
    sending: UUID | None = None,
) -> RequestEntry:
    """Move it, write it down and tell who listens, all in one transaction; raises MoveError and changes nothing.

    `expected` is the state that was on the mover's screen: of two who move it at once, one is told.
    """
    with transaction.atomic():
        current = StopRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        before = RequestState(current.state)
        if expected is not None and before != expected:
            raise StaleMoveError(
                _("Somebody has moved it meanwhile: now it is “%(state)s”. Look at it again before you decide.")
                % {"state": before.label}
            )
        if to not in WAYS[before]:
            raise ForbiddenMoveError(
                _("A request that is “%(before)s” cannot become “%(after)s”.")
                % {"before": before.label, "after": to.label}
            )
        if to is RequestState.NOT_VIABLE and not reason:
            raise MissingReasonError(_("Say why it is not viable: the applicant will read it."))
        current.state, current.state_since, current.state_reason = to, timezone.now(), reason
        current.save(update_fields=["state", "state_since", "state_reason"])
        request.refresh_from_db(fields=["state", "state_since", "state_reason"])
        return history.write(
            request,
            EntryKind.MOVED,
            by=by,
            by_applicant=by_applicant,
            text=reason,
            before=before,
            after=to,
            sending=sending,
        )
