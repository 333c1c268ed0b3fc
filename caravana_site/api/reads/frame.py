"""What every answer to programs has in common: methods, limits, problems, and headers that let anybody read it."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from caravana_site.common.failures import OUTAGES

from . import limits, secret_paths
from .answers import Known, answer_known
from .problems import ProblemError, problem_answer

logger = logging.getLogger("caravana.api")
METHODS = ("GET", "HEAD", "OPTIONS")
ALLOWED = ", ".join(METHODS)
EXPOSED = "Content-Language, ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
DAY = "86400"
View = Callable[..., HttpResponse]


def framed(view: View) -> View:
    """A view for programs of anywhere: it knows no session, and whatever happens it answers in their terms."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = request.method
        # Somebody who is signed in is answered like anybody: caches share the answers.
        request.COOKIES = {}
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)  # a broken cookie would be answered with a new one
        request.session = NoSession()
        try:
            found = _answered(request, lambda: view(request, *args, **kwargs))
        finally:
            request.method = method
        return _open(found)

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # Django's own name for it; nothing is ever written
    return answered


class NoSession(SessionBase):
    """Holds nothing and is never saved."""

    def exists(self, session_key: str) -> bool:
        return False

    def load(self) -> dict[str, Any]:
        return {}


def _answered(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    allowance = None
    try:
        if request.method == "OPTIONS":
            return _options()
        _refuse_what_is_no_read(request)
        allowance = limits.counted(request)
        request.method = "GET"  # the server leaves the body out of an answer to HEAD
        found = view()
    except Known as error:
        found = answer_known(error)
    except ProblemError as error:
        found = problem_answer(request, error)
    except OUTAGES as error:
        logger.error("%s: the database failed: %s", secret_paths.told(request.path), error)
        detail = "Try again in half a minute."
        told = ProblemError("unavailable", HTTPStatus.SERVICE_UNAVAILABLE, detail, headers={"Retry-After": "30"})
        found = problem_answer(request, told)
    except Exception:
        logger.exception("%s failed", secret_paths.told(request.path))
        told = ProblemError("server-error", HTTPStatus.INTERNAL_SERVER_ERROR, "It has been noted. Try again later.")
        found = problem_answer(request, told)
    for name, value in allowance.headers.items() if allowance else ():
        found.headers[name] = value
    if secret_paths.is_secret(request.path):
        secret_paths.keep_secret(found)
    return found


def _refuse_what_is_no_read(request: HttpRequest) -> None:
    if request.method not in METHODS:
        detail = "This can only be read."
        raise ProblemError(
            "method-not-allowed", HTTPStatus.METHOD_NOT_ALLOWED, detail, valid=METHODS, headers={"Allow": ALLOWED}
        )
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length != "0" or request.headers.get("Transfer-Encoding"):
        raise ProblemError("bad-request", HTTPStatus.BAD_REQUEST, "A request that reads has no body.")


def _options() -> HttpResponse:
    found = HttpResponse(status=HTTPStatus.NO_CONTENT)
    del found.headers["Content-Type"]
    found.headers["Allow"] = found.headers["Access-Control-Allow-Methods"] = ALLOWED
    found.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Authorization, If-None-Match"
    found.headers["Access-Control-Max-Age"] = DAY
    found.headers["Cache-Control"] = f"public, max-age={DAY}"
    return found


def _open(found: HttpResponse) -> HttpResponse:
    found.headers["Access-Control-Allow-Origin"] = "*"
    found.headers["Access-Control-Expose-Headers"] = EXPOSED
    found.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if not found.headers.get("Content-Type", "").startswith("text/html"):
        found.headers["X-Robots-Tag"] = "noindex"  # the pages are what is to be found
    return found
