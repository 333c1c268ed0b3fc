"""The way to a page: the site, the home page of the language and what is right below are recalled, not read each time.

Wagtail reads all of them for each request, before the page that is wanted. They are told by whatever is published,
moved or taken away, and are copied for each request, since pages keep what they were asked for.
"""

from copy import copy
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from .memory import recalled

TOLD_BY = ("missing",)
"""What every publication tells (`delivery.policies.MISSING`): a new page may stand where there was none."""


def know_site(request: HttpRequest) -> None:
    """`Site.find_for_request` takes it from there; it is looked for when somebody asks."""

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
    home = copy(recalled(name, TOLD_BY, lambda: _whole(site.root_page.localized)))
    try:
        found: RouteResult = home.route(request, [part for part in path.split("/") if part])
    except Http404:
        return None
    return found


def _whole(page: Page) -> Any:
    """As its own type, with the language that everything of it asks for."""
    found = page.specific
    found.locale  # noqa: B018  # read once, for all copies
    return found


def child(page: Page, slug: str) -> Any:
    """The page of that slug right below; raises DoesNotExist. Only for pages that have few below."""
    name = ("page below", page.pk, slug)
    found = copy(recalled(name, TOLD_BY, lambda: _whole(page.get_children().get(slug=slug))))
    found._cached_parent_obj = page
    return found
