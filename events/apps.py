from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """The caravan: stops, their calendar and the kit."""

    name = "events"
    verbose_name = _("Stops and kit")

    def ready(self) -> None:
        from caravana_site.common import seeds
        from events import (  # models exist only from here on
            found,
            kit_downloads,
            kit_versions,
            organisation_stops,
            seed,
            seed_kit,
        )
        from practices import organisation_sections

        seeds.register("stops and kit", seed.run_indexes, 45)
        seeds.register("kit resources", seed_kit.run, 70)
        seeds.register("sample stops", seed.run_samples, 80)

        organisation_sections.register(
            organisation_stops.TEMPLATE, organisation_stops.stops_of, organisation_stops.bodies_with_stops
        )
        found.register()
        kit_versions.connect()
        kit_downloads.connect()
