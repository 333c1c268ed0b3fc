"""What lists of practices can be narrowed by, each read from a document."""

from collections.abc import Iterable
from typing import Any

from caravana_site.api.kinds import Filter, FilterType

from . import page_parts


def _keys(*terms: Any) -> Iterable[str]:
    return [term.key for term in terms if term]


def _bodies(document: Any) -> Iterable[Any]:
    """The one that leads it and those that helped."""
    return [body for body in (document.organisation, *document.collaborators) if body]


def _of_body(document: Any, place: str) -> Iterable[str]:
    """Of the body that leads it."""
    body = document.organisation
    return _keys(getattr(body.territory, place)) if body else ()


FILTERS = {
    "theme": Filter(
        FilterType.TEXT,
        "Key of a theme: its main one or another.",
        lambda document: _keys(document.theme, *document.other_themes),
    ),
    "audience": Filter(FilterType.TEXT, "Key of an audience.", lambda document: _keys(*document.audiences)),
    "technology": Filter(FilterType.TEXT, "Key of a technology.", lambda document: _keys(*document.technologies)),
    "organisation": Filter(
        FilterType.TEXT,
        "UUID of a body that leads it or helped.",
        lambda document: [body.uuid for body in _bodies(document)],
    ),
    "comarca": Filter(FilterType.TEXT, "Key of the comarca.", lambda document: _of_body(document, "comarca")),
    "province": Filter(FilterType.TEXT, "INE code of the province.", lambda document: _of_body(document, "province")),
    "municipality": Filter(
        FilterType.TEXT, "INE code of the municipality.", lambda document: _of_body(document, "municipality")
    ),
    "population_band": Filter(
        FilterType.TEXT,
        "Key of the band of people served.",
        lambda document: _keys(document.organisation.population_band) if document.organisation else (),
    ),
    "population": Filter(
        FilterType.NUMBER,
        "People served by the body that leads it.",
        lambda document: [document.organisation.population] if document.organisation else (),
    ),
    "status": Filter(FilterType.TEXT, "Its status.", lambda document: _keys(document.status)),
    "capacity": Filter(
        FilterType.TEXT, "The technical capacity that it needs.", lambda document: _keys(document.resources.capacity)
    ),
    "cost_band": Filter(
        FilterType.TEXT, "What it cost to begin.", lambda document: _keys(document.resources.cost_band)
    ),
    "sdg": Filter(
        FilterType.NUMBER,
        "Number of a Sustainable Development Goal.",
        lambda document: [goal.number for goal in document.sdgs],
    ),
    "difficulty_kind": Filter(
        FilterType.TEXT,
        "The kind of one of its difficulties.",
        lambda document: _keys(*(one.kind for one in document.difficulties)),
    ),
    "started": Filter(FilterType.MOMENT, "When it began to be used.", lambda document: [document.started]),
    "ended": Filter(FilterType.MOMENT, "When it ended; nothing of one that runs.", lambda document: [document.ended]),
    "spoken_language": Filter(
        FilterType.TEXT,
        "The language spoken in one of its interviews.",
        lambda document: _keys(*(one.spoken_language for one in document.interviews)),
    ),
    "has_interview": Filter(
        FilterType.YES_NO, "Whether it has an interview.", lambda document: [bool(document.interviews)]
    ),
    "archived": Filter(
        FilterType.YES_NO, "Whether it is kept only to be read.", lambda document: [document.archived is not None]
    ),
    "featured": Filter(FilterType.YES_NO, "Whether editors feature it.", lambda document: [document.featured]),
    "published": page_parts.PUBLISHED,
    "updated": page_parts.UPDATED,
    "title": page_parts.TITLE,
}
