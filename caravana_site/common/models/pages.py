from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.url_routing import RouteResult

from caravana_site.common import untranslated


class BasePage(Page):
    """A page of the public site.

    It answers for its translations too: the address of a page that exists only in another language says so in the
    reader's language and never shows a text in the wrong one.
    """

    show_in_menus_default: ClassVar[bool] = False
    description_field: ClassVar[str] = ""
    """The field that describes the page to search engines and in shared links while no description is written."""

    objects: ClassVar[PageManager] = PageManager()

    class Meta:
        abstract = True

    @property
    def card_title(self) -> str:
        """What a shared link calls the page."""
        return str(self.title)

    @property
    def description_shown(self) -> str:
        own = getattr(self, self.description_field) if self.description_field else ""
        return self.search_description or own

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Those of this page and of the pages above it, or of what they are aliases of, in one query."""
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        concerned = models.Q(page__path__in=paths) | models.Q(page__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(concerned).distinct()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        try:
            result: RouteResult = super().route(request, path_components)
        except Http404:
            missing = untranslated.find(self, path_components)
            if missing is None:
                raise
            return missing
        if result.page is self and untranslated.is_foreign_alias(self):
            return untranslated.notice_of(self.alias_of.specific, self.locale)
        return result

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if locale := kwargs.pop("missing_in", None):
            return untranslated.response(request, self, locale)
        if target := kwargs.pop("translated_as", None):
            return untranslated.redirect_to(request, target)
        return super().serve(request, *args, **kwargs)

    def related_pages(self, locale: Any) -> models.QuerySet[Page]:
        """Up to three pages of that language that a reader of this one may want; none by default."""
        return Page.objects.none()
