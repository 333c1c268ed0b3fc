from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The home page, ordinary pages, statements and the site's own texts."""

    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from caravana_site.api import kinds as documents
        from caravana_site.common import clock, feeds, not_translated, seeds
        from caravana_site.common.personal_data import controller
        from caravana_site.common.public_forms import kinds
        from caravana_site.translation.queue import digest
        from home import (  # models exist only from here on
            accessibility_feedback,
            data_controller,
            found,
            mistakes,
            publisher,
            seed,
            seed_controller,
            seed_holidays,
            seed_notices,
        )
        from home.documents import pages, site
        from home.models import Holiday
        from home.models.accessibility_feedback import holiday_changed
        from home.not_translated import REASONS

        not_translated.register(self.label, REASONS)
        seeds.register("home page", seed.run_home, 10)
        seeds.register("pages and settings", seed.run_pages, 60)
        seeds.register("invented controller", seed_controller.run, 62)
        seeds.register_removal(seed_controller.remove)
        seeds.register("privacy notices", seed_notices.run, 65)
        seeds.register("holidays", seed_holidays.run, 67)
        found.register()
        documents.register(pages.KIND)
        documents.register(site.KIND)
        kinds.register(mistakes.FORM)
        kinds.register(accessibility_feedback.FORM)
        for signal in (post_save, post_delete):
            signal.connect(holiday_changed, sender=Holiday, dispatch_uid="home.holiday_changed")
        for name, function in (
            ("tell the editors of answers on accessibility that are due", "tell_deadlines"),
            ("tell the editors that the accessibility statement is old", "tell_statement_due"),
        ):
            clock.register(clock.Entry(name, f"home.accessibility_deadlines.{function}", 60))
        digest.register_holidays(Holiday.objects.is_one)
        controller.register(data_controller.told_in)
        feeds.register_publisher(publisher.told_in)
