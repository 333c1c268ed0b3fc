"""What people write about the accessibility of the site, and the deadline that each has (RD 1112/2018)."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caravana_site.common.models import Submission
from caravana_site.common.models.submissions import SubmissionQuerySet

from .working_days import Holiday, days_left, deadline

DAYS_TO_ANSWER = 20  # working days
REFERENCE_LENGTH = 8


class AccessibilityRoute(models.TextChoices):
    """The three ways in: articles 10.2.a, 12 and 13."""

    LACK = "lack", _("something that is not accessible")
    INFORMATION = "information", _("request for information in an accessible form")
    COMPLAINT = "complaint", _("complaint")


class AccessibilityMessageQuerySet(SubmissionQuerySet):
    def open(self) -> Self:
        """What counts and nobody has answered, the first due first."""
        waiting = self.that_count().filter(answered=None)
        return waiting.order_by("due_on", "received")  # type: ignore[no-any-return]  # Submission's manager has no type

    def overdue(self, on: date) -> Self:
        return self.open().filter(due_on__lt=on)


class AccessibilityMessage(Submission):
    """A communication, a request or a complaint: answered in twenty working days."""

    route = models.CharField(_("what it is"), max_length=12, choices=AccessibilityRoute)
    earlier_reference = models.CharField(_("reference of the earlier one"), max_length=20, blank=True)
    earlier = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="complaints",
        verbose_name=_("the earlier one"),
    )  # fmt: skip
    page_path = models.CharField(_("page"), max_length=500, blank=True)
    text = models.TextField(_("message"), max_length=4000)
    due_on = models.DateField(_("answer due on"), null=True, editable=False, db_index=True)
    answer = models.TextField(_("answer"), max_length=8000, blank=True)
    answered = models.DateTimeField(_("answered"), null=True, editable=False)
    warned_on = models.DateField(_("editors told that it is nearly due"), null=True, editable=False)
    overdue_told_on = models.DateField(_("editors told that it is overdue"), null=True, editable=False)
    note = models.TextField(_("note"), max_length=2000, blank=True, help_text=_("For the editors. Never shown."))

    objects: ClassVar[models.Manager[Any]] = AccessibilityMessageQuerySet.as_manager()

    class Meta(Submission.Meta):
        verbose_name = _("message on accessibility")
        verbose_name_plural = _("messages on accessibility")

    @property
    def received_on(self) -> date:
        """The day in Madrid on which it was sent; what has to be confirmed keeps the day of its sending."""
        return timezone.localdate(self.received)

    def take_in(self) -> None:
        """Once it counts: its deadline, and the earlier one that it names."""
        self.due_on = deadline(self.received_on, DAYS_TO_ANSWER, Holiday.objects.days())
        self.earlier = self.called(self.earlier_reference) if self.earlier_reference else None
        self.save(update_fields=["due_on", "earlier"])

    def left(self, on: date, holidays: frozenset[date]) -> int | None:
        """Working days left to answer, negative when overdue; None once answered."""
        return None if self.answered or self.due_on is None else days_left(on, self.due_on, holidays)

    @classmethod
    def called(cls, reference: str) -> "AccessibilityMessage | None":
        """The message of that reference, which is how its key begins."""
        start = "".join(reference.split()).lower()
        try:
            first, last = (uuid.UUID(start + end * (32 - REFERENCE_LENGTH)) for end in "0f")
        except ValueError:
            return None
        found: AccessibilityMessage | None = cls.objects.that_count().filter(key__range=(first, last)).first()
        return found


def reckon_deadlines() -> int:
    """Reckon anew what is not answered yet, since a holiday came or went; returns how many deadlines moved."""
    holidays, moved = Holiday.objects.days(), []
    for message in AccessibilityMessage.objects.open():
        due = deadline(message.received_on, DAYS_TO_ANSWER, holidays)
        if due != message.due_on:
            message.due_on = due
            moved.append(message)
    AccessibilityMessage.objects.bulk_update(moved, ["due_on"])
    return len(moved)


def holiday_changed(**kwargs: Any) -> None:
    """Signal handler: what editors keep about holidays moves the deadlines that hang from it."""
    reckon_deadlines()


class StatementReminder(models.Model):
    """The editors were told that the statement last reviewed on that day needs its yearly review: once."""

    reviewed_on = models.DateField(_("last reviewed on"), unique=True)
    told = models.DateTimeField(_("told"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder of the accessibility statement")
        verbose_name_plural = _("reminders of the accessibility statement")

    def __str__(self) -> str:
        return f"{self.reviewed_on:%Y-%m-%d}"
