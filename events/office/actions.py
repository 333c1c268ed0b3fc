"""What the buttons of a request's page do. Each returns what to tell whoever pressed it, or raises MoveError."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EntryKind, RequestEntry, RequestState, StopRequest
from events.stop_requests import history, moves

from . import matches, offers
from .board import name_of
from .forms import AcceptForm, BodyForm, MoveForm, NoteForm, OwnerForm, QuestionForm, SendingForm, UndoForm, ways
from .matches import OfficeError

ASKABLE = (RequestState.RECEIVED, RequestState.IN_STUDY, RequestState.NEEDS_INFORMATION)
Action = Callable[[StopRequest, dict[str, Any], Any], str]


def take(request: StopRequest, said: dict[str, Any], user: Any) -> str:
    """Whoever presses becomes its owner; one that was only received begins to be studied."""
    row = _own(request, user, user, said)
    if row.state == RequestState.RECEIVED:
        moves.move(row, RequestState.IN_STUDY, by=user)
    return _("You are in charge of it now.")


def assign(request: StopRequest, said: dict[str, Any], user: Any) -> str:
    owner = said["owner"]
    _own(request, owner, user, said)
    return _("In charge of it: %(name)s.") % {"name": name_of(owner)} if owner else _("Nobody is in charge of it now.")


def _own(request: StopRequest, owner: Any, user: Any, said: dict[str, Any]) -> StopRequest:
    row = matches.lock(request)[request.pk]
    if row.is_closed:
        raise OfficeError(_("This request is closed: nobody has to be in charge of it."))
    if row.owner_id == (owner.pk if owner else None):
        return row
    if row.owner_id != said["seen_owner"]:
        name = name_of(row.owner) if row.owner else _("Nobody")
        raise OfficeError(
            _("Meanwhile somebody else is in charge: %(name)s. Agree on it before you go on.") % {"name": name}
        )
    row.owner = owner
    row.save(update_fields=["owner"])
    text = name_of(owner) if owner else _("Nobody")
    history.write(row, EntryKind.OWNER, by=user, text=text, sending=said["sending"])
    return row


def move(request: StopRequest, said: dict[str, Any], user: Any) -> str:
    row = matches.lock(request)[request.pk]
    to = RequestState(said["to"])
    if row.state == said["expected"] and to not in ways(row, matches.standing(row)):
        raise OfficeError(_("It does not move that way by hand: see what the page offers for it."))
    moves.move(row, to, by=user, reason=said["reason"], expected=said["expected"], sending=said["sending"])
    return _("Moved to “%(state)s”.") % {"state": to.label}


def ask(request: StopRequest, said: dict[str, Any], user: Any) -> str:
    """The question is in the history before the move, so that whoever hears of the one finds the other."""
    row = matches.lock(request)[request.pk]
    if row.state != said["expected"]:
        moves.move(row, RequestState.NEEDS_INFORMATION, expected=said["expected"])  # says how it stands
    if row.state not in ASKABLE:
        raise OfficeError(_("Questions are asked while a request is being studied."))
    history.write(row, EntryKind.QUESTION, by=user, text=said["question"], sending=said["sending"])
    if row.state == RequestState.RECEIVED:
        moves.move(row, RequestState.IN_STUDY, by=user)
    if row.state == RequestState.IN_STUDY:
        moves.move(row, RequestState.NEEDS_INFORMATION, by=user)
    return _("The question is on its way.")


def note(request: StopRequest, said: dict[str, Any], user: Any) -> str:
    history.write(request, EntryKind.NOTE, by=user, text=said["note"], sending=said["sending"])
    return _("The note is kept.")


def undo(request: StopRequest, said: dict[str, Any], user: Any) -> str:
    match = matches.standing(request)
    if match is None:
        raise OfficeError(_("Somebody has undone this match meanwhile."))
    matches.part(match, by=user, reason=said["reason"])
    return _("The match is undone; its requests are being studied again.")


def link(request: StopRequest, said: dict[str, Any], user: Any) -> str:
    row = matches.lock(request)[request.pk]
    if row.stop_id:
        raise OfficeError(_("Its stop is made: change the host there."))
    row.organisation = said["organisation"]
    row.save(update_fields=["organisation"])
    text = _("Linked with %(body)s.") % {"body": row.organisation}
    history.write(row, EntryKind.NOTE, by=user, text=text, sending=said["sending"])
    return text


def accept(request: StopRequest, said: dict[str, Any], user: Any) -> str:
    if offers.accept(request, by=user):
        return _("The offer is accepted, and the stop’s page says so.")
    return _("The offer is accepted. The stop’s draft says so: send it for review, or publish it.")


ACTIONS: dict[str, tuple[type[SendingForm], Action]] = {
    "take": (AcceptForm, take),
    "assign": (OwnerForm, assign),
    "move": (MoveForm, move),
    "ask": (QuestionForm, ask),
    "note": (NoteForm, note),
    "undo": (UndoForm, undo),
    "link": (BodyForm, link),
    "accept": (AcceptForm, accept),
}


def perform(name: str, request: StopRequest, said: dict[str, Any], user: Any) -> str:
    """Do it, all or nothing. What was sent before is not done again."""
    with transaction.atomic():
        if RequestEntry.objects.filter(sending=said["sending"]).exists():
            return _("It was done already.")
        return ACTIONS[name][1](request, said, user)
