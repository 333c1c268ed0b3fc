"""What every request passes through."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import get_supported_language_variant

from .client_address import client_address
from .failures import outage
from .known_ways import know_site

logger = logging.getLogger("caravana.outages")
GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Balancers, Varnish and containers ask by address: whether this process is well is told under any name."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/health/"):
            request.META["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
        return self.get_response(request)


class TrustedProxyMiddleware:
    """Puts the visitor's real address where everything else looks for it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = client_address(request)
        return self.get_response(request)


class SiteLocaleMiddleware:
    """The language is the address's. Only `/` and the administration ask the browser, and only they vary by it.

    Django's own middleware would send `Vary: Accept-Language` for every address outside the language prefixes, and
    shared caches would keep one copy a browser configuration.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_for(request)
        know_site(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]  # Django's own name for it
            response = self.get_response(request)
        if is_negotiated(request):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", language)
        return response


def is_negotiated(request: HttpRequest) -> bool:
    """Whether the browser is asked, and not the address."""
    return request.path_info == "/" or request.path_info.startswith("/admin/")


def language_for(request: HttpRequest) -> str:
    """The language in which it is answered."""
    if is_negotiated(request):
        return preferred_language(request)
    return language_of(request.path_info) or str(settings.LANGUAGE_CODE)


def language_of(path: str) -> str | None:
    """The language that an address begins with, or None."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in dict(settings.LANGUAGES) else None


def preferred_language(request: HttpRequest) -> str:
    """The first of our languages that the browser asks for, else the source language."""
    for code, _quality in translation.trans_real.parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return str(get_supported_language_variant(code))
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)


class OutageMiddleware:
    """Answers with a page that needs nothing when the database is not there (503), or the disk is full (507)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        response = outage(request, exception)
        if response is not None:
            logger.error("%s %s: %s", request.method, request.path, exception)
        return response
