from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """The caravan: stops, their calendar and the kit."""

    name = "events"
    verbose_name = _("Stops and kit")

    def ready(self) -> None:
        # Models exist only from here on. Each part of the room tells the lower ones what it brings.
        self._first_content()
        self._public_pages()
        self._kit()
        self._shared_values()
        self._calendars()
        self._requests()
        self._office()
        self._visits()

    def _first_content(self) -> None:
        from caravana_site.common import not_translated, seeds
        from events import bulk, seed, seed_guide, seed_kit
        from events.not_translated import REASONS
        from events.office import samples

        not_translated.register(self.label, REASONS)
        seeds.register("stops and kit", seed.run_indexes, 45)
        seeds.register("interview guide", seed_guide.run, 46)
        seeds.register("kit resources", seed_kit.run, 70)
        seeds.register("sample stops", seed.run_samples, 80)
        seeds.register("sample requests", samples.run, 85)
        seeds.register_removal(samples.remove)
        seeds.register_bulk("stops", bulk.run, bulk.remove)

    def _public_pages(self) -> None:
        from caravana_site.delivery import moments
        from events import found, organisation_stops
        from events.models import StopPage
        from practices import organisation_sections

        moments.register("stops", lambda at: StopPage.objects.live().next_moment(at), ["stop"])

        organisation_sections.register(
            organisation_stops.TEMPLATE, organisation_stops.stops_of, organisation_stops.bodies_with_stops
        )
        found.register()

    def _kit(self) -> None:
        from caravana_site.delivery import watching
        from events import kit_downloads, kit_versions
        from events.models import KitVersion

        watching.watch(KitVersion, keys=("kit-resource",))
        kit_versions.connect()
        kit_downloads.connect()

    def _shared_values(self) -> None:
        """Before the calendars, which write down what every language tells."""
        from events import shared_values

        shared_values.connect()

    def _calendars(self) -> None:
        from caravana_site.common import clock, feeds
        from events import calendar_events, feed

        feeds.register(feed.FEED)
        calendar_events.rewritten.connect(calendar_events.tell_caches, dispatch_uid="events.calendars.caches")
        calendar_events.connect()
        clock.register(clock.Entry("write the events of calendars anew", "events.calendar_events.refresh_all", 24 * 60))

    def _requests(self) -> None:
        from caravana_site.common import owned_files
        from caravana_site.common.public_forms import kinds
        from events.models import RequestFile
        from events.public_forms import stop_request
        from events.stop_requests import forgetting, guard, letters

        kinds.register(stop_request.FORM)
        letters.connect()
        forgetting.connect()
        owned_files.connect(RequestFile)
        post_migrate.connect(guard.ensure, sender=self, dispatch_uid="events.stop_requests.guard")

    def _office(self) -> None:
        from caravana_site.common import clock
        from events.office import matches, stop_news
        from events.stop_requests import history

        history.entry_written.connect(matches.follow, dispatch_uid="events.office.matches")
        stop_news.connect()
        clock.register(clock.Entry("tell of overdue requests", "events.office.overdue.tell_overdue", 24 * 60))

    def _visits(self) -> None:
        from caravana_site.common.personal_data import holdings
        from events.models import Visit
        from events.visits import held

        holdings.register(held.VisitNotes())
        post_delete.connect(held.forget, sender=Visit, dispatch_uid="events.visits.forget_links")
