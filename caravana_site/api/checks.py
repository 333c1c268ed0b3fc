"""The house rule of documents as a system check: whatever editors can publish, programs can read."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models import Model
from wagtail.fields import StreamField
from wagtail.models import Page

from caravana_site.common.checks import our_models

from . import kinds
from .documents import blocks


@checks.register("models")
def programs_read_what_editors_publish(
    app_configs: Iterable[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """A page type without a kind, or a block without a type, would be missing from the documents in silence."""
    return [
        error
        for model in our_models(app_configs)
        if issubclass(model, Page)
        for error in (*_kind(model), *_fields(model))
    ]


def _kind(model: type[Page]) -> Iterator[checks.CheckMessage]:
    if not kinds.of_model(model):
        yield checks.Error(
            "No kind of document tells programs of this page type.",
            hint="Add it to the models of a kind (caravana_site/api/kinds.py).",
            obj=model,
            id="caravana.E040",
        )


def _fields(model: type[Model]) -> Iterator[checks.CheckMessage]:
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            for block in blocks.unknown(field.stream_block):
                yield checks.Error(
                    f"Nothing says how programs read {type(block).__name__} in {field.name}.",
                    hint="Register an entry for the block with caravana_site.api.documents.blocks.register.",
                    obj=model,
                    id="caravana.E040",
                )
