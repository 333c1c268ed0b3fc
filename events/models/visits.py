"""A visit: the guide that a rapporteur opens by a secret link, and what she writes down."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caravana_site.common import languages
from practices.models import PracticePage

from .guide import GuideLength
from .stops import StopPage

LONGEST_NOTE = 8000
"""What a device may send under one question; its page says so while one writes."""


class VisitQuerySet(models.QuerySet["Visit"]):
    def expired(self, now: datetime, days: int) -> Self:
        """Whose notes have had their time to become a story."""
        return self.filter(stop__end__lt=now - timedelta(days=days))


class Visit(models.Model):
    """One conversation at a stop. Its notes may name people: they are private, and gone a year after the stop."""

    PURPOSE = "visit"
    GOOD_AFTER = timedelta(days=60)
    """How long after the stop its link still opens."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stop = models.ForeignKey(StopPage, models.CASCADE, related_name="visits", verbose_name=_("stop"))
    practice = models.ForeignKey(
        PracticePage, models.SET_NULL, null=True, blank=True, related_name="visits", verbose_name=_("practice"),
        help_text=_("The draft that the notes fill in. Without one they wait here."),
    )  # fmt: skip
    language = models.CharField(_("language of the guide"), max_length=10, choices=languages.choices)
    length = models.CharField(_("time"), max_length=2, choices=GuideLength, default=GuideLength.WHOLE)
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip
    comments = models.JSONField(
        _("comments made"),
        default=list,
        editable=False,
        help_text=_("Keys of the page's comments that hold its notes."),
    )
    delivered = models.DateTimeField(_("notes brought to the story"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return f"{self.stop.title} · {timezone.localdate(self.stop.start):%d/%m/%Y}"

    @property
    def days_good(self) -> int:
        """For how many days from now a link to it is given."""
        return max((self.stop.end + self.GOOD_AFTER - timezone.now()).days, 1)


class VisitNote(models.Model):
    """What was written under one question. `number` grows with each change; `device` made the last one."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="notes")
    question = models.UUIDField(_("question"), help_text=_("Its translation key: the same in every language."))
    asked = models.CharField(_("question"), max_length=250, help_text=_("As it was put."))
    feeds = models.CharField(_("fills in"), max_length=20, blank=True)
    text = models.TextField(_("answer"), blank=True)
    number = models.PositiveIntegerField(default=0)
    device = models.CharField(max_length=36, blank=True)
    changed = models.DateTimeField(_("changed"), default=timezone.now)
    brought = models.TextField(_("as it was brought to the story"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("note of a visit")
        verbose_name_plural = _("notes of visits")
        constraints = [models.UniqueConstraint(fields=("visit", "question"), name="one_note_a_question")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
