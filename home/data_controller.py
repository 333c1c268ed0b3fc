"""The data controller as the site's texts tell it."""

from wagtail.models import Page

from caravana_site.common.personal_data.controller import Controller
from home.models import SiteSettings


def told_in(language: str) -> Controller:
    """From the settings of that language; blank ones on an empty site."""
    settings = SiteSettings.for_language(language) or SiteSettings()
    return Controller(
        name=settings.data_controller,
        contact=settings.contact_name,
        email=settings.contact_email,
        officer=settings.protection_officer,
        privacy_url=_privacy_url(settings, language),
    )


def _privacy_url(settings: SiteSettings, language: str) -> str:
    if settings.privacy_page_id is None:
        return ""
    key = Page.objects.filter(pk=settings.privacy_page_id).values("translation_key")
    page = Page.objects.live().public().filter(translation_key__in=key, locale__language_code=language).first()
    return (page.get_url() or "") if page else ""
