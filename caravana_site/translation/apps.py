from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """What wagtail-localize lacks."""

    name = "caravana_site.translation"
    label = "caravana_translation"
    verbose_name = _("Translation")
