"""When to try again: soon at first, then less and less often, for a day."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from caravana_site.api.models import WebhookDelivery

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
)
JITTER = 0.3
"""Each wait is longer by up to this part of it, so that endpoints that fell together are not asked together."""
WHOLE = timedelta(hours=24)


def next_try(delivery: WebhookDelivery, now: datetime, retry_after: str = "") -> datetime | None:
    """When to try again what has just failed for the `tries`-th time, or None when that was the last one.

    An endpoint may ask for a later moment (Retry-After), within the day that there is.
    """
    last = delivery.since + WHOLE
    if delivery.tries > len(WAITS) or now >= last:
        return None
    wait = WAITS[delivery.tries - 1] * (1 + random.random() * JITTER)  # noqa: S311  # not for secrets
    return min(max(now + wait, asked_for(retry_after, now) or now), last)


def asked_for(retry_after: str, now: datetime) -> datetime | None:
    """The moment that a Retry-After means, in seconds or as a date; None when it cannot be read."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return now + timedelta(seconds=min(int(text[:9]), WHOLE.total_seconds()))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
