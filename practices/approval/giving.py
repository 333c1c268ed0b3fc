"""What comes of a reading: remarks become comments for the editors, and the host's yes is kept with its version."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Comment

from caravana_site.common import secret_links
from caravana_site.common.editors import tell_editors, write_to
from caravana_site.common.site_address import absolute
from practices.models import Approval, ApprovalRemark, ApprovalRole, PracticePage

from .parts import Part


class ChangedMeanwhileError(Exception):
    """The draft is not the one that was read any more."""


def link_of(approval: Approval) -> str:
    """The address to read and approve at, in the reader's language."""
    with translation.override(approval.language):
        token = secret_links.current(Approval.PURPOSE, approval.key, days=Approval.GOOD_DAYS).token
        return absolute(reverse("approve_practice", args=[token]))


def send_link(approval: Approval) -> None:
    """Mail the link; without an address there is nobody to mail."""
    if not approval.email:
        return

    def letter() -> tuple[str, str]:
        title = draft_of(approval.practice).title
        lines = [
            _("The story “%(title)s” is written. Read it as it stands, with its video, before it is published:"),
            link_of(approval),
            _("Under each part you can write what is not right. When it is, approve it at the end of the page."),
            _("Only you have this link. It is good for %(days)d days."),
        ]
        words = {"title": title, "days": Approval.GOOD_DAYS}
        return _("Is this story right?"), "\n\n".join(line % words if "%(" in line else line for line in lines)

    write_to(approval.email, approval.language, letter)


def draft_of(practice: PracticePage) -> PracticePage:
    """The latest version, published or not."""
    draft: PracticePage = practice.get_latest_revision_as_object()
    return draft


def remark(approval: Approval, texts: list[tuple[Part, str]]) -> int:
    """Keep the remarks that are new and put each as a comment on its part; returns how many there were."""
    kept = 0
    with transaction.atomic():
        author = approval.asked_by or approval.practice.owner
        for part, text in texts:
            _row, made = ApprovalRemark.objects.get_or_create(
                approval=approval, part=part.path, text=text, defaults={"heading": part.heading}
            )
            if made and author is not None:
                said = f"{approval.get_role_display()} ({approval.holder}): {text}"
                Comment.objects.create(page=approval.practice, user=author, text=said, contentpath=part.path)
            kept += made
        if kept:
            _tell(
                approval,
                gettext_lazy("Somebody remarks on a story"),
                gettext_lazy("There are remarks on the draft of “%(title)s”:"),
            )
    return kept


def approve(approval: Approval, revision: int | None, signed: str) -> None:
    """Keep the yes with the version that was read; raises ChangedMeanwhileError when there is a newer one.

    The host's goes into the page too, draft and live row: publishing asks for it.
    """
    with transaction.atomic():
        practice = PracticePage.objects.select_for_update(of=("self",)).get(pk=approval.practice_id)
        if practice.latest_revision_id != revision:
            raise ChangedMeanwhileError
        approval.approved, approval.signed, approval.revision_id = timezone.now(), signed, revision
        approval.save(update_fields=["approved", "signed", "revision"])
        if approval.role == ApprovalRole.HOST:
            _note_in_page(practice, approval)
        _tell(approval, gettext_lazy("A story is approved"), gettext_lazy("“%(title)s” has been read and approved:"))


def _note_in_page(practice: PracticePage, approval: Approval) -> None:
    noted = {
        "approved_by": approval.holder,
        "approved_on": timezone.localdate(approval.approved),
        "unapproved_reason": "",
    }
    PracticePage.objects.filter(translation_key=practice.translation_key).update(**noted)
    PracticePage.objects.filter(pk=practice.pk).update(approved_revision=approval.revision_id)
    draft = draft_of(practice)
    for name, value in noted.items():
        setattr(draft, name, value)
    draft.approved_revision_id = approval.revision_id
    draft.save_revision(clean=False)


def _tell(approval: Approval, subject: Any, sentence: Any) -> None:
    """Write to the editors, naming nobody."""
    where = absolute(reverse("wagtailadmin_pages:edit", args=[approval.practice_id]))
    title = approval.practice.get_latest_revision_as_object().title
    tell_editors(lambda: (str(subject), f"{sentence % {'title': title}}\n\n{where}\n"))
