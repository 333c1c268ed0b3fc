"""What every public form keeps of a sending, and the counters that keep one visitor from sending hundreds."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

UNCONFIRMED_FOR = timedelta(days=3)


class SubmissionQuerySet(models.QuerySet[Any]):
    def that_count(self) -> Any:
        """Those whose sender proved to be one, by the browser's work or by the link in a message."""
        return self.exclude(confirmed=None)

    def expired(self, now: datetime, days: int) -> Any:
        """Past their retention, or never confirmed while the link was good."""
        old = models.Q(received__lt=now - timedelta(days=days))
        return self.filter(old | models.Q(confirmed=None, received__lt=now - UNCONFIRMED_FOR))

    def about(self, email: str) -> Any:
        return self.filter(email__iexact=email)


class Submission(models.Model):
    """One sending of a public form: private, deleted on schedule, and never in the search index."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    received = models.DateTimeField(_("received"), default=timezone.now, db_index=True, editable=False)
    confirmed = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    notice = models.ForeignKey(
        "common.NoticeVersion", models.PROTECT, related_name="+", editable=False, verbose_name=_("privacy notice shown")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    objects: ClassVar[models.Manager[Any]] = SubmissionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-received"]

    def __str__(self) -> str:
        """Nothing personal: the administration's history keeps this."""
        return f"{capfirst(self._meta.verbose_name)} {self.reference}"

    @property
    def reference(self) -> str:
        """What sender and editors call it by."""
        return self.key.hex[:8].upper()


class AttemptCount(models.Model):
    """How often somebody tried something within one window. `who` is a keyed hash that changes every day."""

    who = models.CharField(max_length=64)
    window = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("who", "window"), name="attempts_once_a_window")]

    def __str__(self) -> str:
        return f"{self.who[:8]} {self.window}"
