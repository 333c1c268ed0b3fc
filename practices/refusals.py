"""What becomes of a publication that is refused, whichever way it was asked for.

The editor's form says what is missing before anything is tried. The other ways (approval of a workflow, several pages
at once, the clock) meet the gate in `PracticePage.publish`; a translation meets it before its live row is written.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from caravana_site.common.editors import language_of, write_to
from caravana_site.common.site_address import absolute
from practices.approval.versions import approval_is_of_another_version
from practices.publication import NotReadyError, missing

CALLED_OFF = "practices.publication_called_off"
WITHOUT_APPROVAL = "practices.published_without_approval"
BY_THE_CLOCK = "wagtail.publish.scheduled"


class NotReadyMiddleware:
    """An editor whose publication was refused is told what is missing, on the page's own form."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, NotReadyError):
            return None
        reasons = format_html_join("", "<li>{}</li>", ((one,) for one in error.missing))
        messages.error(request, format_html("{}<ul>{}</ul>", error.sentence, reasons))
        return redirect("wagtailadmin_pages:edit", error.page.pk)


def gate(revision: Revision, *, by_the_clock: bool) -> bool:
    """Whether the revision may be published; raises NotReadyError where somebody is there to read it."""
    page = revision.as_object()
    if not by_the_clock:
        refuse_unready(page)
    elif lacking := lacks(page):
        _call_off(revision, page, lacking)
        return False
    return True


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
        raise NotReadyError(page, lacking)


def _call_off(revision: Revision, page: Any, lacking: list[Any]) -> None:
    """Take it out of the schedule, or the clock would fail on it every minute, and tell who scheduled it."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=page, action=CALLED_OFF, revision=revision, data={"missing": [str(one) for one in lacking]})
    user = revision.user or page.owner
    if user is None or not user.email:
        return

    def letter() -> tuple[str, str]:
        subject = _("“%(title)s” was not published") % {"title": page.title}
        lines = [_("It was scheduled, but this is missing:"), *(f"- {one}" for one in lacking), ""]
        return subject, "\n".join([*lines, absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))])

    write_to(user.email, language_of(user) or page.locale.language_code, letter)
