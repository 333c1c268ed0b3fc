from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """What wagtail-localize lacks."""

    name = "caravana_site.translation"
    label = "caravana_translation"
    verbose_name = _("Translation")

    def ready(self) -> None:
        from wagtail_localize import models
        from wagtail_localize.views import edit_translation

        from . import guards

        models.DATE_FORMAT = edit_translation.DATE_FORMAT = "%d/%m/%Y"  # the package's own names months in English
        guards.install()
        post_save.connect(guards.keep_foreign_alias_hidden, dispatch_uid="translation.foreign_alias")
