"""How much anybody may ask in an hour: by key, or by network for who has none.

Counters live in Django's cache, so that no query is spent. A cache that is down counts nothing and refuses nobody.
"""

import logging
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from caravana_site.api.models import ApiKey
from caravana_site.common.client_address import network_of

from .problems import ProblemError

logger = logging.getLogger("caravana.api")
WINDOW = 3600
"""Seconds."""
KEY_KEPT = 60
"""Seconds in which a process may still take a key that another one has just revoked."""
BEARER = "Bearer "
NO_LIMIT = 0


@dataclass(frozen=True)
class Allowance:
    """What somebody may still ask; `reset` is in seconds."""

    limit: int
    remaining: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }


def counted(request: HttpRequest) -> Allowance | None:
    """Count a request. None where there is no limit; raises a problem for a wrong key and for one request too many."""
    given = request.headers.get("Authorization", "")
    address = network_of(request.META.get("REMOTE_ADDR", ""))
    if given.startswith(BEARER):
        digest = sha256(given.removeprefix(BEARER).strip().encode()).hexdigest()
        quota = _quota(digest)
        if quota is None:
            _count(f"address:{address}", settings.API_ANONYMOUS_REQUESTS)  # guessing is limited too
            detail = "The key is unknown or was revoked. Ask without one, or ask us for another."
            raise ProblemError(
                "unauthorized", HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": 'Bearer realm="caravana"'}
            )
        return _count(f"key:{digest}", quota)
    return _count(f"address:{address}", settings.API_ANONYMOUS_REQUESTS)


def _quota(digest: str) -> int | None:
    """Requests an hour of that key; None for one that there is not."""
    name = ApiKey.cache_name(digest)
    try:
        kept = cache.get(name)
    except Exception as error:  # each cache has errors of its own
        logger.warning("The cache could not be asked for a key: %s", type(error).__name__)
        kept = None
    if isinstance(kept, int):
        return kept
    quota: int | None = ApiKey.objects.filter(digest=digest, revoked=False).values_list("quota", flat=True).first()
    if quota is not None:
        try:
            cache.set(name, quota, KEY_KEPT)
        except Exception as error:  # likewise
            logger.warning("The cache could not keep a key: %s", type(error).__name__)
    return quota


def _count(who: str, limit: int) -> Allowance | None:
    if limit == NO_LIMIT:
        return None
    now = int(time())
    window, reset = now // WINDOW, WINDOW - now % WINDOW
    name = f"api.{salted_hmac(f'caravana.api.{window}', who, algorithm='sha256').hexdigest()}"
    try:
        cache.add(name, 0, WINDOW)
        number = cache.incr(name)
    except Exception as error:  # each cache has errors of its own
        logger.warning("A request could not be counted, so it was let through: %s", type(error).__name__)
        return None
    if number > limit:
        told = Allowance(limit, 0, reset)
        raise ProblemError(
            "too-many-requests",
            HTTPStatus.TOO_MANY_REQUESTS,
            f"{limit} requests an hour are allowed. A key has a quota of its own.",
            headers={**told.headers, "Retry-After": str(reset)},
        )
    return Allowance(limit, limit - number, reset)
