"""The way to a page: the site, the home page of the language and what is right below are recalled, not read each time.

Wagtail reads all of them for each request, before the page that is wanted. They are told by whatever is published,
moved or taken away, and are copied for each request, since pages keep what they were asked for.
"""

from copy import copy
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site
from wagtail.url_routing import RouteResult

from .memory import recalled

TOLD_BY = ("missing",)
"""What every publication tells (`delivery.policies.MISSING`): a new page may stand where there was none."""


def know_site(request: HttpRequest) -> None:
    """`Site.find_for_request` takes it from there; it is looked for when somebody asks.

    Where there is none it is false and not None.
    """

    def find() -> Site | None:
        name = ("site", request.get_host(), request.get_port())
        return recalled(name, (), lambda: Site._find_for_request(request))  # type: ignore[no-any-return]  # Wagtail: Any

    request._wagtail_site = SimpleLazyObject(find)  # type: ignore[attr-defined]  # where Wagtail keeps it


def route(request: HttpRequest, path: str) -> RouteResult | None:
    """As `Page.route_for_request`."""
    site = Site.find_for_request(request)
    if not site:
        return None
    name = ("home page", site.pk, get_language())
    home = copy(recalled(name, TOLD_BY, lambda: _home(site)))
    try:
        found: RouteResult = home.route(request, [part for part in path.split("/") if part])
    except Http404:
        return None
    return found


def _home(site: Site) -> Any:
    """`root_page.localized.specific`, with the language that was asked for on the way."""
    root = site.root_page
    try:
        locale = Locale.get_active()
    except (LookupError, Locale.DoesNotExist):
        return root.specific
    found = root if root.locale_id == locale.pk else root.get_translation_or_none(locale)
    return _told(found if found is not None and found.live else root, locale)


def _told(page: Page, locale: Locale) -> Any:
    """As its own type; everything of it asks for its language, which is read once for all copies."""
    found = page.specific
    if found.locale_id == locale.pk:
        found.locale = locale
    return found


def child(page: Page, slug: str) -> Any:
    """The page of that slug right below; raises DoesNotExist. Only for pages that have few below."""
    name = ("page below", page.pk, slug)
    found = copy(recalled(name, TOLD_BY, lambda: _told(page.get_children().get(slug=slug), page.locale)))
    found._cached_parent_obj = page
    return found
