"""By the clock: answers that are nearly due or overdue, and the statement's yearly review, each told once."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale

from caravana_site.common.editors import tell_editors
from caravana_site.common.site_address import absolute
from home.models import AccessibilityMessage, AccessibilityStatementPage, Holiday, StatementReminder

NEARLY = 5  # working days left
STATEMENT_IS_OLD = timedelta(days=335)  # eleven months: the review is due every year (RD 1112/2018, art. 15)


class NobodyToTellError(Exception):
    """No editor has an address, nor has the site: it is tried again at the next turn of the clock."""


def tell_deadlines(on: date | None = None) -> int:
    """Write to the editors of each answer that is nearly due, once, and once more when it is overdue.

    Returns how many messages were told. What was told is kept in the transaction that keeps the mail.
    """
    on = on or timezone.localdate()
    holidays = Holiday.objects.days()
    told = 0
    for message in AccessibilityMessage.objects.open():
        left = message.left(on, holidays)
        if left is None or left > NEARLY:
            continue
        told += _tell(message, left, on)
    return told


def _tell(message: AccessibilityMessage, left: int, on: date) -> int:
    mark = "overdue_told_on" if left < 0 else "warned_on"
    untold = AccessibilityMessage.objects.filter(pk=message.pk, answered=None, **{mark: None})
    try:
        with transaction.atomic():
            if not untold.update(**{mark: on}):
                return 0
            _write(message, left)
    except NobodyToTellError:
        return 0
    return 1


def _write(message: AccessibilityMessage, left: int) -> None:
    where = absolute(reverse("wagtailsnippets_home_accessibilitymessage:edit", args=[message.pk]))

    def letter() -> tuple[str, str]:
        day = date_format(message.due_on, "DATE_FORMAT") if message.due_on else ""
        words = {"reference": message.reference, "days": abs(left), "day": day}
        if left < 0:
            subject = _("Overdue: message on accessibility %(reference)s")
            text = ngettext(
                "Its answer was due on %(day)s: it is %(days)d working day late.",
                "Its answer was due on %(day)s: it is %(days)d working days late.",
                -left,
            )
        else:
            subject = _("Nearly due: message on accessibility %(reference)s")
            text = ngettext(
                "Its answer is due on %(day)s: %(days)d working day is left.",
                "Its answer is due on %(day)s: %(days)d working days are left.",
                left,
            )
        return subject % words, f"{text % words}\n\n{where}\n"

    if not tell_editors(letter):
        raise NobodyToTellError


def old_statements(on: date) -> list[AccessibilityStatementPage]:
    """The live statement in the site's first language, when eleven months have passed since its review."""
    live = AccessibilityStatementPage.objects.live().filter(locale=Locale.get_default())
    return list(live.filter(reviewed_on__lte=on - STATEMENT_IS_OLD))


def tell_statement_due(on: date | None = None) -> int:
    """Write to the editors that the statement needs its review, once a review; returns how many were told of."""
    told = 0
    for page in old_statements(on or timezone.localdate()):
        where = absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))

        def letter(page: AccessibilityStatementPage = page, where: str = where) -> tuple[str, str]:
            text = _("It was last reviewed on %(day)s, and the law asks for a review every year. Review it here:") % {
                "day": date_format(page.reviewed_on, "DATE_FORMAT")
            }
            return _("The accessibility statement needs its yearly review."), f"{text}\n\n{where}\n"

        try:
            with transaction.atomic():
                StatementReminder.objects.create(reviewed_on=page.reviewed_on)
                if not tell_editors(letter):
                    raise NobodyToTellError
        except (IntegrityError, NobodyToTellError):
            continue  # told before, or nobody to tell yet
        told += 1
    return told
