"""Keys of programs that ask more than anybody may without one."""

import logging
import secrets
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger("caravana.api")
PREFIX = "caravana_"


class ApiKey(models.Model):
    """A quota for one program. The key itself is shown once and kept nowhere: what is here opens nothing."""

    name = models.CharField(_("Program"), max_length=100, help_text=_("What it is, and whose."))
    contact = models.EmailField(_("Contact"), help_text=_("Whom we write to when something of the API changes."))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    """SHA-256 of the key, in hexadecimal; a random key of 256 bits needs no slow hash."""
    quota = models.PositiveIntegerField(_("Requests an hour"), default=50_000, help_text=_("0: as many as it likes."))
    revoked = models.BooleanField(_("Revoked"), default=False, help_text=_("It is refused within a minute."))
    created = models.DateTimeField(_("Created"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        try:
            cache.delete(self.cache_name(self.digest))
        except Exception as error:  # each cache has errors of its own
            logger.warning("The cache could not forget a key: %s", type(error).__name__)

    @staticmethod
    def cache_name(digest: str) -> str:
        return f"api.key.{digest}"

    def make(self) -> str:
        """Give it a new key, to be saved, and return that key."""
        key = PREFIX + secrets.token_urlsafe(32)
        self.digest = sha256(key.encode()).hexdigest()
        return key
