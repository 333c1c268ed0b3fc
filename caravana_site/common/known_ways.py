"""The way to a page: the site and each page on it, with the one that is wanted, are recalled, not read each time.

Wagtail reads all of them for each request. They are told by whatever is published, moved or taken away, and are copied
for each request, since pages keep what they were asked for.
"""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Locale, Page, PageViewRestriction, Site
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
    return _at_home((found if found is not None and found.live else root).specific, locale)


def _at_home(page: Page, locale: Locale) -> Page:
    """Everything of a page asks for its language, which is read once for all copies."""
    if page.locale_id == locale.pk:
        page.locale = locale
    return page


def below(page: Page, slug: str, read: Callable[[], Any]) -> Any:
    """The page of that slug right below, as `read` gets it; whatever that raises is raised."""
    found = copy(recalled(("page below", page.pk, slug), TOLD_BY, lambda: _at_home(read(), page.locale)))
    found._cached_parent_obj = page  # as Wagtail's own does
    return found


def is_open(page: Page, restrictions: Callable[[], QuerySet[PageViewRestriction]]) -> bool:
    """Whether anybody may read the page; whoever may not is asked for each time."""
    return not recalled(("restricted", page.path), TOLD_BY, lambda: restrictions().exists())
