"""Secrets of webhooks are encrypted in the database, with the key that the site has now."""

from typing import Any

import pytest
from django.db import connection

from caravana_site.api.models import ApiKey, WebhookDelivery, WebhookSubscription
from caravana_site.api.models.webhooks import Problem
from caravana_site.api.webhooks import messages, rotation, sending
from caravana_site.common import clock as the_clock

from .conftest import Endpoint, subscribe

pytestmark = pytest.mark.django_db


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT secret FROM {WebhookSubscription._meta.db_table}")
        return str(cursor.fetchone()[0])


def test_a_copy_of_the_database_opens_nothing(endpoint: Endpoint) -> None:
    row = subscribe(endpoint)
    assert row.secret.startswith("whsec_")
    assert WebhookSubscription.objects.get().secret == row.secret
    assert row.secret.removeprefix("whsec_") not in stored()
    key = ApiKey(name="Programa", contact="dev@example.cat")
    made = key.make()
    key.save()
    assert made not in str(list(ApiKey.objects.values()))


def test_the_key_of_the_site_can_be_changed(endpoint: Endpoint, settings: Any) -> None:
    secret, before = subscribe(endpoint).secret, settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 50, [before]
    assert WebhookSubscription.objects.get().secret == secret
    assert "caravana_site.api.webhooks.rotation.encrypt_anew" in {one.function for one in the_clock.entries()}
    rotation.encrypt_anew()
    settings.SECRET_KEY_FALLBACKS = []
    assert WebhookSubscription.objects.get().secret == secret


def test_a_secret_that_cannot_be_read_sends_nothing_and_says_so(endpoint: Endpoint, settings: Any) -> None:
    row = subscribe(endpoint)
    settings.SECRET_KEY = "y" * 50
    kept = stored()
    rotation.encrypt_anew()
    assert stored() == kept  # the old key may come back
    delivery = WebhookDelivery.objects.create(subscription_id=row.pk, payload=messages.of_test())
    sending.send_one(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.last_problem == Problem.SECRET
    assert not endpoint.received
    assert rotation.rotate(row, None).startswith("whsec_")
