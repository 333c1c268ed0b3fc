"""Files that belong to one row: gone with it and when another takes their place, once that has been committed.

Signals, because a queryset's deletion (Wagtail's in bulk, a cascade) never calls a model's `delete`.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, pre_save


def connect(model: type[models.Model]) -> None:
    """The files of that model's rows belong to them alone."""
    pre_save.connect(_replaced, sender=model, dispatch_uid=f"owned_files.replaced.{model._meta.label}")
    post_delete.connect(_deleted, sender=model, dispatch_uid=f"owned_files.deleted.{model._meta.label}")


def _deleted(instance: models.Model, **kwargs: Any) -> None:
    for field in _fields(type(instance)):
        _delete_once_committed(field, getattr(instance, field.attname).name)


def _replaced(instance: models.Model, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    fields = [field for field in _fields(type(instance)) if update_fields is None or field.name in update_fields]
    before = type(instance)._base_manager.filter(pk=instance.pk).values(*(field.name for field in fields)).first()
    if before is None:
        return
    for field in fields:
        if before[field.name] != getattr(instance, field.attname).name:
            _delete_once_committed(field, before[field.name])


def _fields(model: type[models.Model]) -> list[models.FileField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def _delete_once_committed(field: models.FileField, name: str | None) -> None:
    if name:
        transaction.on_commit(lambda: field.storage.delete(name))
