"""What has changed: noted by whoever publishes, numbered afterwards."""

from django.db import models
from django.utils import timezone

from .documents import Reason


class PendingChange(models.Model):
    """Something that has to be looked at again, noted in the transaction that changed it.

    It is one thing (`kind` and `uuid`) or whatever was built from something (`key`). No number yet: a number that is
    taken inside a long transaction is seen by readers after higher ones, who then miss it.
    """

    kind = models.CharField(max_length=20, blank=True)
    uuid = models.UUIDField(null=True)
    key = models.CharField(max_length=600, blank=True)
    since = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    told = models.BooleanField(default=False, db_default=False)
    """Whether caches have been told of it, for pages that read the rows themselves."""
    due = models.DateTimeField(default=timezone.now, db_index=True)
    problem = models.TextField(blank=True)
    """Of the last try, for whoever runs the site."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(key="", uuid__isnull=False) | (~models.Q(key="") & models.Q(uuid=None)),
                name="pending_change_is_of_a_thing_or_a_key",
            )
        ]
        verbose_name = "pending change"

    def __str__(self) -> str:
        return self.key or f"{self.kind} {self.uuid}"


class Change(models.Model):
    """One thing that programs have to take over. Whoever has read up to a number has missed nothing before it."""

    class Action(models.TextChoices):
        CREATED = "created"
        UPDATED = "updated"
        WITHDRAWN = "withdrawn"

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    uuid = models.UUIDField()
    language = models.CharField(max_length=10)
    action = models.CharField(max_length=9, choices=Action)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "change"

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.uuid} ({self.language}) {self.action}"
