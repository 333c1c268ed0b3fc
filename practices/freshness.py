"""Reviews that are due: the editors get one e-mail a due date, each in their own language."""

import logging
from datetime import date

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Locale

from caravana_site.common.editors import editors, write_to
from caravana_site.common.site_address import absolute
from practices.models import PracticePage, ReviewReminder

logger = logging.getLogger("caravana.freshness")
LISTED = 50  # practices in one message; the rest are counted


def tell_reviews_due(on: date | None = None) -> int:
    """Write to the editors of the practices whose review has come due since they were last written to.

    Returns how many practices were told. What was told is kept in the transaction that keeps the messages, so it can
    run twice: a due date is told once, and a new one again.
    """
    on = on or timezone.localdate()
    due = _untold(on)
    if not due:
        return 0
    told = editors()
    if not told:
        logger.warning("%s reviews are due and no editor has an e-mail address.", len(due))
        return 0
    try:
        with transaction.atomic():
            ReviewReminder.objects.bulk_create(
                ReviewReminder(practice_key=page.translation_key, due=page.next_review or on) for page in due
            )
            for email, language in told.items():
                write_to(email, language, lambda: _letter(due))
    except IntegrityError:
        return 0  # another worker has just told them
    return len(due)


def _untold(on: date) -> list[PracticePage]:
    """One page a practice, the default language's where there is one, the longest due first."""
    told = set(ReviewReminder.objects.filter(due__lte=on).values_list("practice_key", "due"))
    default = Locale.get_default().pk
    found: dict[object, PracticePage] = {}
    pages = PracticePage.objects.live().due_for_review(on).select_related("organisation").defer_streamfields()
    for page in sorted(pages, key=lambda page: (page.next_review, page.title)):
        if (page.translation_key, page.next_review) not in told and (
            page.translation_key not in found or page.locale_id == default
        ):
            found[page.translation_key] = page
    return list(found.values())


def _letter(pages: list[PracticePage]) -> tuple[str, str]:
    subject = ngettext("%(number)d practice is due for review", "%(number)d practices are due for review", len(pages))
    listed = [(page, absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))) for page in pages[:LISTED]]
    context = {"listed": listed, "number": len(pages), "more": len(pages) - len(listed)}
    return subject % {"number": len(pages)}, render_to_string("practices/mail/reviews_due.txt", context)
