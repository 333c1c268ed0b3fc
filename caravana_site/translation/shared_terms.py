"""The same truth for what is no page: vocabularies, blocks of the guide, notices, settings, and their rows.

They have no drafts: what is saved is public, so its synchronised values go to the other languages when it is saved.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import SegmentOverride, Translation

from . import shared_rows, shared_values
from .carried import carried, column, parent_key, related_model


def connect() -> None:
    """Listen to whatever is saved; the handlers look at terms and their rows alone."""
    post_save.connect(_saved, dispatch_uid="translation.shared_terms")
    for signal, name in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(_row_changed, dispatch_uid=f"translation.shared_term_rows_{name}")


def is_term(model: type[Model]) -> bool:
    """Whether it has a version in each language and belongs to no page."""
    if not issubclass(model, TranslatableMixin) or issubclass(model, Page):
        return False
    key = parent_key(model)
    return key is None or is_term(key.related_model)


def whole(instance: Any) -> Any:
    """The term that it is, or that it is a row of."""
    key = parent_key(type(instance))
    return instance if key is None else getattr(instance, key.name)


def _saved(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or not is_term(sender) or not (fields := carried(sender)).values + fields.terms:
        return
    versions = list(sender._default_manager.filter(translation_key=instance.translation_key))
    if len(versions) < 2 or (source := _source(instance, versions)) is None:
        return
    for version in versions:
        if version.pk != source.pk:
            _take(sender, source, version)


def _source(instance: Any, versions: list[Any]) -> Any | None:
    """A row comes from the language that what it belongs to comes from."""
    term = whole(instance)
    if term is instance:
        return shared_values.source_of(versions)
    parents = list(type(term)._default_manager.filter(translation_key=term.translation_key))
    origin = shared_values.source_of(parents)
    return next((row for row in versions if origin is not None and row.locale_id == origin.locale_id), None)


def _take(model: type[Model], source: Any, version: Any) -> None:
    """Saved as anybody would, since a notice keeps its versions and the search its index."""
    fields, term = carried(model), whole(version)
    follows = Translation.objects.filter(
        source__object_id=term.translation_key, target_locale=version.locale_id, enabled=True
    ).exists()
    prefix = "" if term is version else f"{_relation(version)}.{version.translation_key}."
    names = [*fields.fixed, *(_not_overridden(term, fields.overridable, prefix) if follows else ())]
    changed = shared_values.differing(model, names, source, version)
    changed |= shared_rows.terms_changed(model, fields.terms, source, version) if follows else {}
    for name, value in changed.items():
        setattr(version, column(model, name), value)
    if changed:
        version.save()


def _relation(row: Any) -> str:
    return str(parent_key(type(row)).remote_field.related_name)


def _not_overridden(term: Any, names: tuple[str, ...], prefix: str) -> list[str]:
    own = SegmentOverride.objects.filter(context__object_id=term.translation_key, locale=term.locale_id)
    paths = set(own.values_list("context__path", flat=True))
    return [name for name in names if f"{prefix}{name}" not in paths]


def _row_changed(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A row without a language, of a term: the other languages have the same ones."""
    key = parent_key(sender) if not raw and not issubclass(sender, TranslatableMixin) else None
    if key is None or not is_term(key.related_model):
        return
    model = key.related_model
    term = model._default_manager.filter(pk=getattr(instance, key.attname)).first()  # gone when it goes with its rows
    versions = list(model._default_manager.filter(translation_key=term.translation_key)) if term else []
    source = shared_values.source_of(versions) if versions else None
    if source is not None and source.pk == getattr(instance, key.attname):
        name = str(key.remote_field.related_name)
        others = [version for version in versions if version.pk != source.pk]
        shared_rows.replace(related_model(model, name), source, others)
