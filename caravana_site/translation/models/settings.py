"""What editors decide about translating."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="wagtail-localize-language")
class TranslationSettings(BaseGenericSetting):
    """How complete a translation has to be, and how long it may take."""

    completeness = models.PositiveSmallIntegerField(
        _("completeness to publish, in percent of the words"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Below 100, what is not translated yet is shown in the language it was written in."),
    )
    days_to_translate = models.PositiveSmallIntegerField(
        _("days to translate"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("A new task is due after as many days; whoever hands it out may set another day."),
    )

    panels = [FieldPanel("completeness"), FieldPanel("days_to_translate")]

    class Meta:
        verbose_name = _("translation")
