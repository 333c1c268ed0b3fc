"""What caches have to forget: as numbers for the site's own cache, as letters to deliver for those in front."""

from django.db import models
from django.utils import timezone


class Generation(models.Model):
    """The number of the last purge of a key; the row without a key holds the last number of all.

    An answer that was begun at a number is good while no key of it has a higher one.
    """

    key = models.CharField(max_length=600, primary_key=True)
    number = models.BigIntegerField(db_index=True)
    changed = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "generation"

    def __str__(self) -> str:
        return f"{self.key}: {self.number}"


class Purge(models.Model):
    """Keys that caches still have to be told of. It is written with what changed and goes once they have heard it."""

    keys = models.JSONField()
    soft = models.BooleanField(default=False)
    """Kept for the time when the site is down, but asked anew."""
    since = models.DateTimeField(default=timezone.now)
    next_try = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    told_once = models.BooleanField(default=False)
    """Whether all have heard it, and are only told again for what they were fetching just then."""
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name = "purge"

    def __str__(self) -> str:
        return " ".join(self.keys)
