"""Reviews that are due: the editors get one e-mail a due date, each in their own language."""

import logging
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from caravana_site.common.groups import COMMUNICATION, REVIEWERS, ROLES
from caravana_site.common.models import User
from practices.models import PracticePage, ReviewReminder

logger = logging.getLogger("caravana.freshness")
LISTED = 50  # practices in one message; the rest are counted
TOLD = (COMMUNICATION, REVIEWERS)


def tell_reviews_due(on: date | None = None) -> int:
    """Write to the editors of the practices whose review has come due since they were last written to.

    Returns how many practices were told. What was told is kept in the transaction that keeps the messages, so it can
    run twice: a due date is told once, and a new one again.
    """
    on = on or timezone.localdate()
    due = _untold(on)
    if not due:
        return 0
    editors = list(_editors())
    if not editors:
        logger.warning("%s reviews are due and no editor has an e-mail address.", len(due))
        return 0
    try:
        with transaction.atomic():
            ReviewReminder.objects.bulk_create(
                ReviewReminder(practice_key=page.translation_key, due=page.next_review or on) for page in due
            )
            for editor in editors:
                _write(editor, due)
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


def _editors() -> QuerySet[User]:
    names = [ROLES[key].name for key in TOLD]
    return get_user_model().objects.filter(is_active=True, groups__name__in=names).exclude(email="").distinct()


def _write(editor: User, due: Iterable[PracticePage]) -> None:
    pages = list(due)
    profile = UserProfile.objects.filter(user=editor).first()
    with translation.override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
        subject = ngettext(
            "%(number)d practice is due for review", "%(number)d practices are due for review", len(pages)
        )
        listed = [
            (page, f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}")
            for page in pages[:LISTED]
        ]
        context = {"listed": listed, "number": len(pages), "more": len(pages) - len(listed)}
        text = render_to_string("practices/mail/reviews_due.txt", context)
        send_mail(subject % {"number": len(pages)}, text, None, [editor.email])
