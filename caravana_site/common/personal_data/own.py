"""What the common room itself keeps of people: messages on their way, sign-ins, attempts, accounts."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
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
        named = _naming(email)
        return [row for row in OutgoingEmail.objects.iterator(chunk_size=200) if _concerns(row, email, named)]

    def hidden_texts(self) -> Iterator[str]:
        for row in OutgoingEmail.objects.iterator(chunk_size=200):
            yield from (*(str(value) for value in _message(row).values()), *_texts(_message(row)))

    def export(self, row: OutgoingEmail) -> dict[str, Any]:
        words = [*row.recipients, *(str(value) for value in _message(row).values()), *_texts(_message(row))]
        return {str(_("sent")): str(row.sent or ""), str(_("message")): "\n".join(words)}


def _naming(email: str) -> re.Pattern[str]:
    """The address as it stands in a text, and not as the end or the beginning of a longer one."""
    before, after = r"(?<![\w!#$%&*+/=?^`{|}~-])(?<!\w[.'])", r"(?!\.?\w|-+\w)"
    return re.compile(f"{before}{re.escape(email)}{after}", re.IGNORECASE)


def _concerns(row: OutgoingEmail, email: str, named: re.Pattern[str]) -> bool:
    """Whether the person is written to, or named in what the message says."""
    message = _message(row)
    headers = [value for value in message.values() if not isinstance(value, AddressHeader)]
    listed = [value for value in message.values() if isinstance(value, AddressHeader)]
    addresses = [address for _name, address in getaddresses(row.recipients)]
    addresses += [one.addr_spec for header in listed for one in header.addresses]
    return email.lower() in (address.lower() for address in addresses) or any(
        named.search(text) for text in [*map(str, headers), *_texts(message)]
    )


def _message(row: OutgoingEmail) -> EmailMessage:
    return message_from_bytes(bytes(row.message), policy=default)


def _texts(message: EmailMessage) -> list[str]:
    return [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]


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
