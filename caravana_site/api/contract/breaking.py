"""Which differences between two JSON Schemas break whoever reads documents.

A reader is broken by getting what the old schema did not promise; to get less of what it promised as possible breaks
nobody. Told by `schemas`: readers pass over fields, blocks and words of a choice that they do not know.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

SAYS_NOTHING = {"$schema", "$defs", "$id", "title", "description", "examples", "default", "discriminator"}
"""Words for people and tools: no value is another for them."""
COMPARED = {
    "$ref",
    "anyOf",
    "oneOf",
    "const",
    "enum",
    "type",
    "properties",
    "required",
    "items",
    "additionalProperties",
}
LOWER, UPPER = (
    {"minimum", "exclusiveMinimum", "minLength", "minItems"},
    {"maximum", "exclusiveMaximum", "maxLength", "maxItems"},
)
ANYTHING = "anything"
TAGGED = "object "
TAGS = ("type", "page_type")
"""Fields that tell the members of a union apart."""


def differences(old: Schema, new: Schema) -> list[str]:
    """What breaks readers of the old one, each as a place and what happened there."""
    return list(dict.fromkeys(_Comparison(old, new).of(old, new, "")))


class _Comparison:
    def __init__(self, old: Schema, new: Schema) -> None:
        self.old_definitions, self.new_definitions = old.get("$defs", {}), new.get("$defs", {})
        self.seen: set[tuple[str, str]] = set()

    def of(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        references = (old.get("$ref", ""), new.get("$ref", ""))
        if all(references):
            if references in self.seen:
                return
            self.seen.add(references)
        before, after = self._members(old, self.old_definitions), self._members(new, self.new_definitions)
        if ANYTHING in before:
            return
        grows = any(name.startswith(TAGGED) for name in before.keys() & after.keys())
        for name, member in after.items():
            if name in before:
                yield from self._member(before[name], member, place)
            elif not (grows and name.startswith(TAGGED)):  # another block beside those that readers know
                yield f"{place or 'the document'}: may now be {name}"

    def _members(self, schema: Schema, definitions: Schema) -> dict[str, Schema]:
        """What a value may be, by how the alternatives are told apart."""
        if "$ref" in schema:
            return self._members(definitions[schema["$ref"].rpartition("/")[2]], definitions)
        if members := schema.get("anyOf") or schema.get("oneOf"):
            return {name: found for member in members for name, found in self._members(member, definitions).items()}
        name = str(schema.get("type", ANYTHING))
        tags = [
            schema["properties"][tag]["const"] for tag in TAGS if "const" in schema.get("properties", {}).get(tag, {})
        ]
        return {" ".join([name, *tags]): schema}

    def _member(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        yield from _values(old, new, place)
        yield from _limits(old, new, place)
        for name, part in old.get("properties", {}).items():
            where = f"{place}.{name}".lstrip(".")
            if name not in new.get("properties", {}):
                yield f"{where}: is gone"
                continue
            if name in old.get("required", ()) and name not in new.get("required", ()):
                yield f"{where}: may now be missing"
            yield from self.of(part, new["properties"][name], where)
        for word, mark in (("items", "[]"), ("additionalProperties", ".*")):
            before, after = old.get(word), new.get(word)
            if isinstance(before, Mapping) and isinstance(after, Mapping):
                yield from self.of(before, after, f"{place}{mark}")
            elif isinstance(before, Mapping):
                yield f"{place}{mark}: may now be anything"


def _choices(schema: Schema) -> list[Any] | None:
    found: list[Any] | None = [schema["const"]] if "const" in schema else schema.get("enum")
    return found


def _values(old: Schema, new: Schema, place: str) -> Iterator[str]:
    before, after = _choices(old), _choices(new)
    if before is not None and after is None:
        yield f"{place}: was one of {', '.join(map(str, before))} and may now be anything"
    elif before is not None and after is not None and not set(before) & set(after):
        yield f"{place}: every value is another"


def _limits(old: Schema, new: Schema, place: str) -> Iterator[str]:
    for word in sorted({*old, *new} - SAYS_NOTHING - COMPARED):
        before, after = old.get(word), new.get(word)
        if before is None or before == after or word.startswith("x-"):
            continue
        narrower = after is not None and ((word in LOWER and after > before) or (word in UPPER and after < before))
        if not narrower:
            yield f"{place}: {word} was {before} and is {'not said' if after is None else after}"
