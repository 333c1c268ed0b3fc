"""Says to caches what they may do with each answer; what is not known to be the same for everybody, nobody keeps."""

from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from . import moments, policies, shown
from .policies import ABSENT, EVERYTHING, MISSING, WHILE_ASKING, WHILE_DOWN, Policy, Until

NOBODY = "private, no-store"
LONGEST_HEADER = 6000
"""Bytes of the keys of one answer: servers in front read headers of 8 kB."""
READ = frozenset({"GET", "HEAD"})
KEPT = frozenset({HTTPStatus.OK, HTTPStatus.NOT_MODIFIED, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
GetResponse = Callable[[HttpRequest], HttpResponse]


class CachingMiddleware:
    """Stands around everything that makes an answer, so that whatever set a cookie on the way is seen."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # The view for programs takes the cookies away, so they are looked at before.
        signed_in, at = has_session(request), timezone.now()
        shown.begin()
        try:
            response = self.get_response(request)
        finally:
            noted = shown.end()
        policy = policies.of(request)
        if policy is None or not _may_be_kept(request, response, policy, signed_in):
            return _kept_by_nobody(response)
        keys = _keys(request, response, policy, noted)
        _say(response, *_times(request, response, policy, at))
        response.headers["Surrogate-Key"] = _written(keys, policy)
        return _conditional(request, response)


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _may_be_kept(request: HttpRequest, response: HttpResponseBase, policy: Policy, signed_in: bool) -> bool:
    told = response.headers.get("Cache-Control", "")
    own = request.method in READ and not getattr(request, "is_dummy", False)
    refused = "no-store" in told or (policy.says_so and "public" not in told)
    if not own or refused or request.headers.get("Authorization"):
        return False
    if (signed_in or response.cookies) and not policy.for_anybody:
        return False
    if response.status_code == HTTPStatus.FOUND:
        return policy.asks_language or request.path_info == "/favicon.ico" or policy.for_anybody
    if response.status_code == HTTPStatus.SEE_OTHER:
        return policy.for_anybody
    served = request.resolver_match is None or request.resolver_match.view_name != "wagtail_serve"
    if response.status_code == HTTPStatus.OK and not served:
        return hasattr(request, "served_page")  # otherwise it asks for a password
    return response.status_code in KEPT


def _kept_by_nobody(response: HttpResponseBase) -> HttpResponseBase:
    told = response.headers.get("Cache-Control", "")
    if "no-store" not in told and "private" not in told:
        response.headers["Cache-Control"] = NOBODY
    response.headers.pop("Surrogate-Key", None)
    return response


def _keys(request: HttpRequest, response: HttpResponseBase, policy: Policy, noted: Iterable[str]) -> list[str]:
    """The coarse ones first: they stay when there is no room for all."""
    page = getattr(request, "served_page", None)
    told = response.headers.get("Surrogate-Key", "").split()
    fine = {*noted, *(shown.keys_of(page) if page is not None else ())}
    match = request.resolver_match
    of_row = [policy.row.format(**match.kwargs)] if policy.row and match is not None else []
    coarse = [EVERYTHING, *policy.keys, *of_row, *told]
    if response.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE) or getattr(request, "served_elsewhere", False):
        coarse.append(MISSING)
    return list(dict.fromkeys([*coarse, *sorted(fine)]))


def _written(keys: list[str], policy: Policy) -> str:
    written = " ".join(keys)
    if len(written) <= LONGEST_HEADER:
        return written
    # Rather told too often than too seldom: by the publication of anything.
    return " ".join([EVERYTHING, *policy.keys, MISSING])


def _times(request: HttpRequest, response: HttpResponseBase, policy: Policy, at: datetime) -> tuple[int, int, int, int]:
    """Seconds for browsers, for shared caches, and beyond that while asking anew and while the site is down."""
    if response.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return ABSENT, ABSENT, 0, 0
    until = policy.until
    if page := getattr(request, "served_page", None):
        until = Until.STOP if getattr(request, "served_elsewhere", False) else shown.until_of(page)
    longest = policies.longest(policy)
    left = moments.seconds_left(until, at)
    if left is None:
        return policy.browser, longest, WHILE_ASKING, WHILE_DOWN
    shared = min(longest, left)
    rest = left - shared  # nothing is shown beyond that moment, however the site is
    return min(policy.browser, left), shared, min(WHILE_ASKING, rest), min(WHILE_DOWN, rest)


def _say(response: HttpResponseBase, browser: int, shared: int, asking: int, down: int) -> None:
    told = [f"public, max-age={browser}", f"s-maxage={shared}"]
    if asking:
        told.append(f"stale-while-revalidate={asking}")
    if down:
        told.append(f"stale-if-error={down}")
    response.headers["Cache-Control"] = ", ".join(told)


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 to whoever has it already. The tag is weak, since servers in front compress: it names the same page."""
    if not isinstance(response, HttpResponse) or response.status_code != HTTPStatus.OK:
        return response  # a file that is sent in pieces has its own
    if not response.has_header("ETag"):
        response.headers["ETag"] = f'W/"{sha256(response.content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") is None:
        return response
    answered = get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
    for name in ("Surrogate-Key", "Content-Language", "Access-Control-Allow-Origin", "Vary"):
        if name in response.headers:
            answered.headers[name] = response.headers[name]
    return answered
