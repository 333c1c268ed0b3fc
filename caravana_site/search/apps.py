from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The language-aware search: its backend, the search page, and what was looked for in vain."""

    name = "caravana_site.search"
    label = "search"
    verbose_name = _("Search")
