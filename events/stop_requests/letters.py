"""Messages about a request: to its applicant in the language they chose, and to the editors, naming nobody.

They leave with what they tell of: written in its transaction, kept as rows, tried until they go.
"""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caravana_site.common import letters
from caravana_site.common.editors import tell_editors
from caravana_site.common.groups import COMMUNICATION
from caravana_site.common.letters import Letter
from caravana_site.common.public_forms import limits
from caravana_site.common.site_address import absolute
from events.models import SHOWN_TO_APPLICANT, EntryKind, RequestEntry, RequestState, StopRequest

from .applicant import address_of
from .history import entry_written
from .sentences import public_stop, said_of


def connect() -> None:
    entry_written.connect(_on_entry, dispatch_uid="events.stop_requests.letters")


def receive(request: StopRequest) -> None:
    """A request counts from now on: its applicant gets the link, and the editors know that there is one."""
    if limits.may_write_to(request.email):
        _write(request, _received)
    _tell_editors(request, _asked_for)


def _on_entry(request: StopRequest, entry: RequestEntry, **kwargs: Any) -> None:
    match entry.kind:
        case EntryKind.MOVED if entry.by_applicant:
            if entry.after == RequestState.WITHDRAWN:
                _write(request, _withdrawn)
                _tell_editors(request, _taken_back)
        case EntryKind.MOVED if entry.after == RequestState.NEEDS_INFORMATION and not entry.text:
            pass  # the question is an entry of its own, and has its message
        case EntryKind.MOVED if entry.after == RequestState.NEEDS_INFORMATION:
            _write(request, _asked, entry)
        case EntryKind.MOVED if (
            entry.after == RequestState.IN_STUDY and entry.before == RequestState.RECEIVED and _has_been_asked(request)
        ):
            pass  # the question says already that somebody is at it
        case EntryKind.MOVED:
            _write(request, _moved, entry)
        case EntryKind.QUESTION:
            _write(request, _asked, entry)
        case EntryKind.ANSWER:
            _tell_editors(request, _answered)
        case EntryKind.LINK:
            _write(request, _new_link)
        case kind if kind in SHOWN_TO_APPLICANT and not entry.by_applicant and entry.text:
            _write(request, _news, entry)


def _has_been_asked(request: StopRequest) -> bool:
    return RequestEntry.objects.filter(request=request, kind=EntryKind.QUESTION).exists()


def _write(request: StopRequest, letter: Any, *told: RequestEntry) -> None:
    letters.send(lambda: letter(request, *told), request.email, language=request.reply_language)


def _about(request: StopRequest, subject: str) -> str:
    """A subject that can be found again."""
    return f"{subject} · {request.reference}"


def _followed(request: StopRequest) -> tuple[str, str]:
    return _("Follow your request"), address_of(request, request.reply_language)


def _secret() -> str:
    return _(
        "The link is yours alone: whoever has it can see the request and answer for you. If it goes astray, ask for a "
        "new one on that same page, and this one stops working."
    )


def _received(request: StopRequest) -> Letter:
    return Letter(
        _about(request, _("We have your request for a stop")),
        [
            _("We have your request for a stop. Its number is %(reference)s.") % {"reference": request.reference},
            _("With the link you see how it goes, you answer what we ask, you add files or you withdraw it."),
        ],
        link=_followed(request),
        closing=[_secret(), _("If it was not you who asked for it, withdraw it there.")],
    )


def _asked(request: StopRequest, entry: RequestEntry) -> Letter:
    return Letter(
        _about(request, _("A question about your request")),
        [
            _("To go on with your request %(reference)s we need to know something:") % {"reference": request.reference},
            _("Answer it on the page of your request. Until then it waits."),
        ],
        quoted=entry.text,
        link=(_("Answer the question"), address_of(request, request.reply_language)),
    )


def _moved(request: StopRequest, entry: RequestEntry) -> Letter:
    state = RequestState(entry.after)
    paragraphs = [
        _("Your request %(reference)s is now “%(state)s”.") % {"reference": request.reference, "state": state.label},
        said_of(request),
    ]
    if (stop := public_stop(request)) is not None:
        paragraphs.append(absolute(stop.url or "/"))
    return Letter(
        _about(request, capfirst(_("your request: %(state)s") % {"state": state.label})),
        paragraphs,
        quoted=entry.text,
        link=_followed(request),
    )


def _news(request: StopRequest, entry: RequestEntry) -> Letter:
    return Letter(
        _about(request, _("News of your stop")),
        [_("About your request %(reference)s:") % {"reference": request.reference}],
        quoted=entry.text,
        link=_followed(request),
    )


def _new_link(request: StopRequest) -> Letter:
    return Letter(
        _about(request, _("A new link to your request")),
        [
            _("This is the new link to your request %(reference)s. Those that you had do not work any more.")
            % {"reference": request.reference}
        ],
        link=_followed(request),
        closing=[_secret()],
    )


def _withdrawn(request: StopRequest) -> Letter:
    return Letter(
        _about(request, _("Your request is withdrawn")),
        [
            _("You have withdrawn your request %(reference)s: nobody works on it any more.")
            % {"reference": request.reference},
            _("When its time is over everything is deleted. You can ask for a stop again whenever you like."),
        ],
        link=_followed(request),
    )


def _tell_editors(request: StopRequest, letter: Any) -> None:
    tell_editors(lambda: letter(request), groups=[COMMUNICATION])


def _asked_for(request: StopRequest) -> tuple[str, str]:
    text = _("A new request for a stop has come: %(reference)s. It is on the board of requests in the administration:")
    return _about(request, _("A new request for a stop")), _with_address(text, request)


def _answered(request: StopRequest) -> tuple[str, str]:
    text = _("The applicant of %(reference)s has answered. It is being studied again:")
    return _about(request, _("An answer to your question")), _with_address(text, request)


def _taken_back(request: StopRequest) -> tuple[str, str]:
    text = _("The applicant has withdrawn %(reference)s. There is nothing left to do:")
    return _about(request, _("A request is withdrawn")), _with_address(text, request)


def _with_address(text: str, request: StopRequest) -> str:
    address = absolute(reverse("office_request", args=[request.pk]))
    return f"{text % {'reference': request.reference}}\n\n{address}\n"
