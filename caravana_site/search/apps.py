from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The language-aware search: its backend, the search page, and what was looked for in vain."""

    name = "caravana_site.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from caravana_site.common import clock, not_translated

        from .not_translated import REASONS

        not_translated.register(self.label, REASONS)
        clock.register(clock.Entry("forget old searches", "caravana_site.search.unanswered.purge", 24 * 60))
