"""Stopping an endpoint and starting it again. What changes meanwhile waits, for 30 days at most."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from caravana_site.api.models import WebhookSubscription
from caravana_site.api.models.webhooks import Pause
from caravana_site.common import editors, letters
from caravana_site.common.queue import enqueue
from caravana_site.common.site_address import absolute

from . import noting


def pause(subscription: WebhookSubscription, user: Any) -> bool:
    """By a person, who need not be told; False when it is paused already."""
    return _pause(subscription, Pause.BY_HAND, user)


def pause_failing(subscription: WebhookSubscription, reason: Pause) -> None:
    """By the machine, which tells the endpoint's contact and the administrators."""
    with transaction.atomic():
        if _pause(subscription, reason, None):
            told = editors.administrators()
            if subscription.contact:
                language = subscription.contact_language or settings.LANGUAGE_CODE
                letters.send(partial(_to_contact, subscription), subscription.contact, language=language)
            for email, language in told.items():
                letters.send(partial(_to_administrator, subscription), email, language=language)


def resume(subscription: WebhookSubscription, user: Any) -> int:
    """Send again, first what has waited, with all its tries before it. Returns how much that is."""
    now = timezone.now()
    with transaction.atomic():
        WebhookSubscription.objects.filter(pk=subscription.pk).update(
            paused_since=None, pause_reason="", failures_in_a_row=0, rests_until=None
        )
        number = subscription.deliveries.waiting().send_again(now)
        log(subscription, "caravana.webhook_resumed", user=user)
        enqueue(noting.SEND, subscription.pk, cluster="webhooks")
    return number


def _pause(subscription: WebhookSubscription, reason: Pause, user: Any) -> bool:
    now = timezone.now()
    with transaction.atomic():
        running = WebhookSubscription.objects.active().filter(pk=subscription.pk)
        if not running.update(paused_since=now, pause_reason=reason):
            return False
        subscription.paused_since, subscription.pause_reason = now, reason
        log(subscription, "caravana.webhook_paused", user=user, data={"reason": reason.value})
    return True


def _paragraphs(subscription: WebhookSubscription) -> list[str]:
    moment = date_format(timezone.localtime(subscription.paused_since), "DATETIME_FORMAT")
    told = _("Nothing more is sent to %(url)s since %(moment)s. %(reason)s")
    values = {"moment": moment, "url": subscription.url, "reason": subscription.get_pause_reason_display()}
    return [told % values, _("What changes meanwhile is kept for 30 days and sent once somebody resumes it.")]


def _subject(subscription: WebhookSubscription) -> str:
    return _("The webhook «%(name)s» is paused") % {"name": subscription.name}


def _to_contact(subscription: WebhookSubscription) -> letters.Letter:
    last = _("When the endpoint works again, tell us and we will resume it. Nothing is lost for who reads the changes.")
    changes = (_("The changes since a number"), absolute("/api/v1/changes"))
    return letters.Letter(_subject(subscription), [*_paragraphs(subscription), last], link=changes)


def _to_administrator(subscription: WebhookSubscription) -> letters.Letter:
    where = reverse("wagtailsnippets_caravana_api_webhooksubscription:inspect", args=[subscription.pk])
    look = (_("What was tried, and how to resume it"), absolute(where))
    return letters.Letter(_subject(subscription), _paragraphs(subscription), link=look)
