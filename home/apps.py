from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The home page, ordinary pages, statements and the site's own texts."""

    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from caravana_site.common import seeds
        from home import found, seed  # models exist only from here on

        seeds.register("home page", seed.run_home, 10)
        seeds.register("pages and settings", seed.run_pages, 60)
        found.register()
