from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The home page, ordinary pages, statements and the site's own texts."""

    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from caravana_site.common import feeds, seeds
        from caravana_site.common.personal_data import controller
        from caravana_site.common.public_forms import kinds
        from home import (
            data_controller,
            found,
            mistakes,
            publisher,
            seed,
            seed_controller,
            seed_notices,
        )  # models exist only from here on

        seeds.register("home page", seed.run_home, 10)
        seeds.register("pages and settings", seed.run_pages, 60)
        seeds.register("invented controller", seed_controller.run, 62)
        seeds.register_removal(seed_controller.remove)
        seeds.register("privacy notices", seed_notices.run, 65)
        found.register()
        kinds.register(mistakes.FORM)
        controller.register(data_controller.told_in)
        feeds.register_publisher(publisher.told_in)
