"""What a practice is refused for, whichever way its publication was asked for.

The editor's form says what is missing before anything is tried. The other ways (approval of a workflow, several pages
at once, the clock) meet the gate in `BasePage.publish`; a translation meets it before its live row is written.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from caravana_site.common.publications import RefusedError
from practices.approval.versions import approval_is_of_another_version
from practices.models import PracticePage
from practices.publication import missing

CALLED_OFF = "practices.publication_called_off"
WITHOUT_APPROVAL = "practices.published_without_approval"


class NotReadyError(RefusedError):
    """A practice that may not be published yet, with what it lacks."""

    called_off = CALLED_OFF


def gate(revision: Revision) -> None:
    """Raise NotReadyError while that version of a practice lacks something."""
    if isinstance(revision.content_object, PracticePage):
        refuse_unready(revision.as_object())


def note_reason(instance: Any, revision: Revision | None = None, **kwargs: Any) -> None:
    """Keep in the history why it was published without the host's approval. Handler of `page_published`."""
    if instance.unapproved_reason:
        user = revision.user if revision else None
        log(instance=instance, action=WITHOUT_APPROVAL, user=user, data={"reason": instance.unapproved_reason})


def refuse_in_editor(request: HttpRequest, page: Any) -> None:
    """Wagtail's hook `before_publish_page`: the form, which has been saved as a draft, cannot compare versions."""
    if hasattr(page, "unapproved_reason"):
        refuse_unready(page.get_latest_revision_as_object())


def lacks(page: Any) -> list[Any]:
    """What is missing, and whether the host's approval was of what it tells now."""
    found = missing(page)
    if not page.unapproved_reason and approval_is_of_another_version(page):
        found.append(_("It has changed since the host approved it: ask again, or write why it is published without."))
    return found


def refuse_unready(page: Any) -> None:
    """Raise NotReadyError while the page, saved or not, lacks something."""
    if lacking := lacks(page):
        sentence = _("“%(title)s” cannot be published yet. Nothing was published.") % {"title": page.title}
        raise NotReadyError(page, sentence, lacking)
