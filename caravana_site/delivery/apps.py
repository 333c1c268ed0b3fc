from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """What caches may keep, and how they are told to forget it."""

    name = "caravana_site.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from wagtail.contrib.redirects.models import Redirect
        from wagtail.documents import get_document_model
        from wagtail.models import CollectionViewRestriction

        from caravana_site.common import clock, jobs, memory, not_translated
        from caravana_site.common.backups.restoring import restored

        from . import generations, policies, purging, waiting, watching
        from .not_translated import REASONS

        not_translated.register(self.label, REASONS)
        watching.watch(get_document_model(), CollectionViewRestriction, keys=("document",))  # who may read a file
        watching.watch(Redirect, keys=(policies.MISSING,))
        memory.register(generations.since, everything=policies.EVERYTHING)
        restored.connect(purging.after_restore, dispatch_uid="delivery.after_restore")
        jobs.register("purges", waiting.line)
        clock.register(clock.Entry("tell caches what waits", "caravana_site.delivery.purging.tell_due", 1))
        clock.register(clock.Entry("forget old generations", "caravana_site.delivery.generations.forget_old", 24 * 60))
