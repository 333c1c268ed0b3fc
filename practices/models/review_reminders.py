from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewReminder(models.Model):
    """The editors were told that a practice's review was due on that day: once, whatever its languages."""

    practice_key = models.UUIDField(_("translation key of the practice"))
    due = models.DateField(_("due"))
    told = models.DateTimeField(_("told"), auto_now_add=True)

    class Meta:
        verbose_name = _("review reminder")
        verbose_name_plural = _("review reminders")
        constraints = [models.UniqueConstraint(fields=("practice_key", "due"), name="review_reminder_once_a_due_date")]

    def __str__(self) -> str:
        return f"{self.practice_key} {self.due}"
