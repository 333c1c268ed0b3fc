from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """What programs read: for now the feeds."""

    name = "caravana_site.api"
    verbose_name = _("For programs")
