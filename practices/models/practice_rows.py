"""The rows of a practice. Those with words or with a translatable term have a locale; the others are shared."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from .organisations import Organisation
from .vocabularies import Audience, Technology, Theme


class TranslatedRow(TranslatableMixin, Orderable):
    """A row with a version in each language, kept together by its translation key."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class PracticeTheme(TranslatedRow):
    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="other_themes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))

    panels = [FieldPanel("theme")]


class PracticeAudience(TranslatedRow):
    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="audiences")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", verbose_name=_("audience"))

    panels = [FieldPanel("audience")]


class PracticeTechnology(TranslatedRow):
    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="technologies")
    technology = models.ForeignKey(Technology, models.PROTECT, related_name="+", verbose_name=_("technology"))

    panels = [FieldPanel("technology")]


class PracticeCollaborator(Orderable):
    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="collaborators")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))

    panels = [FieldPanel("organisation")]


class Success(TranslatedRow):
    """An encert: what worked."""

    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="successes")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=600)

    panels = [FieldPanel("title"), FieldPanel("text")]


class Difficulty(TranslatedRow):
    """A dificultat: what was hard, and how it stands today."""

    class Kind(models.TextChoices):
        TECHNICAL = "technical", _("technical")
        ORGANISATIONAL = "organisational", _("organisational")
        LEGAL = "legal", _("legal")
        ECONOMIC = "economic", _("economic")
        CULTURAL = "cultural", _("cultural")
        SUPPLIERS = "suppliers", _("suppliers")

    class State(models.TextChoices):
        SOLVED = "solved", _("solved")
        PARTIAL = "partial", _("half solved")
        OPEN = "open", _("open")

    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="difficulties")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=600)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    state = models.CharField(_("state"), max_length=8, choices=State)
    how_solved = models.TextField(_("how it was solved"), max_length=600, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("state")]),
        FieldPanel("how_solved"),
    ]

    def clean(self) -> None:
        if self.state == self.State.SOLVED and not self.how_solved:
            raise ValidationError({"how_solved": _("Say how it was solved: it is what others come to read.")})


class Milestone(TranslatedRow):
    """A month of the practice's road."""

    class Kind(models.TextChoices):
        SUCCESS = "success", _("success")
        DIFFICULTY = "difficulty", _("difficulty")
        NEUTRAL = "neutral", _("neutral")

    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="milestones")
    month = models.DateField(_("month"), help_text=_("Any day of the month."))
    text = models.CharField(_("text"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEUTRAL)

    panels = [FieldRowPanel([FieldPanel("month"), FieldPanel("kind")]), FieldPanel("text")]


class Result(TranslatedRow):
    """An indicator before and after."""

    page = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="results")
    indicator = models.CharField(_("indicator"), max_length=120)
    before = models.DecimalField(_("before"), max_digits=14, decimal_places=2)
    after = models.DecimalField(_("after"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    period = models.CharField(_("period"), max_length=60, help_text=_("From when to when, as in “2023–2025”."))
    source_url = models.URLField(_("source"), blank=True)

    panels = [
        FieldPanel("indicator"),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("period"), FieldPanel("source_url")]),
    ]
    override_translatable_fields = [SynchronizedField("before"), SynchronizedField("after")]
