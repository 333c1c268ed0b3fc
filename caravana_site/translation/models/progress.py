"""How far the translation was, day by day."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class ProgressDay(models.Model):
    """At the end of a day: what of one type was translated from a language into another."""

    day = models.DateField(_("day"))
    source_locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    target_locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    objects_total = models.PositiveIntegerField()  # pages or terms, translated or not
    objects_done = models.PositiveIntegerField()  # those that lack nothing and are public
    words_total = models.PositiveIntegerField()
    words_done = models.PositiveIntegerField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "source_locale", "target_locale", "content_type"], name="progress_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.words_done}/{self.words_total}"
