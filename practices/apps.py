from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    """The catalogue: territory, organisations, vocabularies and practices."""

    name = "practices"
    verbose_name = _("Practices")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from caravana_site.common import clock, feeds, not_translated, owned_files, publications, seeds
        from caravana_site.common.personal_data import holdings
        from caravana_site.common.public_forms import kinds
        from caravana_site.translation import gates
        from caravana_site.translation.suggestions import names as fixed_names
        from practices import (  # models exist only from here on
            approvals_held,
            bulk,
            consents_held,
            contacts_held,
            feed,
            found,
            names,
            organisation_sections,
            posters,
            refusals,
            reindexing,
            replications,
            seed,
            seed_interviews,
            seed_replications,
            shared_values,
            withdrawals_again,
        )
        from practices.models import Approval, InterviewConsent, InterviewPoster, PracticePage
        from practices.not_translated import REASONS
        from practices.public_forms import contact, replication

        not_translated.register(self.label, REASONS)
        seeds.register("territory", seed.run_territory, 20)
        seeds.register("vocabularies", seed.run_vocabularies, 30)
        seeds.register("practices", seed.run_practices, 40)
        seeds.register_bulk("practices", bulk.run, bulk.remove)
        found.register()
        feeds.register(feed.FEED)
        clock.register(
            clock.Entry("tell the editors of reviews that are due", "practices.freshness.tell_reviews_due", 60)
        )
        clock.register(
            clock.Entry("note consents that are not needed", "practices.consents_held.note_unneeded", 24 * 60)
        )
        consents_held.connect()
        withdrawals_again.connect()
        shared_values.connect()
        page_published.connect(refusals.note_reason, sender=PracticePage, dispatch_uid="practices.note_reason")
        fixed_names.register(names.of_municipalities)
        publications.register(refusals.gate)
        gates.register(PracticePage, refusals.refuse_unready)
        seeds.register_removal(seed.remove_files)
        seeds.register_removal(seed_interviews.remove)
        posters.connect()
        reindexing.connect()
        for model in (InterviewConsent, InterviewPoster):
            owned_files.connect(model)
        seeds.register("sample replications", seed_replications.run, 42)

        kinds.register(contact.FORM)
        kinds.register(replication.FORM)
        holdings.register(contacts_held.Contacts())
        holdings.register(consents_held.Consents())
        holdings.register(approvals_held.Approvals())
        post_delete.connect(approvals_held.forget_links, sender=Approval, dispatch_uid="practices.approvals.links")
        organisation_sections.register(
            replications.TEMPLATE, replications.replications_of, replications.bodies_that_replicated
        )
