"""A webhook that fails is tried for a day, left alone meanwhile, paused in the end, and its people are written to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.utils import timezone
from django_q.models import OrmQ
from wagtail.models import ModelLogEntry

from caravana_site.api.models import WebhookDelivery, WebhookSubscription
from caravana_site.api.webhooks import pausing, retries, sending
from caravana_site.common import mail as queued_mail
from tests.factories import ThemeFactory

from .conftest import Endpoint, subscribe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def deliver(subscription: WebhookSubscription) -> int:
    return sending.send(subscription.pk)


def test_a_failure_is_tried_again_later_and_later_for_a_day_then_the_webhook_is_paused(endpoint: Endpoint) -> None:
    get_user_model().objects.create_superuser("cap", "cap@example.cat", "x")
    hook = subscribe(endpoint)
    endpoint.will(*[500] * 20)
    with time_machine.travel(NOON, tick=False) as clock:
        ThemeFactory()
        begun = timezone.now()
        waits = []
        for _try in range(8):
            assert deliver(hook) == 0
            row = WebhookDelivery.objects.get()
            if row.state == "waiting":
                waits.append(row.due - timezone.now())
                clock.move_to(row.due - timedelta(milliseconds=1))
                assert deliver(hook) == 0
                clock.move_to(row.due)
        assert len(endpoint.received) == 8, "nothing was sent before its time"
        assert all(least <= wait <= least * 1.3 for least, wait in zip(retries.WAITS, waits, strict=True))
        assert timezone.now() - begun <= timedelta(hours=24)
    row, hook = WebhookDelivery.objects.get(), WebhookSubscription.objects.get()
    assert (row.state, row.tries, row.last_status, row.last_problem) == ("failed", 8, 500, "status")
    assert (hook.pause_reason, hook.failures_in_a_row) == ("failing", 8)
    assert len({one.body for one in endpoint.received}) == 1, "each try sends the same bytes"
    assert len({one.headers["webhook-id"] for one in endpoint.received}) == 1
    assert len({one.headers["webhook-timestamp"] for one in endpoint.received}) == 8


@pytest.mark.parametrize(("language", "words"), [("ca", "està en pausa"), ("es", "está en pausa")])
def test_who_looks_after_a_dead_endpoint_is_written_to(
    endpoint: Endpoint, settings: Any, language: str, words: str
) -> None:
    settings.EMAIL_BACKEND = "caravana_site.common.mail.QueuedEmailBackend"
    get_user_model().objects.create_superuser("cap", "cap@example.cat", "x")
    get_user_model().objects.create_user("algu", "algu@example.cat", "x")
    hook = subscribe(endpoint, contact_language=language)
    endpoint.will(410)
    ThemeFactory()
    deliver(hook)
    hook.refresh_from_db()
    assert hook.pause_reason == "gone"
    assert WebhookDelivery.objects.get().state == "failed"
    queued_mail.deliver_due()
    written = {message.recipients()[0]: message for message in mail.outbox}
    assert set(written) == {"dev@example.cat", "cap@example.cat"}
    contact = written["dev@example.cat"].message()
    assert words in str(written["dev@example.cat"].subject)
    text = contact.get_payload()[0].get_payload(decode=True).decode()
    assert endpoint.url in text
    assert "410" in text
    link = f"http://testserver/admin/snippets/caravana_api/webhooksubscription/inspect/{hook.pk}/"
    assert link in written["cap@example.cat"].message().get_payload()[0].get_payload(decode=True).decode()
    assert link not in text, "the contact has no account"
    entry = ModelLogEntry.objects.get(action="caravana.webhook_paused")
    assert entry.data == {"reason": "gone"}


def test_what_changes_during_a_pause_is_sent_when_somebody_resumes(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    assert pausing.pause(hook, None)
    assert not pausing.pause(hook, None)
    ThemeFactory()
    assert not OrmQ.objects.filter(key="webhooks").exists(), "no job for what is paused"
    assert deliver(hook) == sending.send_due() == 0
    assert endpoint.received == []
    assert mail.outbox == [], "whoever pauses it knows"
    assert pausing.resume(hook, None) == 1
    assert deliver(hook) == 1


def test_an_endpoint_that_is_away_is_left_alone_and_holds_up_no_other(
    endpoint: Endpoint, other_endpoint: Endpoint
) -> None:
    away, well = subscribe(endpoint), subscribe(other_endpoint)
    endpoint.will(503)
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(3):
            ThemeFactory(key=f"theme-{number}", slug=f"theme-{number}")
        assert deliver(away) == 0
        assert deliver(away) == 0
        assert len(endpoint.received) == 1, "the others are not tried either"
        assert deliver(well) == 3
        clock.shift(timedelta(seconds=7))
        assert deliver(away) == 3
    assert [one.told["data"]["number"] for one in endpoint.received] == [1, 1, 2, 3]


def test_a_message_that_an_endpoint_cannot_take_stops_neither_the_others_nor_the_webhook(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    with time_machine.travel(NOON, tick=False) as clock:
        ThemeFactory(key="bad", slug="bad")
        for number in range(8):
            ThemeFactory(key=f"theme-{number}", slug=f"theme-{number}")
            endpoint.will(422, 204)
            deliver(hook)
            clock.shift(retries.WAITS[min(number, 6)] * 1.3)
    first = WebhookDelivery.objects.order_by("pk").first()
    assert first is not None
    assert (first.state, first.tries) == ("failed", 8)
    assert WebhookDelivery.objects.filter(state="delivered").count() == 8
    hook.refresh_from_db()
    assert hook.paused_since is None


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Fri, 27 Nov 2026 12:03:00 GMT", timedelta(minutes=3)),
        ("999999999999", timedelta(hours=24)),
        ("Fri, 27 Nov 2099 12:00:00 GMT", timedelta(hours=24)),
    ],
)
def test_an_endpoint_may_ask_for_time_within_the_day(endpoint: Endpoint, asked: str, wait: timedelta) -> None:
    hook = subscribe(endpoint)
    endpoint.will(429, Retry_After=asked)
    with time_machine.travel(NOON, tick=False):
        ThemeFactory()
        deliver(hook)
        assert WebhookDelivery.objects.get().due - timezone.now() == wait


@pytest.mark.parametrize("asked", ["1", "-5", "soon", "", "Thu, 26 Nov 2026 12:00:00 GMT", "٣"])
def test_what_an_endpoint_asks_for_in_vain_changes_nothing(endpoint: Endpoint, asked: str) -> None:
    hook = subscribe(endpoint)
    endpoint.answers.append((500, {"Retry-After": asked} if asked.isascii() else {}))
    with time_machine.travel(NOON, tick=False):
        ThemeFactory()
        deliver(hook)
        assert retries.asked_for("٣", timezone.now()) is None
        wait = WebhookDelivery.objects.get().due - timezone.now()
    assert timedelta(seconds=5) <= wait <= timedelta(seconds=6.5)
