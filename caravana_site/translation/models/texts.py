"""Texts beside the translators' own: what is proposed, and what was there before."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.models import String, StringSegment, TranslationContext


class SuggestionKind(models.TextChoices):
    """From the most to the least trusted."""

    PREVIOUS = "previous", _("What was here before")
    EXACT = "exact", _("Translated the same elsewhere")
    FUZZY = "fuzzy", _("Something like it elsewhere")
    TERM = "term", _("Termbase")
    MACHINE = "machine", _("Machine")


class Suggestion(models.Model):
    """A draft for one segment, made by the queue. It goes with its segment, hence as soon as the source changes."""

    Kind = SuggestionKind

    segment = models.ForeignKey(StringSegment, models.CASCADE, related_name="suggestions")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=SuggestionKind)
    text = models.TextField()
    """HTML as wagtail-localize keeps it, with the links’ ids of the segment."""
    percent = models.PositiveSmallIntegerField(default=100, validators=[MaxValueValidator(100)])
    matched = models.TextField(blank=True)
    """The text whose translation it is, where it is another."""
    tool_name = models.CharField(max_length=50, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # By its hash: an index of PostgreSQL refuses what is longer than a third of a page.
            models.UniqueConstraint("segment", "locale", "kind", MD5("text"), name="suggestion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.percent} %: {self.text}"


class TextVersion(models.Model):
    """A translation that another replaced, so that none is ever lost."""

    class Reason(models.TextChoices):
        REPLACED = "replaced", _("Replaced")
        CONFLICT = "conflict", _("Written by two at once")

    context = models.ForeignKey(TranslationContext, models.CASCADE, related_name="+")
    string = models.ForeignKey(String, models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.REPLACED)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-kept_at", "-pk"]
        indexes = [models.Index(fields=["context", "string", "locale"], name="translation_text_versions")]

    def __str__(self) -> str:
        return self.text
