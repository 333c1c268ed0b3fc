"""Sending what was noted: one endpoint a job, one message after the other, and no transaction open while it answers.

A worker that is killed leaves its endpoint marked as busy for a minute and its message as waiting, so the clock's next
round sends it. Only one killed between the endpoint's yes and our note of it makes a message arrive twice, under the
same identifier.
"""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from caravana_site.api.models import WebhookDelivery, WebhookSubscription
from caravana_site.api.models.webhooks import Pause, Problem
from caravana_site.common import posting
from caravana_site.common.queue import enqueue

from . import noting, pausing, retries, signing

CLAIM = timedelta(seconds=60)  # longer than an endpoint may take to answer
ROUND = 20
"""Seconds, after which the other endpoints have their turn."""
USER_AGENT = "Caravana-Webhooks/1"
GONE = 410
AWAY = frozenset({429, 502, 503, 504})
"""What says that the endpoint itself is not there: nothing else is tried either until the next try."""
AWAY_PROBLEMS = frozenset({Problem.NAME, Problem.CONNECTION, Problem.CERTIFICATE, Problem.TIME, Problem.ADDRESS})
KEPT = timedelta(days=30)


def send_due() -> int:
    """A job of the clock: a job for each endpoint that something is due for. Returns how many."""
    due = WebhookDelivery.objects.to_send(timezone.now()).order_by()
    endpoints = list(due.values_list("subscription", flat=True).distinct())
    for pk in sorted(endpoints):
        enqueue(noting.SEND, pk, cluster="webhooks")
    return len(endpoints)


def send(subscription: int) -> int:
    """A job of the queue: what is due for one endpoint, in order. Returns how many were delivered."""
    until, delivered = time.monotonic() + ROUND, 0
    while row := WebhookDelivery.objects.to_send(timezone.now()).filter(subscription=subscription).first():
        if time.monotonic() > until:
            enqueue(noting.SEND, subscription, cluster="webhooks")
            break
        if not _claim(subscription):
            break  # another worker has it, and will look again when it is done
        delivered += _send_claimed(row)
    return delivered


def send_one(delivery: int) -> bool:
    """A job of the queue: this one now, though its endpoint may be paused. Returns whether it was delivered."""
    row = WebhookDelivery.objects.waiting().filter(pk=delivery).first()
    return bool(row is not None and _claim(row.subscription_id) and _send_claimed(row))


def forget_old() -> int:
    """A job of the clock: what is older than 30 days leaves the log, and waits for no paused endpoint any more."""
    deleted, _each = WebhookDelivery.objects.filter(created__lt=timezone.now() - KEPT).delete()
    return deleted


def _claim(subscription: int) -> bool:
    now = timezone.now()
    rows = WebhookSubscription.objects.free(now).filter(pk=subscription)
    return bool(rows.update(busy_until=now + CLAIM))


def _send_claimed(row: WebhookDelivery) -> bool:
    """Try it, unless the worker before has done so meanwhile."""
    try:
        found = WebhookDelivery.objects.waiting().select_related("subscription").filter(pk=row.pk).first()
        return found is not None and _try(found)
    finally:
        WebhookSubscription.objects.filter(pk=row.subscription_id).update(busy_until=None)


def _try(row: WebhookDelivery) -> bool:
    now = timezone.now()
    retry_after = ""
    try:
        answer = _post(row, now)
    except signing.NoSecretError:
        row.last_status, row.last_problem = None, Problem.SECRET
    except posting.PostingError as error:
        row.last_status, row.last_problem = None, Problem(error.trouble.value)
    else:
        row.last_status, row.last_problem = answer.status, _problem(answer.status)
        retry_after = answer.headers.get("retry-after", "")
    row.tries += 1
    with transaction.atomic():
        if row.last_problem:
            _failed(row, timezone.now(), retry_after)
        else:
            _delivered(row, timezone.now())
    return not row.last_problem


def _post(row: WebhookDelivery, now: datetime) -> posting.Answer:
    body, timestamp = row.payload.encode(), int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": row.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signing.signatures(row.subscription.secrets_at(now), row.message_id, timestamp, body),
    }
    return posting.post(row.subscription.url, body, headers, loopback=posting.loopback_allowed())


def _problem(status: int) -> Problem | str:
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return Problem.REDIRECT
    return Problem.GONE if status == GONE else Problem.STATUS


def _delivered(row: WebhookDelivery, now: datetime) -> None:
    row.state, row.delivered = row.State.DELIVERED, now
    row.save(update_fields=["state", "delivered", "tries", "last_status", "last_problem"])
    endpoint = WebhookSubscription.objects.filter(pk=row.subscription_id)
    endpoint.update(failures_in_a_row=0, rests_until=None, last_delivered=now)


def _failed(row: WebhookDelivery, now: datetime, retry_after: str) -> None:
    """A test is tried once: somebody waits to see what came of it."""
    gone = row.last_problem == Problem.GONE
    again = None if gone or row.is_test else retries.next_try(row, now, retry_after)
    if again is None:
        row.state = row.State.FAILED
    else:
        row.due = again
    row.save(update_fields=["state", "due", "tries", "last_status", "last_problem"])
    if not row.is_test:
        _blame(row.subscription, row, again)


def _blame(endpoint: WebhookSubscription, row: WebhookDelivery, again: datetime | None) -> None:
    """What a failed try says of its endpoint. One message that it cannot take is no reason to stop the others."""
    away = row.last_status in AWAY or row.last_problem in AWAY_PROBLEMS
    endpoint.failures_in_a_row += 1
    endpoint.rests_until = again if away else None
    endpoint.save(update_fields=["failures_in_a_row", "rests_until"])
    if row.last_problem == Problem.GONE:
        pausing.pause_failing(endpoint, Pause.GONE)
    elif again is None and (endpoint.last_delivered is None or endpoint.last_delivered < row.since):
        pausing.pause_failing(endpoint, Pause.FAILING)
