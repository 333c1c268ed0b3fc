from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    """The catalogue: territory, organisations, vocabularies and practices."""

    name = "practices"
    verbose_name = _("Practices")

    def ready(self) -> None:
        from caravana_site.common import clock, seeds
        from practices import bulk, seed, shared_values  # models exist only from here on

        seeds.register("territory", seed.run_territory, 20)
        seeds.register("vocabularies", seed.run_vocabularies, 30)
        seeds.register("practices", seed.run_practices, 40)
        seeds.register_bulk("practices", bulk.run, bulk.remove)
        clock.register(
            clock.Entry("tell the editors of reviews that are due", "practices.freshness.tell_reviews_due", 60)
        )
        shared_values.connect()
