"""What programs can read. Each room registers its kinds of document when it starts; this one builds and serves them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Model

from .documents.builder import Builder
from .documents.schemas import DocumentBase
from .documents.subjects import Subject
from .models.documents import Reason


class FilterType(Enum):
    """What a filter compares, and by which operators it may be asked."""

    TEXT = ("exact", "in", "contains", "isnull")
    NUMBER = ("exact", "in", "gte", "lte", "isnull")
    MOMENT = ("exact", "gte", "lte", "isnull")
    """A day or a moment; a day means its first moment for `gte` and its last for `lte`, in Madrid."""
    YES_NO = ("exact",)


@dataclass(frozen=True)
class Filter:
    """A parameter of a kind's list: its type, what it means, and how its values are read from a document."""

    type: FilterType
    description: str
    values: Callable[[Any], Iterable[Any]]
    """Of a document: texts, numbers, dates or moments, booleans; none where the document says nothing."""


@dataclass(frozen=True)
class Kind:
    """A kind of document.

    `name` stands in permanent addresses (`/id/<name>/<uuid>`) and `plural` in the list's. `public` gives what is public
    of those identities, in all languages, with what building needs in a flat number of queries. `build` makes the
    documents of one language in the order of the subjects, all at once.
    """

    name: str
    plural: str
    schema: type[DocumentBase]
    description: str
    models: tuple[type[Model], ...]
    """Saving or deleting one of these is looked at as a change of the thing itself; of pages, publishing it."""
    identities: Callable[[], Iterable[UUID]]
    """Of everything that is public now, for building all anew."""
    public: Callable[[Collection[UUID]], Iterable[Subject]]
    build: Callable[[Sequence[Subject], Builder], Sequence[DocumentBase]]
    absence: Callable[[UUID, str], Reason]
    """Why that thing is not public in that language."""
    identity: Callable[[Any], UUID] = lambda thing: thing.translation_key
    touches: Callable[[Any], Collection[str]] = lambda thing: ()
    """Further keys that a change of the thing is a change of, such as the list of a body's practices."""
    watches: Mapping[type[Model], Callable[[Any], Iterable[str]]] = field(default_factory=dict)
    """Other models whose rows documents are built from, each with the keys that a change of a row is told by."""
    reaches: Mapping[type[Model], Callable[[Collection[Any]], Iterable[UUID]]] = field(default_factory=dict)
    """Other models whose rows make a thing public or not, such as a body's first practice: given some of them, the
    things to look at. What was built from such a row is found by its keys; what has no document yet, only so."""
    filters: Mapping[str, Filter] = field(default_factory=dict)
    includes: Mapping[str, Callable[[dict[str, Any]], Iterable[tuple[str, UUID | str]]]] = field(default_factory=dict)
    """What may be read together with a document: of the document as JSON, the kinds and identities that it names."""
    begins: Callable[[Any], datetime | None] = lambda document: None
    place: Callable[[Any], tuple[float, float] | None] = lambda document: None
    """Latitude and longitude, in degrees (WGS 84)."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; one of the same name takes its place, since tests start apps again."""
    _kinds[kind.name] = kind


def all_kinds() -> list[Kind]:
    return list(_kinds.values())


def named(name: str) -> Kind | None:
    return _kinds.get(name)


def in_plural(plural: str) -> Kind | None:
    return next((kind for kind in _kinds.values() if kind.plural == plural), None)


def of_model(model: type[Model]) -> list[Kind]:
    """The kinds whose things are rows of that model."""
    return [kind for kind in _kinds.values() if issubclass(model, kind.models)]
