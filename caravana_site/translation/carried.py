"""What of a model is the same in every language, read from its own declaration for wagtail-localize.

There is no second list: a field that is declared synchronised is carried by `shared_values` and `shared_terms`, and one
that these cannot carry is a failed check.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

ORDER = "sort_order"


@dataclass(frozen=True)
class Carried:
    """The names of a model's fields, by how they reach the other languages."""

    fixed: tuple[str, ...]
    """Values that are the same everywhere."""
    overridable: tuple[str, ...]
    """Values that are the same unless the translators put their own."""
    terms: tuple[str, ...]
    """Keys to terms, each of which has a row of its own in every language."""
    shared_rows: tuple[str, ...]
    """Rows without a language: all versions have the same ones."""
    own_rows: tuple[str, ...]
    """Rows with a version in each language."""
    strange: tuple[str, ...]
    """What is declared synchronised and cannot be carried."""
    has_words: bool
    """Whether a translator has anything to do with it."""

    @property
    def values(self) -> tuple[str, ...]:
        return (*self.fixed, *self.overridable)


def carried(model: Any) -> Carried:
    """The fields of that model, sorted."""
    return _sorted(model)


@cache
def _sorted(model: Any) -> Carried:
    found: dict[str, list[str]] = {
        kind: [] for kind in ("fixed", "overridable", "terms", "shared_rows", "own_rows", "strange", "words")
    }
    for one in get_translatable_fields(model):
        found[_kind(one, model._meta.get_field(one.field_name))].append(one.field_name)
    if issubclass(model, Orderable) and ORDER not in (*found["fixed"], *found["overridable"]):
        found["fixed"].append(ORDER)
    words = found.pop("words")
    return Carried(**{kind: tuple(names) for kind, names in found.items()}, has_words=bool(words))


def related_model(model: Any, name: str) -> Any:
    """The model of the rows, or of the term, that a field leads to."""
    return model._meta.get_field(name).related_model


def column(model: Any, name: str) -> str:
    """The attribute that holds a field's plain value; of a key, the number."""
    return str(model._meta.get_field(name).attname)


def parent_key(model: Any) -> Any:
    """The key by which a row hangs from what it belongs to; None where it hangs from nothing."""
    return _parent_key(model)


@cache
def _parent_key(model: Any) -> Any:
    return next((field for field in model._meta.get_fields() if isinstance(field, ParentalKey)), None)


def _kind(declared: Any, field: Any) -> str:
    if field.one_to_many:
        return "own_rows" if issubclass(field.related_model, TranslatableMixin) else "shared_rows"
    if isinstance(declared, SynchronizedField):
        if isinstance(field, (StreamField, models.ManyToManyField)) or not getattr(field, "concrete", False):
            return "strange"
        return "overridable" if declared.overridable else "fixed"
    return "terms" if isinstance(field, models.ForeignKey) else "words"
