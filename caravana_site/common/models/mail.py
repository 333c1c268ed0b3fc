"""Outgoing mail as rows: a message is kept in the transaction that caused it and tried until it leaves."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

WAITS = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 30)),
    *(timedelta(hours=hours) for hours in (2, 4, 6, 8, 10, 12)),
)
"""Almost two days in all: a mail server that is down for one loses nothing."""


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def due(self, now: datetime) -> Self:
        """Messages that may be tried now, oldest first."""
        return self.filter(state=OutgoingEmail.State.WAITING, next_try__lte=now).order_by("next_try", "pk")


class OutgoingEmail(models.Model):
    """One message to send, whole (RFC 5322), with what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    created = models.DateTimeField(_("created"), auto_now_add=True)
    sender = models.CharField(_("sender"), max_length=320)
    recipients = models.JSONField(_("recipients"), help_text=_("Envelope addresses."))
    subject = models.CharField(_("subject"), max_length=998)
    message = models.BinaryField(_("message"), help_text=_("The whole message, as it goes over the wire."))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try = models.DateTimeField(_("next try"))
    sent = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing e-mail")
        verbose_name_plural = _("outgoing e-mails")
        indexes = [models.Index(fields=["state", "next_try"], name="outgoing_email_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent__isnull=False) | ~models.Q(state="sent"),
                name="outgoing_email_sent_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def put_off(self, now: datetime, error: str) -> None:
        """Note a failed try and set the next one, or give up after the last wait."""
        self.last_error = error[:2000]
        if self.tries > len(WAITS):
            self.state = self.State.FAILED
        else:
            self.next_try = now + WAITS[self.tries - 1]
