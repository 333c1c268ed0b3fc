"""What programs are promised: one JSON Schema for each kind of document, as committed files.

Fields may be added, and so may kinds of block, words of a fixed choice and page types: readers pass over what they do
not know. The schemas therefore forbid no further field, though a document that is built holds none but its own.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from caravana_site.api import kinds
from caravana_site.api.kinds import Kind

FOLDER = Path(__file__).parent
DIALECT = GenerateJsonSchema.schema_dialect
VERSION = "x-contract-version"
Schema = dict[str, Any]


class _Untitled(GenerateJsonSchema):
    """Titles made from the names of fields say nothing, and a generator of types takes them for types of their own."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def version() -> str:
    """Of the contract as it is now; it changes with the first difference that breaks readers."""
    return (FOLDER / "VERSION").read_text("utf-8").strip()


def schema_of(kind: Kind) -> Schema:
    """The JSON Schema of a kind's documents."""
    found = kind.schema.model_json_schema(mode="serialization", schema_generator=_Untitled)
    found["properties"]["type"] = {"const": kind.name, "type": "string"}  # its base says only that it is a word
    return {"$schema": DIALECT, VERSION: version(), **_open(found)}


def _open(part: Any) -> Any:
    if isinstance(part, dict):
        closed = part.get("additionalProperties") is False
        return {name: _open(one) for name, one in part.items() if not (closed and name == "additionalProperties")}
    return [_open(one) for one in part] if isinstance(part, list) else part


def current() -> dict[str, Schema]:
    """By file name."""
    return {
        f"{kind.name}.schema.json": schema_of(kind) for kind in sorted(kinds.all_kinds(), key=lambda kind: kind.name)
    }


def committed(folder: Path = FOLDER) -> dict[str, Schema]:
    return {path.name: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.schema.json"))}


def text_of(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def together(schemas: Mapping[str, Schema]) -> Schema:
    """One schema of all documents, for generators of types. Raises ValueError when a name means two things."""
    definitions: dict[str, Schema] = {}
    roots = []
    for schema in schemas.values():
        root = {name: part for name, part in schema.items() if name not in ("$schema", "$defs", VERSION)}
        roots.append(root["title"])
        for name, part in {**schema.get("$defs", {}), root["title"]: root}.items():
            if definitions.setdefault(name, part) != part:
                raise ValueError(f"Two types of document parts are called {name}: rename one.")
    return {
        "$schema": DIALECT,
        "title": "AnyDocument",
        "description": "A document of any kind, told apart by its `type`.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in roots],
        "$defs": dict(sorted(definitions.items())),
    }
