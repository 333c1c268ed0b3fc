"""The interview guide (guió): blocks with their minutes, and in each the questions with a hint and where they lead."""

from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Locale, Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from practices.models import Theme


class GuideLength(models.TextChoices):
    """How much time there is, in minutes."""

    SHORT = "45", _("45 minutes: the short version")
    WHOLE = "70", _("70 minutes: the whole guide")
    LONG = "80", _("80 minutes: with the optional blocks")


class Feeds(models.TextChoices):
    """What an answer fills in the practice's draft."""

    SUMMARY = "summary", _("Summary")
    PROBLEM = "problem", _("Problem")
    SOLUTION = "solution", _("Solution")
    STEPS = "steps", _("Steps")
    VALUE = "value", _("Value")
    LESSONS = "lessons", _("Lessons learnt")
    NOT_AGAIN = "not_again", _("What we would not repeat")
    QUOTE = "quote", _("Quote")
    SUCCESSES = "successes", _("Success")
    DIFFICULTIES = "difficulties", _("Difficulty")
    RESOURCES = "resources_note", _("Resources")
    NEEDED_FIRST = "needed_first", _("what you need first")
    MUST_ADAPT = "must_adapt", _("what must be adapted")
    SMALL_TOWN = "small_town", _("how a small town would do it")


class GuideBlockQuerySet(models.QuerySet["GuideBlock"]):
    def told_in(self, locale: Locale) -> Self:
        """With their questions, in order, in two queries."""
        questions = GuideQuestion.objects.select_related("theme")
        return self.filter(locale=locale).prefetch_related(models.Prefetch("questions", questions))


class GuideBlock(TranslatableMixin, ClusterableModel):
    """A stretch of the interview."""

    key = models.SlugField(_("key"), max_length=40, help_text=_("Stable: the same in every language."))
    title = models.CharField(_("title"), max_length=80)
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1)])
    short_minutes = models.PositiveSmallIntegerField(
        _("minutes in the short version"), default=0, help_text=_("0: the short version leaves it out.")
    )
    optional = models.BooleanField(_("optional"), default=False, help_text=_("Only when there are 80 minutes."))
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField(name, overridable=False)
        for name in ("key", "minutes", "short_minutes", "optional", "sort_order")
    ]
    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("key"), FieldPanel("sort_order")]),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("short_minutes"), FieldPanel("optional")]),
        InlinePanel("questions", label=_("Question")),
    ]

    objects = GuideBlockQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("block of the guide")
        verbose_name_plural = _("blocks of the guide")
        constraints = [models.UniqueConstraint(fields=("locale", "key"), name="guide_block_key_once_a_locale")]

    def __str__(self) -> str:
        return self.title


class GuideQuestion(TranslatableMixin, Orderable):
    """A question to the technicians. Its translation key is its name in every language."""

    block = ParentalKey(GuideBlock, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=250)
    hint = models.CharField(_("hint"), max_length=300, blank=True, help_text=_("What to listen for, or how to insist."))
    feeds = models.CharField(_("fills in"), max_length=20, choices=Feeds, blank=True)
    in_short = models.BooleanField(_("in the short version"), default=True)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only for the theme")
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField(name, overridable=False) for name in ("feeds", "in_short")
    ]
    panels: ClassVar[list[Any]] = [
        FieldPanel("text"),
        FieldPanel("hint"),
        FieldRowPanel([FieldPanel("feeds"), FieldPanel("theme"), FieldPanel("in_short")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("question of the guide")
        verbose_name_plural = _("questions of the guide")

    def __str__(self) -> str:
        return self.text
