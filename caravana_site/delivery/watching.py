"""Rows that are drawn on pages but that no document is built from: saving one is told to every page."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from . import purging
from .policies import FRAME

_watched: dict[type[Model], tuple[str, ...]] = {}


def watch(*models: type[Model], keys: tuple[str, ...] = (FRAME,)) -> None:
    """Tell these keys of whatever is saved or deleted; the same models may come twice, since tests start apps again."""
    for model in models:
        _watched[model] = keys
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"delivery.{model._meta.label}")


def watched() -> frozenset[type[Model]]:
    return frozenset(_watched)


def _changed(sender: type[Model], raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        purging.note(_watched[sender])
