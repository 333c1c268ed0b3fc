from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """What wagtail-localize lacks."""

    name = "caravana_site.translation"
    label = "caravana_translation"
    verbose_name = _("Translation")

    def ready(self) -> None:
        from wagtail.signals import page_published
        from wagtail_localize import models
        from wagtail_localize.views import edit_translation

        from caravana_site.common import clock, not_translated, publications, seeds

        from . import (
            addresses,
            carried_checks,  # noqa: F401  # the checks register themselves
            checks,  # noqa: F401  # the checks register themselves
            counts,
            deletions,
            guards,
            refusals,
            remarks,
            seed,
            shared_terms,
            shared_values,
            staleness,
            tasks,
        )
        from .editor import tags
        from .not_translated import REASONS
        from .suggestions import checking, prepare
        from .suggestions import seed as termbase_seed

        models.DATE_FORMAT = edit_translation.DATE_FORMAT = "%d/%m/%Y"  # the package's own names months in English
        guards.install()
        addresses.install()
        not_translated.register(self.label, REASONS)
        publications.register(refusals.gate)
        shared_values.connect()
        shared_terms.connect()
        post_save.connect(guards.keep_foreign_alias_hidden, dispatch_uid="translation.foreign_alias")
        for signal in (post_save, post_delete):
            signal.connect(counts.mark_text, sender=models.StringTranslation, dispatch_uid="translation.mark_text")
        post_save.connect(counts.mark_source, sender=models.TranslationSource, dispatch_uid="translation.mark_source")
        post_save.connect(counts.ensure_task, sender=models.Translation, dispatch_uid="translation.ensure_task")
        staleness.connect()
        deletions.connect()
        page_published.connect(tasks.page_published, dispatch_uid="translation.page_published")
        post_save.connect(tasks.term_written, sender=models.TranslationLog, dispatch_uid="translation.term_written")
        remarks.register(tags.remark)
        remarks.register(checking.remark)
        post_save.connect(
            prepare.translation_made, sender=models.Translation, dispatch_uid="suggestions.translation_made"
        )
        post_save.connect(prepare.source_read, sender=models.TranslationSource, dispatch_uid="suggestions.source_read")
        seeds.register("language pairs", seed.run, 15)
        seeds.register("termbase", termbase_seed.run, 16)
        clock.register(clock.Entry("count what waits for translators", "caravana_site.translation.counts.recount", 10))
        clock.register(
            clock.Entry("count what is translated", "caravana_site.translation.progress.counting.keep_day", 60)
        )
        clock.register(clock.Entry("write to translators", "caravana_site.translation.queue.digest.send_digests", 60))
