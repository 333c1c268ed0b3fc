"""What a translator asks the author, and what the author answers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import String, TranslationContext

from .tasks import TranslationTask


class SegmentQuestionQuerySet(models.QuerySet["SegmentQuestion"]):
    def open(self) -> "SegmentQuestionQuerySet":
        return self.filter(answered_at=None)

    def unread(self) -> "SegmentQuestionQuerySet":
        """Answered, and whoever asked has not read it yet."""
        return self.filter(answered_at__isnull=False, seen_at=None)


class SegmentQuestion(models.Model):
    """About one text of a task. It names the text and its place, not the segment, which goes when the text changes."""

    task = models.ForeignKey(TranslationTask, models.CASCADE, related_name="questions")
    context = models.ForeignKey(TranslationContext, models.CASCADE, related_name="+")
    string = models.ForeignKey(String, models.CASCADE, related_name="+")
    text = models.TextField(_("question"), max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When whoever asked had read the answer; until then its task is marked in the queue."""

    objects = SegmentQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to the author")
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.text
