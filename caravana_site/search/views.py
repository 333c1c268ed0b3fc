"""The search page, and the titles that its field offers while somebody types."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from . import unanswered
from .listing import SearchListing
from .suggestions import suggestions


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    locale = Locale.get_active()
    listing = SearchListing(request.GET, locale=locale)
    if listing.unanswered and request.method == "GET":
        unanswered.record(listing.words, locale.language_code)
    context = {"listing": listing, "alternates": _alternates(listing)}
    answer = render(request, "search/search.html", context)
    if listing.words or listing.problems:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _alternates(listing: SearchListing) -> dict[str, str]:
    """The same words in each language."""
    query = QueryDict(mutable=True)
    if listing.words:
        query["q"] = listing.words
    if listing.kind:
        query["kind"] = listing.kind.name
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = reverse("search") + (f"?{query.urlencode()}" if query else "")
    return found


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that have words beginning so. The language is the address's, and no cookie is read: caches may keep it."""
    answer: dict[str, Any] = {
        "language": get_language(),
        "suggestions": suggestions(request.GET.get("q", ""), Locale.get_active()),
    }
    return JsonResponse(answer)
