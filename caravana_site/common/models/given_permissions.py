"""What the seed has given each group: given once, so that what an administrator takes away stays away."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import models


class GivenPermissionManager(models.Manager["GivenPermission"]):
    def new(self, group: Group, labels: Iterable[str]) -> list[str]:
        """Those of the labels that the group was never given; from now on they have been."""
        before = set(self.filter(group=group).values_list("label", flat=True))
        labels = [label for label in dict.fromkeys(labels) if label not in before]
        self.bulk_create([GivenPermission(group=group, label=label) for label in labels])
        return labels


class GivenPermission(models.Model):
    """`practices.add_theme`, or `page/ca/publish`: where it stands, for a group of the table of roles."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    label = models.CharField(max_length=120)

    objects = GivenPermissionManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "label"], name="permission_given_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.label}"
