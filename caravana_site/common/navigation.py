"""The menus: live pages that editors marked to show in menus, read in one query."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Subquery
from django.http import HttpRequest
from wagtail.models import Page, Site

from .memory import recalled
from .visibility import without_private

SECTIONS = ("practiceindexpage", "stopindexpage", "kitindexpage")


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    kind: str
    depth: int
    page: Page
    current: str = ""
    """As aria-current has it: "page", "true" for a page inside it, or nothing."""

    def seen_from(self, path: str) -> "MenuItem":
        """As a reader who is at that path sees it."""
        if path == self.url:
            return replace(self, current="page")
        return replace(self, current="true") if self.depth == 1 and path.startswith(self.url) else self


def items_of(site: Site, language: str, request: HttpRequest | None = None) -> list[MenuItem]:
    """What stands in the menus of that language, in its order, wherever the reader is."""
    top = site.root_page.depth  # the homes of all languages stand side by side
    home = Page.objects.filter(translation_key=site.root_page.translation_key, locale__language_code=language).values(
        "path"
    )[:1]
    below = Page.objects.live().filter(path__startswith=Subquery(home), depth__gt=top, depth__lte=top + 2)
    marked = without_private(below).filter(show_in_menus=True)
    return [
        MenuItem(page.title, page.get_url(request) or "", page.content_type.model, page.depth - top, page)
        for page in marked.select_related("content_type", "locale").order_by("path")
    ]


@dataclass
class Menus:
    """The site's menus in one language. `sections` stand in the header, `about` in the footer."""

    items: list[MenuItem]

    @cached_property
    def sections(self) -> list[MenuItem]:
        return [item for item in self.items if item.kind in SECTIONS]

    @cached_property
    def about(self) -> list[MenuItem]:
        return [item for item in self.items if item.depth == 1 and item.kind not in SECTIONS]

    @cached_property
    def below(self) -> list[MenuItem]:
        """Pages inside a section, such as the request for a stop."""
        return [item for item in self.items if item.depth == 2]

    @property
    def request_a_stop(self) -> MenuItem | None:
        """The page below the stops where a stop is asked for, when it is live."""
        stops = self.stops
        return next((item for item in self.below if stops and item.url.startswith(stops.url)), None)

    @property
    def practices(self) -> MenuItem | None:
        return self.section("practiceindexpage")

    @property
    def stops(self) -> MenuItem | None:
        return self.section("stopindexpage")

    @property
    def kit(self) -> MenuItem | None:
        return self.section("kitindexpage")

    def section(self, kind: str) -> MenuItem | None:
        return next((item for item in self.sections if item.kind == kind), None)


class Navigation(Menus):
    """The menus as the reader of a page sees them."""

    def __init__(self, request: HttpRequest, language: str) -> None:
        self.request = request  # header and footer say where the reader is
        site = Site.find_for_request(request)
        items: list[MenuItem] = []
        if site:
            items = recalled(("menus", site.pk, language), ("menus",), lambda: items_of(site, language, request))
        super().__init__([item.seen_from(request.path) for item in items])
