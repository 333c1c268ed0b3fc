from django.db import models
from django.utils import timezone


class Reconciliation(models.Model):
    """A walk through everything public, comparing documents with what they tell of; one that was stopped goes on."""

    kind = models.CharField(max_length=20, unique=True)
    after = models.UUIDField(null=True)
    """The last identity that was looked at; None before the first and after the last one."""
    started = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True)
    looked_at = models.PositiveIntegerField(default=0)
    mended = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "reconciliation"

    def __str__(self) -> str:
        return f"{self.kind}: {self.mended} of {self.looked_at}"
