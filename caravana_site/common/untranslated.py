"""The address of a page in a language that it does not have yet.

`/es/practicas/<source slug>/` answers 200 wholly in Spanish: the title in its own language, what it is, the link to the
language that exists and what else there is to read; never the body. Once translated it redirects to the translated
slug. The same the other way round.
"""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from wagtail.models import Locale, Page
from wagtail.url_routing import RouteResult

if TYPE_CHECKING:
    from caravana_site.common.models import BasePage


def is_foreign_alias(page: Page) -> bool:
    """Whether the page is a mere copy of one in another language: its text is not in the language of its address."""
    return page.alias_of_id is not None and page.alias_of.locale_id != page.locale_id


def notice_of(source: Page, locale: Locale) -> RouteResult:
    return RouteResult(source, kwargs={"missing_in": locale})


def find(page: Page, slugs: list[str]) -> RouteResult | None:
    """Look for the address below the other languages' versions of this page.

    Returns a route to the notice, to the translation's own address, or None when no language has such a page.
    """
    if not slugs:
        return None if page.live else _other_language(page)
    for sibling in page.get_translations().live().specific():
        if is_foreign_alias(sibling):
            continue
        source = _descendant(sibling, slugs)
        if source is None:
            continue
        translation = source.get_translations().filter(locale_id=page.locale_id).live().specific().first()
        if translation is not None and not is_foreign_alias(translation):
            return RouteResult(source, kwargs={"translated_as": translation})
        return notice_of(source, page.locale)
    return None


def _other_language(page: Page) -> RouteResult | None:
    """A translation that is still a draft: point at a language that everybody may read."""
    source = page.get_translations().live().public().specific().first()
    return None if source is None else notice_of(source, page.locale)


def _descendant(page: Page, slugs: list[str]) -> Page | None:
    found: Page | None = page
    for slug in slugs:
        if found is None:
            return None
        found = found.get_children().live().public().filter(slug=slug).specific().first()
    return found


def redirect_to(request: HttpRequest, page: Page) -> HttpResponse:
    """Temporary: the page may be withdrawn from that language again."""
    return HttpResponseRedirect(page.get_url(request) or "/")


def response(request: HttpRequest, source: "BasePage", locale: Locale) -> HttpResponse:
    """Say in the reader's language that the page is not translated yet."""
    answer = TemplateResponse(
        request,
        "untranslated.html",
        {
            "source": source,
            "source_language": source.locale.language_code,
            "kind": source.specific_class._meta.verbose_name,
            "related": source.related_pages(locale),
            "wanted_locale": locale,
        },
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer
