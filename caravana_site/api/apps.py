from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """What programs read: documents, their changes, webhooks, frames, feeds."""

    name = "caravana_site.api"
    label = "caravana_api"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("For programs")

    def ready(self) -> None:
        from caravana_site.common import clock, jobs, not_translated, owned_files, seeds
        from caravana_site.common.backups.restoring import restored
        from caravana_site.common.personal_data import holdings
        from caravana_site.delivery import purging, shown, watching

        from . import (
            checks,  # noqa: F401  # importing registers it
            keys_held,
            kinds,
            measured,
        )
        from .documents import interviews, kit_resources, organisations, practices, stops, terms, themes
        from .models import Dump
        from .not_translated import REASONS
        from .open_data import making
        from .previews import front_end
        from .previews import links as preview_links
        from .projection import forgetting, reconciling, signals
        from .webhooks import waiting
        from .webhooks.contacts_held import WebhookContacts

        not_translated.register(self.label, REASONS)
        holdings.register(keys_held.KeyContacts())
        holdings.register(WebhookContacts())
        for kind in (
            practices.KIND,
            stops.KIND,
            organisations.KIND,
            kit_resources.KIND,
            themes.KIND,
            terms.AUDIENCES,
            terms.TECHNOLOGIES,
        ):
            kinds.register(kind)
        seeds.register_completion(reconciling.after_seeding)
        shown.register("documents", forgetting.keys_of_page)
        purging.register_addresses(forgetting.addresses_of)
        interviews.connect()
        stops.connect()
        signals.connect()
        measured.register()
        preview_links.connect()
        front_end.connect()
        jobs.register("webhooks", waiting.count)
        restored.connect(reconciling.after_restore, dispatch_uid="api.reconcile")
        making.connect()
        owned_files.connect(Dump)
        watching.watch(Dump, keys=("open-data",))
        for name, function, minutes in (
            ("build what waits", "projection.projector.project_all", 1),
            ("compare the documents with what is public", "projection.reconciling.nightly", 24 * 60),
            ("forget old preview links", "previews.links.forget_old", 24 * 60),
            ("forget old changes", "projection.old_changes.forget_old_changes", 24 * 60),
            ("send waiting webhooks", "webhooks.sending.send_due", 1),
            ("make the open data", "open_data.making.nightly", 24 * 60),
            ("take out of the open data what is public no more", "open_data.making.take_out", 10),
            ("forget old webhooks", "webhooks.sending.forget_old", 24 * 60),
            ("encrypt webhook secrets anew", "webhooks.rotation.encrypt_anew", 24 * 60),
        ):
            clock.register(clock.Entry(name, f"caravana_site.api.{function}", minutes))
