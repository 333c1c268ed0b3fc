"""A publication by the clock that may not happen: nobody is there to read a refusal, so it is called off and told."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from caravana_site.common.editors import language_of, write_to
from caravana_site.common.site_address import absolute


def call_off(revision: Revision, page: Any, lacking: list[Any], *, action: str) -> None:
    """Take it out of the schedule, or the clock would fail on it every minute, and tell who scheduled it."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=page, action=action, revision=revision, data={"missing": [str(one) for one in lacking]})
    user = revision.user or page.owner
    if user is None or not user.email:
        return

    def letter() -> tuple[str, str]:
        subject = _("“%(title)s” was not published") % {"title": page.title}
        lines = [_("It was scheduled, but this is missing:"), *(f"- {one}" for one in lacking), ""]
        return subject, "\n".join([*lines, absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))])

    write_to(user.email, language_of(user) or page.locale.language_code, letter)
