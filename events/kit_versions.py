"""Each published version of a resource is remembered with its date and what changed: the history that readers see."""

from typing import Any

from wagtail.signals import page_published

from events.models import KitResourcePage, KitVersion


def connect() -> None:
    page_published.connect(record_version, sender=KitResourcePage, dispatch_uid="events.kit_versions")


def record_version(instance: KitResourcePage, **kwargs: Any) -> None:
    """Keep the version that has just been published; publishing it again corrects its date and words."""
    told = {"version_date": instance.version_date, "changes": instance.changes}
    KitVersion.objects.update_or_create(page=instance, version=instance.version, defaults=told)
