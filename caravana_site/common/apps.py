from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    """What every other app stands on: accounts, media, pages, queue, house rules."""

    name = "caravana_site.common"
    label = "common"
    verbose_name = _("Common")

    def ready(self) -> None:
        from . import (
            admin_scripts,
            audit,
            checks,  # noqa: F401  importing registers them
            chooser_words,
            clock,
            kept_cards,
            seeds,
        )
        from .personal_data import own
        from .public_forms import deployment  # noqa: F401  importing registers the check

        own.register_own()
        audit.connect()
        kept_cards.connect()
        seeds.register_removal(kept_cards.sweep)
        admin_scripts.mark_chooser_scripts()
        chooser_words.translate_for_each()
        post_migrate.connect(clock.after_migrations, sender=apps.get_app_config("django_q"))
