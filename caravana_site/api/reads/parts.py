"""`fields` and `include`: documents cut to some of their fields, and what they name put beside them.

This is what makes a read parse; without either, the stored text is answered as it is.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from caravana_site.api import kinds
from caravana_site.api.kinds import Kind
from caravana_site.api.models import Document

from .parameters import Parameter, some_of

ALWAYS = ("type", "uuid", "locale")
"""Fields that no choice leaves out."""
MOST_INCLUDED = 200
"""Documents that one answer brings beside its own."""


def field_names(kind: Kind) -> list[str]:
    return list(kind.schema.model_fields)


def of_kind(kind: Kind) -> Iterable[Parameter]:
    """The parameters that cut and add."""
    yield _choice("fields", f"Only these fields, and always {', '.join(ALWAYS)}.", field_names(kind))
    if kind.includes:
        told = f"What the documents name, whole, under `included`; one level, {MOST_INCLUDED} documents at most."
        yield _choice("include", told, list(kind.includes))


def _choice(name: str, description: str, known: Sequence[str]) -> Parameter:
    schema = {
        "type": "array",
        "items": {"type": "string", "enum": list(known)},
        "minItems": 1,
        "maxItems": len(known),
        "uniqueItems": True,
    }
    return Parameter(name, description, schema, some_of(known), example=list(known)[:1])


def wanted(asked: Mapping[str, Any]) -> bool:
    """Whether documents have to be parsed."""
    return "fields" in asked or "include" in asked


def cut(document: dict[str, Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    if "fields" not in asked:
        return document
    kept = {*ALWAYS, *asked["fields"]}
    return {name: value for name, value in document.items() if name in kept}


def included(
    kind: Kind, documents: Sequence[dict[str, Any]], names: Iterable[str], languages: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    """What the documents name, each once, in the first of the languages that it has. One query for all."""
    named = {
        name: list(dict.fromkeys((other, str(uuid)) for one in documents for other, uuid in kind.includes[name](one)))
        for name in names
    }
    everything = list(dict.fromkeys(one for some in named.values() for one in some))[:MOST_INCLUDED]
    found = _read(everything, languages)
    return {name: [found[one] for one in some if one in found] for name, some in named.items()}


def _read(things: Sequence[tuple[str, str]], languages: Sequence[str]) -> dict[tuple[str, str], dict[str, Any]]:
    wanted_things = set(things)
    rows = Document.objects.public().filter(
        kind__in={kind for kind, _uuid in things}, uuid__in={uuid for _kind, uuid in things}, language__in=languages
    )
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for kind, uuid, language, body in rows.values_list("kind", "uuid", "language", "body"):
        place, key = languages.index(language), (kind, str(uuid))
        if key in wanted_things and kinds.named(kind) and (key not in best or place < best[key][0]):
            best[key] = (place, body)
    return {key: json.loads(body) for key, (_place, body) in best.items()}
