"""Views that are not pages."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from caravana_site.common import kept_cards
from caravana_site.common.models import BasePage
from caravana_site.common.templatetags.caravana import short_date
from home.models import SiteSettings


def root(request: HttpRequest) -> HttpResponse:
    """`/` goes to the home page in the language that the browser prefers."""
    return HttpResponseRedirect(f"/{get_language()}/")


def card(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """The Open Graph card of a live page, in the page's own language."""
    pages = Page.objects.live().public().filter(locale__language_code=language)
    page = get_object_or_404(pages.select_related("locale"), pk=pk).specific
    if not isinstance(page, BasePage):
        raise Http404  # the root of the tree, which nobody sees
    settings = SiteSettings.for_language(language) or SiteSettings()
    theme, body = getattr(page, "theme", None), getattr(page, "organisation", None) or getattr(page, "host", None)
    with translation.override(language):
        kicker = [
            *([short_date(localtime(page.start))] if hasattr(page, "start") else []),
            theme.name if theme else settings.site_name,
            *([_("Sample")] if getattr(page, "is_sample", False) else []),
        ]
    picture = kept_cards.kept(
        page,
        page.card_title,
        " · ".join(kicker),
        colour=theme.colour if theme else "",
        outline=body.outline if body else "",
    )
    return HttpResponse(picture, content_type="image/png")


def robots(request: HttpRequest) -> HttpResponse:
    return render(
        request, "robots.txt", {"sitemap": request.build_absolute_uri("/sitemap.xml")}, content_type="text/plain"
    )


def favicon(request: HttpRequest) -> HttpResponse:
    """Where programs look that do not read the page's own link."""
    return HttpResponseRedirect(static("caravana/icons/touch.png"))
