"""The datasets: what is in each of them, in words and in columns."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from caravana_site.api.models import Document

from . import other_columns, practice_columns
from .columns import Column, Thing, at

AT_ONCE = 50
"""Documents that are read from the database together: at most a few megabytes."""
VERSION = 2
"""Of how files are made; raise it when a value changes while its column stays, or when more is kept of each file, so
that all are made anew."""


@dataclass(frozen=True)
class Dataset:
    """A table: one row for each thing of a kind, in each language."""

    name: str
    kind: str
    title: Any
    description: Any
    keywords: tuple[Any, ...]
    columns: tuple[Column, ...]
    rows: Callable[[dict[str, Any]], Iterable[dict[str, Any]]] = lambda document: (document,)
    names: tuple[str, ...] = ()
    """Kinds of the other things that its documents name: one that turns out to be a sample leaves them too."""
    happened: Callable[[Thing], Any] = lambda thing: None
    """When it was, as a day or a moment in ISO 8601. Bodies, tools and themes are not of a day."""

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind, *self.names)

    @property
    def definition(self) -> str:
        """Digest of what its files are written with."""
        told = [(column.name, column.type.value, column.is_list) for column in self.columns]
        return sha256(repr((VERSION, told)).encode()).hexdigest()

    def day(self, thing: Thing) -> date | None:
        found = self.happened(thing)
        return date.fromisoformat(found[: len("2026-05-01")]) if found else None

    def flat(self, thing: Thing) -> list[Any]:
        return [column.value(thing) for column in self.columns]


DATASETS = (
    Dataset(
        "practices",
        "practice",
        _("Practices"),
        _("Good practices of local digital government: who made them, what they cost, what worked and what was hard."),
        (_("digital government"), _("innovation"), _("good practices")),
        practice_columns.PRACTICES,
        happened=at("started"),
    ),
    Dataset(
        "interviews",
        "practice",
        _("Interviews"),
        _("Interviews on video with those who made the practices, with their captions and their transcripts."),
        (_("digital government"), _("interviews"), _("video")),
        practice_columns.INTERVIEWS,
        rows=practice_columns.interviews_of,
        happened=at("recorded_on"),
    ),
    Dataset(
        "stops",
        "stop",
        _("Stops"),
        _("Stops of the caravan: who shows what to whom, when and where."),
        (_("digital government"), _("visits"), _("calendar")),
        other_columns.STOPS,
        names=("practice",),
        happened=at("start"),
    ),
    Dataset(
        "organisations",
        "organisation",
        _("Organisations"),
        _("The public bodies that have told a practice or taken part in a stop."),
        (_("local government"), _("town councils"), _("public bodies")),
        other_columns.ORGANISATIONS,
        names=("practice", "stop"),
    ),
    Dataset(
        "kit-resources",
        "kit-resource",
        _("Resources of the kit"),
        _("What helps to prepare a stop, to hold it and to tell of it."),
        (_("templates"), _("guides"), _("innovation")),
        other_columns.KIT_RESOURCES,
    ),
    Dataset(
        "themes",
        "theme",
        _("Themes"),
        _("The lines of the caravan, by which practices and stops are grouped."),
        (_("themes"), _("vocabulary")),
        other_columns.THEMES,
    ),
)
_BY_NAME = {dataset.name: dataset for dataset in DATASETS}


def named(name: str) -> Dataset | None:
    return _BY_NAME.get(name)


def things_of(dataset: Dataset, language: str) -> Iterator[dict[str, Any]]:
    """What is public and real, a few documents in memory at a time."""
    samples = _samples(dataset)
    real = Document.objects.public().of(dataset.kind).filter(language=language, is_sample=False)
    for text in real.order_by("pk").values_list("body", flat=True).iterator(chunk_size=AT_ONCE):
        yield from dataset.rows(_without(json.loads(text), samples))


def _samples(dataset: Dataset) -> set[str]:
    invented = Document.objects.public().filter(kind__in=dataset.names, is_sample=True)
    return {str(uuid) for uuid in invented.values_list("uuid", flat=True)}


def _without(value: Any, samples: set[str]) -> Any:
    """The document without what it tells of samples in its lists."""
    if isinstance(value, dict):
        return {name: _without(part, samples) for name, part in value.items()}
    if isinstance(value, list):
        return [_without(part, samples) for part in value if not _is_sample(part, samples)]
    return value


def _is_sample(part: Any, samples: set[str]) -> bool:
    if not isinstance(part, dict):
        return False
    return bool(part.get("is_sample") or part.get("practice_is_sample") or part.get("uuid") in samples)
