"""One line for each request, and an id that ties to it whatever was logged meanwhile, here and in the queue."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .masking import without_secret

HEADER = "X-Request-ID"
GOOD = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
PROBES = frozenset({"/health/live", "/health/ready", "/metrics"})
"""Asked every few seconds: a line only when the answer is not 200."""
logger = logging.getLogger("caravana.requests")


class RequestLogMiddleware:
    """The outermost one: whatever answers, a cache of pages or a refusal, is written down and has an id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        key = id_of(request)
        structlog.contextvars.bind_contextvars(request_id=key)
        try:
            response = self.get_response(request)
            response.headers[HEADER] = key
            if response.status_code != 200 or request.path_info not in PROBES:
                line = {
                    "method": request.method,
                    "path": without_secret(request.path_info),
                    "status": response.status_code,
                    "milliseconds": round((time.perf_counter() - began) * 1000, 1),
                }
                logger.info("request", extra=line)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
        return response


def id_of(request: HttpRequest) -> str:
    """The one that a proxy of ours gave, else a new one: a visitor's own could pretend to be another request."""
    given = request.headers.get(HEADER, "") if settings.TRUSTED_PROXIES else ""
    return given if GOOD.fullmatch(given) else uuid4().hex


def current_id() -> str | None:
    """Of the request that is being answered, or of the one that a job was queued by."""
    found = structlog.contextvars.get_contextvars().get("request_id")
    return str(found) if found else None
