"""The names by which a change of something is told to the documents that were built from it."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from wagtail.models import Page

BELOW = "below:"
"""A path of the page tree: everything at it and below."""
EVERYTHING = "everything"
"""What each document shows, as the address of the site."""


def publisher(language: str) -> str:
    """Who publishes the site, as its settings tell in that language."""
    return f"publisher:{language}"


def versions(translation_key: UUID) -> str:
    """Of a page in whatever languages it has, those that come later too."""
    return f"versions:{translation_key}"


def key(thing: Model) -> str:
    """Of one row: `practices.theme:7`; of a page of any type, `wagtailcore.page:7`."""
    return key_of(Page if isinstance(thing, Page) else type(thing), thing.pk)


def key_of(model: type[Model], pk: Any) -> str:
    return f"{model._meta.label_lower}:{pk}"


def below(path: str) -> str:
    return f"{BELOW}{path}"
