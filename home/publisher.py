"""Who publishes what programs read, as the site's texts tell it."""

from caravana_site.common.feeds import Publisher
from home.models import SiteSettings


def told_in(language: str) -> Publisher:
    """From the settings of that language; blank on an empty site."""
    settings = SiteSettings.for_language(language)
    if settings is None:
        return Publisher()
    return Publisher(
        name=settings.site_name,
        licence=str(settings.get_licence_display()),
        licence_url=settings.licence_url,
        licence_code=settings.licence,
        promoter=settings.promoter_name,
        dir3=settings.promoter_dir3,
        email=settings.contact_email,
        telephone=settings.contact_phone,
    )
