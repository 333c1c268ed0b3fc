"""Whom changes are told to, and what was sent to each."""

import secrets
from base64 import b64encode
from datetime import datetime
from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caravana_site.common import languages
from caravana_site.common.fields import EncryptedField

SECRET_PREFIX = "whsec_"  # noqa: S105  # not a secret: what Standard Webhooks puts before each

PURPOSE = "webhook"


def make_secret() -> str:
    """32 random bytes, as Standard Webhooks writes them."""
    return SECRET_PREFIX + b64encode(secrets.token_bytes(32)).decode()


def make_message_id() -> str:
    return f"msg_{secrets.token_hex(16)}"


class Problem(models.TextChoices):
    """Why a try came to nothing. The first six are the values of `posting.Trouble`."""

    ADDRESS = "address", _("the address is private, or is one that may not be called")
    NAME = "name", _("the host name leads nowhere")
    CONNECTION = "connection", _("no connection could be made")
    CERTIFICATE = "certificate", _("the certificate is not valid for the host name")
    TIME = "time", _("the answer took more than ten seconds")
    ANSWER = "answer", _("the answer could not be read")
    REDIRECT = "redirect", _("the answer leads elsewhere, and redirects are not followed")
    GONE = "gone", _("the endpoint wants nothing more")
    STATUS = "status", _("the endpoint answered with an error")
    SECRET = "secret", _("its secret cannot be read any more: give it another")  # a word, not a secret


class Pause(models.TextChoices):
    """Why nothing is sent."""

    BY_HAND = "by-hand", _("Somebody has paused it.")
    GONE = "gone", _("The endpoint answered 410: it wants nothing more.")
    FAILING = "failing", _("Nothing could be delivered for 24 hours.")


class WebhookSubscriptionQuerySet(models.QuerySet["WebhookSubscription"]):
    def active(self) -> Self:
        return self.filter(paused_since=None)

    def free(self, now: datetime) -> Self:
        """Those that no worker is sending to at that moment."""
        return self.filter(Q(busy_until=None) | Q(busy_until__lte=now))

    def rested(self, now: datetime) -> Self:
        """Those that are not left alone for a while because they did not answer."""
        return self.filter(Q(rests_until=None) | Q(rests_until__lte=now))


class WebhookSubscription(models.Model):
    """An endpoint that is told of changes, what it wants to hear of, and how it is doing."""

    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(
        _("address"),
        max_length=500,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("It begins with https:// and its host is public. Port 443, or any from 1024 on."),
    )
    contact = models.EmailField(
        _("contact e-mail"), blank=True, help_text=_("Who is written to when the endpoint is paused. Never shown.")
    )
    contact_language = models.CharField(_("language of the contact"), max_length=10, choices=languages.choices)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    themes = models.JSONField(_("themes"), default=list, blank=True)
    secret = EncryptedField(purpose=PURPOSE, default=make_secret, editable=False)
    previous_secret = EncryptedField(purpose=PURPOSE, blank=True, editable=False)
    previous_secret_until = models.DateTimeField(null=True, editable=False)
    paused_since = models.DateTimeField(_("paused since"), null=True, editable=False)
    pause_reason = models.CharField(_("why it is paused"), max_length=8, choices=Pause, blank=True, editable=False)
    failures_in_a_row = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    last_delivered = models.DateTimeField(_("last delivery"), null=True, editable=False)
    rests_until = models.DateTimeField(null=True, editable=False)
    """It did not answer: nothing is tried before."""
    busy_until = models.DateTimeField(null=True, editable=False)
    """A worker is sending to it, or was killed while it did."""
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = WebhookSubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paused_since=None, pause_reason="") | (Q(paused_since__isnull=False) & ~Q(pause_reason="")),
                name="webhook_is_paused_for_a_reason",
            )
        ]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """What a person reads of it."""
        if self.paused_since is not None:
            return _("Paused: %(why)s") % {"why": self.get_pause_reason_display()}
        return str(_("Failing")) if self.failures_in_a_row else str(_("Active"))

    def secrets_at(self, now: datetime) -> list[str]:
        """Those that sign at that moment: for a day after a change the old one signs too."""
        if self.previous_secret and self.previous_secret_until and now < self.previous_secret_until:
            return [self.secret, self.previous_secret]
        return [self.secret]


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def waiting(self) -> Self:
        return self.filter(state=WebhookDelivery.State.WAITING)

    def failed(self) -> Self:
        return self.filter(state=WebhookDelivery.State.FAILED)

    def due(self, now: datetime) -> Self:
        """What may be tried now, in the order of the changes."""
        return self.waiting().filter(due__lte=now).order_by("pk")

    def to_send(self, now: datetime) -> Self:
        """What is due at endpoints that are neither paused nor left alone for a while."""
        endpoints = WebhookSubscription.objects.active().rested(now)
        return self.due(now).filter(subscription__in=endpoints)

    def send_again(self, now: datetime) -> int:
        """With all their tries before them, under the same identifiers; returns how many."""
        return self.update(state=WebhookDelivery.State.WAITING, tries=0, since=now, due=now, delivered=None)


class WebhookDelivery(models.Model):
    """One change to tell one endpoint of, or a test when it has no number. Every try sends the same bytes."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed")

    message_id = models.CharField(_("identifier"), max_length=40, default=make_message_id, unique=True)
    subscription = models.ForeignKey(
        WebhookSubscription, models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    number = models.BigIntegerField(_("number of the change"), null=True)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    uuid = models.UUIDField(null=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    action = models.CharField(_("what happened"), max_length=9, blank=True)
    payload = models.TextField(_("message"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    since = models.DateTimeField(default=timezone.now)
    """From when its 24 hours count: when it was noted, or is sent again."""
    due = models.DateTimeField(_("next try"), default=timezone.now)
    last_status = models.PositiveSmallIntegerField(_("last status"), null=True)
    last_problem = models.CharField(_("last problem"), max_length=11, choices=Problem, blank=True)
    created = models.DateTimeField(_("created"), default=timezone.now)
    delivered = models.DateTimeField(_("delivered"), null=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=("subscription", "state", "due"), name="webhook_delivery_due"),
            models.Index(fields=("state", "due"), name="webhook_delivery_waiting"),
            models.Index(fields=("created",), name="webhook_delivery_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="delivered", delivered__isnull=False) | (~Q(state="delivered") & Q(delivered=None)),
                name="webhook_delivered_has_a_time",
            )
        ]
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")

    def __str__(self) -> str:
        return self.message_id

    @property
    def is_test(self) -> bool:
        return self.number is None

    @property
    def told(self) -> str:
        """What it tells of, in one line."""
        return f"{self.kind}.{self.action} ({self.language}) {self.uuid}" if self.number else "webhook.test"
