"""What the common room itself keeps of people: messages on their way, sign-ins, attempts, accounts."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from caravana_site.common.models import AttemptCount, OutgoingEmail, SignInEvent

from .holdings import Holding, register

MAIL_KEPT = timedelta(days=30)
SIGN_INS_KEPT = timedelta(days=365)  # as long as an intrusion may take to be noticed
ATTEMPTS_KEPT = timedelta(days=30)
COUNTS_KEPT = timedelta(days=1)


class KeptMail(Holding):
    """Whole messages, sent or given up. One that still waits is kept until it has left."""

    key = "mail"
    name = _("Messages sent")

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return OutgoingEmail.objects.filter(created__lt=now - MAIL_KEPT).exclude(state=OutgoingEmail.State.WAITING)

    def about(self, email: str) -> list[Any]:
        """Read one by one: addresses and words are encoded, and there is a month of them at most."""
        wanted = email.lower()
        return [row for row in OutgoingEmail.objects.iterator(chunk_size=200) if wanted in self._words(row).lower()]

    def _words(self, row: OutgoingEmail) -> str:
        message = message_from_bytes(bytes(row.message), policy=default)
        parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        return "\n".join([*row.recipients, *(str(value) for value in message.values()), *parts])

    def export(self, row: OutgoingEmail) -> dict[str, Any]:
        return {str(_("sent")): str(row.sent or ""), str(_("message")): self._words(row)}


class SignIns(Holding):
    key = "sign-ins"
    name = _("Sign-ins")

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return SignInEvent.objects.filter(moment__lt=now - SIGN_INS_KEPT)

    def about(self, email: str) -> list[Any]:
        return list(SignInEvent.objects.filter(models.Q(user__email__iexact=email) | models.Q(username__iexact=email)))


class Attempts(Holding):
    """What django-axes notes of refused sign-ins; a model each."""

    def __init__(self, model: type[models.Model], key: str, name: Any) -> None:
        self.model, self.key, self.name = model, key, name

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(attempt_time__lt=now - ATTEMPTS_KEPT)

    def about(self, email: str) -> list[Any]:
        names = get_user_model()._default_manager.filter(email__iexact=email).values("username")
        mine = models.Q(username__iexact=email) | models.Q(username__in=names)
        return list(self.model._default_manager.filter(mine))


class Counts(Holding):
    """Counters of public forms: hashes that say nothing of whom, and a day old at most."""

    key = "counts"
    name = _("Counters of attempts")

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return AttemptCount.objects.filter(window__lt=now - COUNTS_KEPT)

    def about(self, email: str) -> list[Any]:
        return []


class Accounts(Holding):
    """Accounts of the administration: exported here, and deleted by hand, since content hangs from them."""

    key = "accounts"
    name = _("Accounts (to be deleted under Settings → Users)")

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        return get_user_model()._default_manager.none()

    def about(self, email: str) -> list[Any]:
        return list(get_user_model()._default_manager.filter(email__iexact=email))

    def export(self, row: Any) -> dict[str, Any]:
        names = ("username", "first_name", "last_name", "email")
        return {str(row._meta.get_field(name).verbose_name): getattr(row, name) for name in names}

    def erase(self, rows: list[Any], email: str) -> int:
        return 0


OWN = (
    KeptMail(),
    SignIns(),
    Attempts(AccessAttempt, "attempts", _("Refused sign-ins")),
    Attempts(AccessFailureLog, "failures", _("Log of refused sign-ins")),
    Attempts(AccessLog, "access", _("Log of sessions")),
    Counts(),
    Accounts(),
)


def register_own() -> None:
    for holding in OWN:
        register(holding)
