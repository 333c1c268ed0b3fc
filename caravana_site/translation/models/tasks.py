"""What waits for a translator: one task for each translation of wagtail-localize."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation


class TaskState(models.TextChoices):
    TRANSLATE = "translate", _("To translate")
    REVIEW = "review", _("To review")
    DONE = "done", _("Done")


class TranslationTaskQuerySet(models.QuerySet["TranslationTask"]):
    def waiting(self) -> "TranslationTaskQuerySet":
        """What somebody still has to do; a translation that was stopped waits for nobody."""
        return self.filter(translation__enabled=True).exclude(state=TaskState.DONE)


class TranslationTask(models.Model):
    """Where the translation of a page or term is, who has it, and how much it lacks.

    Words are those of the source's texts. The counts are brought up to date by `counts.recount`, which looks only at
    tasks that are marked.
    """

    State = TaskState

    translation = models.OneToOneField(Translation, models.CASCADE, related_name="task")
    state = models.CharField(_("state"), max_length=10, choices=TaskState, default=TaskState.TRANSLATE)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="translation_tasks",
        verbose_name=_("assigned to"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("waiting since"), null=True)
    stale_since = models.DateTimeField(_("out of date since"), null=True)
    """When the source changed under a translation that was public."""
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    returned_note = models.TextField(_("why it came back"), blank=True, max_length=2000)
    texts_total = models.PositiveIntegerField(default=0)
    texts_left = models.PositiveIntegerField(default=0)
    words_total = models.PositiveIntegerField(default=0)
    words_left = models.PositiveIntegerField(default=0)
    count_again = models.BooleanField(default=True)
    published_texts = models.JSONField(default=dict)
    """What was public last: “context:string” to the text, to compare with."""
    published_shape = models.CharField(max_length=64, blank=True)
    """Of the source from which that was made (`shapes`)."""

    objects = TranslationTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation task")
        verbose_name_plural = _("translation tasks")
        permissions = [("assign_translationtask", _("Can hand out translations and set their days"))]
        indexes = [
            models.Index(fields=["state", "due_on"], name="translation_task_waiting"),
            models.Index(fields=["count_again"], condition=models.Q(count_again=True), name="translation_task_count"),
        ]

    def __str__(self) -> str:
        return f"{self.translation.source.object_repr} → {self.translation.target_locale}"


class DigestSent(models.Model):
    """Until when a person has been told what waits: one message for many things."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    told_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user}: {self.told_until}"
