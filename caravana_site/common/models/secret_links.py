"""Ways in for people without an account: one link, to one thing, that can be taken back."""

import secrets
import uuid
from datetime import datetime
from typing import Any, Self

from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """128 random bits as 22 letters that an address may hold."""
    return secrets.token_urlsafe(16)


class SecretLinkQuerySet(models.QuerySet["SecretLink"]):
    def to(self, purpose: str, subject: uuid.UUID) -> Self:
        return self.filter(purpose=purpose, subject=subject)

    def good(self, at: datetime) -> Self:
        """Neither taken back nor too old."""
        return self.filter(revoked=None).exclude(expires__lte=at)

    def revoke(self, at: datetime) -> int:
        """Take them back; those that were keep their moment."""
        return self.filter(revoked=None).update(revoked=at)


class SecretLink(models.Model):
    """Who holds its token may see and do what `purpose` allows with `subject`.

    The token is not kept: it is the key with its signature, so a stolen copy of the database opens nothing, and the
    same link can still be written into every message.
    """

    key = models.CharField(max_length=22, default=new_key, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=30)
    subject = models.UUIDField(_("subject"))
    holder = models.CharField(_("holder"), max_length=160, blank=True, help_text=_("As what they hold it."))
    created = models.DateTimeField(_("created"), default=timezone.now)
    expires = models.DateTimeField(_("good until"), null=True, blank=True)
    revoked = models.DateTimeField(_("taken back"), null=True, blank=True)
    last_opened = models.DateTimeField(_("last opened"), null=True, blank=True)

    objects = SecretLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")
        indexes = [models.Index(fields=["purpose", "subject"], name="secret_link_of")]

    def __str__(self) -> str:
        """Nothing that opens anything."""
        return f"{self.purpose} {self.pk}"

    @property
    def token(self) -> str:
        """What stands in the address: unguessable, and worth nothing once the link is taken back."""
        return _signer(self.purpose).sign(self.key)

    def is_good(self, at: datetime) -> bool:
        return self.revoked is None and (self.expires is None or self.expires > at)

    @classmethod
    def of_token(cls, purpose: str, token: str) -> "SecretLink | None":
        """The link of that token, good or not; none for a forged one, without asking the database."""
        try:
            key = _signer(purpose).unsign(token)
        except BadSignature:
            return None
        return cls.objects.filter(key=key, purpose=purpose).first()

    def opened(self, at: datetime) -> None:
        """Note it, for who sent the link and waits."""
        self.last_opened = at
        self.save(update_fields=["last_opened"])


def _signer(purpose: str) -> Any:
    return Signer(salt=f"caravana.secret-link.{purpose}", sep="~")
