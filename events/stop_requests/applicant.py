"""What applicants do with their request, behind their link. Each thing twice is the thing once."""

from typing import Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from caravana_site.common import secret_links
from caravana_site.common.models import SecretLink
from caravana_site.common.site_address import absolute
from events.models import EntryKind, RequestEntry, RequestFile, RequestState, StopRequest

from . import files, history, moves

PURPOSE = "stop-request"


class NotKeptError(Exception):
    """What was not done; its text says why, in the active language."""


def address_of(request: StopRequest, language: str) -> str:
    """The whole address of the page where it is followed, with the link that is good now."""
    token = secret_links.current(PURPOSE, request.key).token
    with translation.override(language):
        return absolute(reverse("follow_request", args=[token]))


def of_link(link: SecretLink) -> StopRequest | None:
    """The request that a link leads to."""
    whole = StopRequest.objects.that_count().select_related("organisation", "theme", "stop", "announced_stop")
    found: StopRequest | None = whole.filter(key=link.subject).first()
    return found


def open_question(request: StopRequest) -> RequestEntry | None:
    """The last thing that was asked, while an answer is waited for."""
    if request.state != RequestState.NEEDS_INFORMATION:
        return None
    asked = request.entries.filter(kind__in=[EntryKind.QUESTION, EntryKind.MOVED]).exclude(text="")
    return asked.order_by("-at", "-pk").first()


def answer(request: StopRequest, text: str, sending: UUID) -> None:
    """Keep the answer and go on studying it; raises MoveError when nothing is asked any more."""
    own = _own(request, sending)
    with transaction.atomic():
        _alone(request)
        if _done(own):
            return
        history.write(request, EntryKind.ANSWER, by_applicant=True, text=text, sending=own)
        moves.move(request, RequestState.IN_STUDY, by_applicant=True, expected=RequestState.NEEDS_INFORMATION)


def add_file(request: StopRequest, upload: UploadedFile, sending: UUID) -> None:
    """Keep a file that has been looked at; raises NotKeptError. Without its row no file stays behind."""
    own = _own(request, sending)
    with transaction.atomic():
        _alone(request)
        if _done(own):
            return
        if request.is_closed:
            raise NotKeptError(_("It is closed: nothing can be added any more."))
        if request.files.count() >= files.MOST_FILES:
            raise NotKeptError(_("There are ten files already, and that is the most."))
        row = RequestFile(request=request, name=files.name_of(upload), size=upload.size or 0)
        try:
            row.file.save("", upload, save=False)
            row.save()
            history.write(request, EntryKind.FILE, by_applicant=True, text=row.name, sending=own)
        except BaseException as error:
            if row.file.name:
                row.file.storage.delete(row.file.name)
            if isinstance(error, OSError):  # a disk that is full, most often
                raise NotKeptError(_("The file could not be kept. Try again later; the rest is as it was.")) from error
            raise


def withdraw(request: StopRequest, reason: str, sending: UUID) -> None:
    """Take it back, for good; raises MoveError for one that is closed."""
    own = _own(request, sending)
    with transaction.atomic():
        _alone(request)
        if not _done(own):
            moves.move(request, RequestState.WITHDRAWN, by_applicant=True, reason=reason, sending=own)


def replace_link(request: StopRequest) -> None:
    """Take the link back and mail a new one, which is shown nowhere: who holds the old one may be anybody."""
    with transaction.atomic():
        secret_links.replace(PURPOSE, request.key)
        history.write(request, EntryKind.LINK, by_applicant=True)


def lost_by(email: str, reference: str) -> StopRequest | None:
    """The request of that address and number."""
    told = reference.strip().upper()
    mine: Any = StopRequest.objects.that_count().about(email)
    return next((request for request in mine if request.reference == told), None)


def _own(request: StopRequest, sending: UUID) -> UUID:
    """The sending's key among this request's alone: nobody else's can stand in its way."""
    return uuid5(request.key, sending.hex)


def _done(sending: UUID) -> bool:
    return RequestEntry.objects.filter(sending=sending).exists()


def _alone(request: StopRequest) -> None:
    """Wait for whoever else is at this request."""
    StopRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    request.refresh_from_db(fields=["state", "state_since", "state_reason"])
