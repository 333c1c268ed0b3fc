"""What changes is told to who follows it: signed, in order, again when it fails, and for a day at most."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django_q.models import OrmQ
from standardwebhooks import Webhook, WebhookVerificationError
from wagtail.models import ModelLogEntry

from caravana_site.api.models import Change, WebhookDelivery, WebhookSubscription
from caravana_site.api.webhooks import rotation, sending
from tests.factories import ThemeFactory

from .conftest import Endpoint, Received, subscribe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def verified(secret: str, received: Received) -> Any:
    """By somebody else's implementation."""
    return Webhook(secret).verify(received.body, received.headers)


def deliver(subscription: WebhookSubscription) -> int:
    return sending.send(subscription.pk)


def test_a_change_is_told_with_a_signature_that_others_can_verify(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    theme = ThemeFactory(name="Dades obertes")
    assert deliver(hook) == 1
    received = endpoint.received[0]
    change = Change.objects.get()
    assert verified(hook.secret, received) == received.told
    assert received.told == {
        "type": "theme.created",
        "timestamp": change.at.isoformat(),
        "data": {
            "number": change.number,
            "type": "theme",
            "uuid": str(theme.translation_key),
            "locale": "ca",
            "action": "created",
            "reason": None,
            "uri": f"http://testserver/id/theme/{theme.translation_key}",
            "api": f"http://testserver/api/v1/themes/{theme.translation_key}?locale=ca",
        },
    }
    assert "Dades obertes" not in received.body.decode(), "whoever wants the document asks the API for it"
    assert received.path == "/hook"
    assert received.headers["content-type"] == "application/json"
    assert received.headers["user-agent"].startswith("Caravana")
    assert hook.secret.startswith("whsec_")
    assert len(base64.b64decode(hook.secret.removeprefix("whsec_"))) == 32
    row = WebhookDelivery.objects.get()
    assert (row.state, row.last_status, row.tries, row.message_id) == (
        "delivered", 204, 1, received.headers["webhook-id"],
    )  # fmt: skip
    assert deliver(hook) == 0


def test_a_withdrawal_is_told_with_its_reason(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    ThemeFactory().delete()
    assert deliver(hook) == 2
    assert [one.told["type"] for one in endpoint.received] == ["theme.created", "theme.withdrawn"]
    assert endpoint.received[1].told["data"]["reason"] == "deleted"


def test_a_signature_is_of_that_secret_and_that_body_alone(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    ThemeFactory()
    deliver(hook)
    received = endpoint.received[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(subscribe(endpoint).secret).verify(received.body, received.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(hook.secret).verify(received.body + b" ", received.headers)


def test_after_a_rotation_both_secrets_sign_for_a_day(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    before = hook.secret
    with time_machine.travel(NOON, tick=False) as clock:
        now = rotation.rotate(hook, None)
        ThemeFactory(key="one", slug="one")
        deliver(hook)
        assert verified(before, endpoint.received[0]) == verified(now, endpoint.received[0])
        assert len(endpoint.received[0].headers["webhook-signature"].split()) == 2
        clock.shift(timedelta(hours=24))
        ThemeFactory(key="two", slug="two")
        deliver(hook)
        assert verified(now, endpoint.received[1])
        with pytest.raises(WebhookVerificationError):
            verified(before, endpoint.received[1])
    assert ModelLogEntry.objects.filter(action="caravana.webhook_secret_rotated").exists()


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({}, 1),
        ({"kinds": ["theme"], "languages": ["ca"], "themes": ["data"]}, 1),
        ({"kinds": ["practice"]}, 0),
        ({"languages": ["es"]}, 0),
        ({"themes": ["identity"]}, 0),
        ({"themes": ["identity", "data"]}, 1),
    ],
)
def test_only_what_somebody_follows_is_told(endpoint: Endpoint, filters: dict[str, list[str]], told: int) -> None:
    hook = subscribe(endpoint, **filters)
    ThemeFactory(key="data", slug="data")
    deliver(hook)
    assert len(endpoint.received) == told


def test_who_follows_a_theme_is_told_of_what_leaves_it(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint, themes=["data"])
    theme = ThemeFactory(key="data", slug="data")
    theme.key = "identity"
    theme.save()
    theme.name = "Un altre nom"
    theme.save()
    theme.key = "data"
    theme.save()
    theme.delete()
    deliver(hook)
    numbers = [one.told["data"]["number"] for one in endpoint.received]
    assert numbers == [1, 2, 4, 5], "made, gone elsewhere, come back, withdrawn; not what happened elsewhere"


def test_changes_are_told_in_their_order(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    theme = ThemeFactory()
    for number in range(5):
        theme.name = f"Nom {number}"
        theme.save()
    assert deliver(hook) == 6
    assert [one.told["data"]["number"] for one in endpoint.received] == [1, 2, 3, 4, 5, 6]


def test_a_redirect_is_not_followed_and_is_a_failure_that_says_so(endpoint: Endpoint, other_endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    endpoint.will(307, Location=other_endpoint.url)
    ThemeFactory()
    assert deliver(hook) == 0
    row = WebhookDelivery.objects.get()
    assert (row.last_status, row.last_problem, row.state) == (307, "redirect", "waiting")
    assert other_endpoint.received == []


def test_what_is_sent_again_keeps_its_identifier_and_its_bytes(endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    ThemeFactory()
    deliver(hook)
    row = WebhookDelivery.objects.get()
    WebhookDelivery.objects.filter(pk=row.pk).send_again(timezone.now())
    assert sending.send_one(row.pk)
    first, second = endpoint.received
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == row.message_id
    assert not sending.send_one(row.pk), "a job that runs twice sends once"
    assert len(endpoint.received) == 2


def test_the_clock_finds_what_no_job_was_left_for(endpoint: Endpoint, other_endpoint: Endpoint) -> None:
    hook, other = subscribe(endpoint), subscribe(other_endpoint)
    ThemeFactory()
    ThemeFactory(key="two", slug="two")
    OrmQ.objects.all().delete()
    assert sending.send_due() == 2
    jobs = [job.task for job in OrmQ.objects.filter(key="webhooks")]
    assert [(job["func"], job["args"]) for job in jobs] == [
        ("caravana_site.api.webhooks.sending.send", (hook.pk,)),
        ("caravana_site.api.webhooks.sending.send", (other.pk,)),
    ]


def test_an_endpoint_that_a_worker_has_is_left_to_it_until_the_worker_must_be_dead(endpoint: Endpoint) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        hook = subscribe(endpoint, busy_until=NOON + sending.CLAIM)
        ThemeFactory()
        assert deliver(hook) == 0
        assert endpoint.received == []
        clock.shift(sending.CLAIM)
        assert deliver(hook) == 1


def test_the_log_is_kept_for_thirty_days(endpoint: Endpoint) -> None:
    subscribe(endpoint)
    with time_machine.travel(NOON, tick=False) as clock:
        ThemeFactory(key="old", slug="old")
        clock.shift(timedelta(days=30))
        ThemeFactory(key="new", slug="new")
        assert sending.forget_old() == 0
        clock.shift(timedelta(seconds=1))
        assert sending.forget_old() == 1
    assert WebhookDelivery.objects.get().number == 2
