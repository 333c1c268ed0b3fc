"""Who publishes what programs read, as the site's texts tell it."""

from caravana_site.common.feeds import Publisher
from home.models import SiteSettings


def told_in(language: str) -> Publisher:
    """From the settings of that language; blank on an empty site."""
    settings = SiteSettings.for_language(language)
    if settings is None:
        return Publisher()
    return Publisher(settings.site_name, str(settings.get_licence_display()), settings.licence_url)
