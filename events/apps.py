from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """The caravan: stops, their calendar and the kit."""

    name = "events"
    verbose_name = _("Stops and kit")

    def ready(self) -> None:
        from caravana_site.common import owned_files, seeds
        from caravana_site.common.personal_data import holdings
        from events import found, organisation_stops, seed, seed_guide  # models exist only from here on
        from events.models import RequestFile, Visit
        from events.stop_requests import guard
        from events.visits import held
        from practices import organisation_sections

        seeds.register("stops and kit", seed.run_indexes, 45)
        seeds.register("kit resources", seed.run_kit, 70)
        seeds.register("sample stops", seed.run_samples, 80)

        organisation_sections.register(
            organisation_stops.TEMPLATE, organisation_stops.stops_of, organisation_stops.bodies_with_stops
        )
        found.register()
        owned_files.connect(RequestFile)
        holdings.register(held.VisitNotes())
        post_delete.connect(held.forget_links, sender=Visit, dispatch_uid="events.visits.forget_links")
        seeds.register("interview guide", seed_guide.run, 46)
        post_migrate.connect(guard.ensure, sender=self, dispatch_uid="events.stop_requests.guard")
