"""Changing an endpoint's secret without a moment in which it can verify nothing."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from caravana_site.api.models import WebhookSubscription
from caravana_site.api.models.webhooks import make_secret

BOTH = timedelta(hours=24)


def rotate(subscription: WebhookSubscription, user: Any) -> str:
    """Give it a new secret and return it; the one before signs too for a day."""
    with transaction.atomic():
        row = WebhookSubscription.objects.select_for_update().get(pk=subscription.pk)
        row.previous_secret, row.previous_secret_until = row.secret, timezone.now() + BOTH
        row.secret = make_secret()
        row.save(update_fields=["secret", "previous_secret", "previous_secret_until"])
        log(row, "caravana.webhook_secret_rotated", user=user)
    return row.secret


def encrypt_anew() -> None:
    """A job of the clock: what an older key of the site wrote is written with the one of now, so that it can go."""
    for pk in WebhookSubscription.objects.values_list("pk", flat=True):
        with transaction.atomic():
            row = WebhookSubscription.objects.select_for_update().filter(pk=pk).first()
            kept = [name for name in ("secret", "previous_secret") if row and getattr(row, name)]
            if row and kept:
                row.save(update_fields=kept)
