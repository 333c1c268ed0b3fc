from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """The caravan: stops, their calendar and the kit."""

    name = "events"
    verbose_name = _("Stops and kit")

    def ready(self) -> None:
        from caravana_site.common import clock, owned_files, seeds
        from events import found, organisation_stops, seed  # models exist only from here on
        from events.models import RequestFile
        from events.office import matches, samples, stop_news
        from events.stop_requests import guard, history
        from practices import organisation_sections

        seeds.register("stops and kit", seed.run_indexes, 45)
        seeds.register("kit resources", seed.run_kit, 70)
        seeds.register("sample stops", seed.run_samples, 80)
        seeds.register("sample requests", samples.run, 85)
        seeds.register_removal(samples.remove)

        organisation_sections.register(
            organisation_stops.TEMPLATE, organisation_stops.stops_of, organisation_stops.bodies_with_stops
        )
        found.register()
        owned_files.connect(RequestFile)
        history.entry_written.connect(matches.follow, dispatch_uid="events.office.matches")
        stop_news.connect()
        clock.register(clock.Entry("tell of overdue requests", "events.office.overdue.tell_overdue", 24 * 60))
        post_migrate.connect(guard.ensure, sender=self, dispatch_uid="events.stop_requests.guard")
