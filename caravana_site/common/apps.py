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
            checks,  # noqa: F401  # importing registers them
            chooser_words,
            clock,
            kept_cards,
            not_translated,
            publishing_once,
            seeds,
        )
        from .backups import ledger
        from .operations import gauges, traced_jobs
        from .personal_data import duties, own
        from .public_forms import deployment  # noqa: F401  # importing registers the check

        not_translated.register(self.label, not_translated.OURS)

        own.register_own()
        duties.on_erasure(ledger.note_person)
        audit.connect()
        traced_jobs.connect()
        for gauge in gauges.OURS:
            gauges.register(gauge)
        publishing_once.install()
        kept_cards.connect()
        seeds.register_removal(kept_cards.sweep)
        admin_scripts.mark_chooser_scripts()
        chooser_words.translate_for_each()
        post_migrate.connect(clock.after_migrations, sender=apps.get_app_config("django_q"))
