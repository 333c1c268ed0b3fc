from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    """The catalogue: territory, organisations, vocabularies and practices."""

    name = "practices"
    verbose_name = _("Practices")

    def ready(self) -> None:
        from caravana_site.common import seeds
        from caravana_site.common.personal_data import holdings
        from caravana_site.common.public_forms import kinds
        from practices import (  # models exist only from here on
            contacts_held,
            organisation_sections,
            replications,
            seed,
            seed_replications,
        )
        from practices.public_forms import contact, replication

        seeds.register("territory", seed.run_territory, 20)
        seeds.register("vocabularies", seed.run_vocabularies, 30)
        seeds.register("practices", seed.run_practices, 40)
        seeds.register("sample replications", seed_replications.run, 42)

        kinds.register(contact.FORM)
        kinds.register(replication.FORM)
        holdings.register(contacts_held.Contacts())
        organisation_sections.register(replications.TEMPLATE, replications.replications_of)
