"""What every page is framed with."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from caravana_site.common.memory import recalled
from home.models import SiteSettings


def site(request: HttpRequest) -> dict[str, Any]:
    """The settings of the active language, read when a template first asks; blank ones on an empty site."""
    language = get_language() or ""

    def read() -> SiteSettings:
        return SiteSettings.for_language(language) or SiteSettings()

    return {"site_settings": SimpleLazyObject(lambda: recalled(("site settings", language), ("site",), read))}
