"""When drafts were asked for and made, and what kept the machine from its part."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation


class RunProblem(models.TextChoices):
    ABSENT = "absent", _("The machine is not installed or configured on this server: nothing comes from it.")
    SILENT = "silent", _("The machine did not answer in time: nothing comes from it. Ask again later.")
    BROKEN = "broken", _("The machine failed: nothing comes from it. Ask again later.")


class SuggestionRun(models.Model):
    """The last time that suggestions were asked for a translation."""

    Problem = RunProblem

    translation = models.OneToOneField(Translation, models.CASCADE, related_name="suggestion_run")
    asked_at = models.DateTimeField()
    waiting = models.BooleanField(default=True)
    """A job is in the queue that has not begun."""
    made_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=10, blank=True, choices=RunProblem)

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.asked_at}"

    @property
    def is_awaited(self) -> bool:
        """What was asked for last is not there yet."""
        return self.made_at is None or self.made_at < self.asked_at
