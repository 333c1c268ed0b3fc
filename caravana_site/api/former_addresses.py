"""The address of what was public and is no more answers 410, with ways to go on, instead of 404."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from caravana_site.api.models import Document
from caravana_site.api.projection.writing import digest_of
from caravana_site.common.middleware import language_of

GetResponse = Callable[[HttpRequest], HttpResponse]
LONGEST_PATH = 500


class FormerAddressMiddleware:
    """Stands outside the redirects of editors, so that an address that they lead on is never said to be gone.

    A tombstone says it, whatever its reason: deleted or unpublished, programs are told 410 as well. Once something is
    published there again, no page is missing and nobody asks here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        path = request.path_info
        if response.status_code != HTTPStatus.NOT_FOUND or language_of(path) is None or len(path) > LONGEST_PATH:
            return response
        rows = Document.objects.filter(former_address=digest_of(path)).exclude(withdrawn=None)
        return gone(request, language_of(path) or "") if rows.exists() else response


def gone(request: HttpRequest, language: str) -> HttpResponse:
    """The page that says so, in that language."""
    with translation.override(language):
        answer = render(request, "410.html", status=HTTPStatus.GONE)
    answer.headers["Cache-Control"] = "no-store"  # it may come back
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Content-Language"] = language
    return answer
