"""The site's own cache of pages, for where nothing stands in front: outermost, so that a hit costs a query at most.

What is kept says at which number of all purges it was begun (`generations`), and is good while none of its keys has a
higher one: a page that was being made while something was published is old the moment it is kept. The numbers are in
the database and the pages in Django's cache, so it is right in every process, with Redis and without; a process asks
for the numbers that it does not know yet (`common/memory.py`), which mostly are none. Whatever fails is as if nothing
were kept; only when the database is away is a page shown without asking whether it is still good.
"""

import logging
import time
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from typing import Any, TypeGuard
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from caravana_site.common import memory
from caravana_site.common.failures import OUTAGES

from . import policies
from .kept_answers import LARGEST, answer, kept, seconds_of
from .middleware import has_session

NOT_OURS = ("/admin/", "/api/", "/documents/", "/health/", "/id/", "/media/", "/static/")
TRACKING = ("utm_", "mtm_", "fbclid=", "gclid=", "msclkid=", "mc_cid=", "mc_eid=")
"""Beginnings of parameters that tell where a reader came from: no page reads them."""
LONGEST_QUERY = 200
REST = 5.0
"""Seconds for which a cache that failed is not asked: readers do not wait for it one after the other."""
ASKED_AGAIN = 0.2
"""Seconds for which a process does not ask again what was published, so that many readers cost the database nothing.

Not where a cache stands in front: told to forget, it would fetch the old page and keep that for long.
"""
logger = logging.getLogger("caravana.delivery")


class PageCacheMiddleware:
    """Only for who has no session; only what says by itself that caches may share it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.PAGE_CACHE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.rests_until = 0.0
        in_front = settings.VARNISH_URLS or settings.WAGTAILFRONTENDCACHE
        self.pause = 0.0 if in_front else ASKED_AGAIN
        self.asked_again = 0.0
        self.begun = 0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        forget_tracking(request)
        name = name_of(request)
        if name is None:
            return self.get_response(request)
        found = self._in_cache(lambda pages: pages.get(name))
        try:
            begun = self._learn()
            if found and memory.holds(found.number, found.keys):
                return answer(request, found)
        except OUTAGES as error:
            logger.warning("%s: shown as it was kept, for the database failed: %s", request.path, error)
            return answer(request, found) if found else self.get_response(request)
        known = request.META.pop("HTTP_IF_NONE_MATCH", None)  # what is made now is kept whole
        response = self.get_response(request)
        if known is not None:
            request.META["HTTP_IF_NONE_MATCH"] = known
        if not _is_page(response, request):
            return response
        made = kept(response, begun)
        self._in_cache(lambda pages: pages.set(name, made, seconds_of(response)))
        return answer(request, made)

    def _learn(self) -> int:
        """The number of the last purge, as it was `ASKED_AGAIN` ago at most."""
        if time.monotonic() >= self.asked_again:
            self.begun = memory.learn()
            self.asked_again = time.monotonic() + self.pause
        return self.begun

    def _in_cache(self, ask: Callable[[Any], Any]) -> Any:
        """What the cache says, or None while it fails."""
        if time.monotonic() < self.rests_until:
            return None
        try:
            return ask(caches["pages"])
        except Exception as error:  # whatever a cache's client raises: pages are made without it
            self.rests_until = time.monotonic() + REST
            logger.warning("The cache of pages failed: %s: %s", type(error).__name__, error)
            return None


def forget_tracking(request: HttpRequest) -> None:
    """Before anything reads the query: a page that repeats it would tell one reader's to the next."""
    query = request.META.get("QUERY_STRING", "")
    if any(mark in query for mark in TRACKING):
        request.META["QUERY_STRING"] = "&".join(pair for pair in query.split("&") if not pair.startswith(TRACKING))


def name_of(request: HttpRequest) -> str | None:
    """What the answer is kept under; None when it is not for this cache."""
    query = request.META.get("QUERY_STRING", "")
    if request.method != "GET" or has_session(request) or request.path_info.startswith(NOT_OURS):
        return None
    if len(query) > LONGEST_QUERY or "Authorization" in request.headers or "Range" in request.headers:
        return None
    try:
        asked = f"{request.scheme}://{request.get_host()}{request.path}?{urlencode(parse_qsl(query, True))}"
    except (DisallowedHost, ValueError):
        return None  # what answers it says so
    return f"page:{sha256(asked.encode('utf-8', 'surrogateescape')).hexdigest()}"


def _is_page(response: HttpResponseBase, request: HttpRequest) -> TypeGuard[HttpResponse]:
    policy = policies.of(request)
    return (
        policy is not None
        and policy.in_process
        and (policy.queries or not request.META.get("QUERY_STRING"))
        and isinstance(response, HttpResponse)
        and response.status_code != HTTPStatus.NOT_MODIFIED
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and seconds_of(response) > 0
        and len(response.content) <= LARGEST
        and not (set(_varies(response)) - {"accept-encoding"})
    )


def _varies(response: HttpResponseBase) -> list[str]:
    return [name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()]
