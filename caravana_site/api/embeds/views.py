"""`/embed/<language>/<kind>/<uuid>/`: a card, a calendar or an interview as a small page for other sites' frames."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from caravana_site.common.machine_answers import answer, known_language, marked

from .findings import Found, find, was_there
from .frames import discovery
from .targets import read

CONTENT_TYPE = "text/html; charset=utf-8"


@require_safe
def embed(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponseBase:
    """What is there now; else a card that says so, with 410 for what was public once and 404 for the rest."""
    told_in = known_language(language)
    with translation.override(told_in):
        target = read(language, kind, key, request.GET.dict())
        found = find(target) if target else None
        if found is None:
            gone = target is not None and was_there(target)
            html = render_to_string("embeds/absent.html", {"gone": gone, "language": told_in}, request)
            absent = HttpResponse(html, status=410 if gone else 404, content_type=CONTENT_TYPE)
            return marked(absent, told_in)
        html = render_to_string(f"embeds/{found.target.kind}.html", _context(request, found), request)
        return answer(request, html.encode(), CONTENT_TYPE, language=told_in)


def _context(request: HttpRequest, found: Found) -> dict[str, object]:
    return {
        "found": found,
        "page": found.page,
        "page_address": request.build_absolute_uri(found.page_path),
        "scheme": found.target.scheme,
        "links": discovery(request, found.target.path, found.title),
    }
