"""Requests that nobody would think of, made from the contract: what it allows is answered as it says, the rest refused.

`tools/fuzz.py` sends thousands, `tests/api/test_schemathesis.py` a few, always the same ones.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from jsonschema_rs import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    AcceptedNegativeData,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
PLAIN = {"Accept-Encoding": "identity"}
"""Werkzeug's client asks for gzip and does not read it; that both are the same is tests/api/reads/test_packed.py."""
LONGEST = 900
"""Characters of an answer, and of what is wrong with it, that are shown."""
REFUSALS = [400, 401, 404, 405, 410, 414, 501]
TOGETHER = {"cursor", "since", "path", "within", "sort", "fields", "include"}
"""What may be refused though its schema allows it: signed values, and what only makes sense beside another."""
CONFIG = {
    "checks": {
        "negative_data_rejection": {"expected-statuses": REFUSALS},
        "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", 501]},  # as oEmbed has it for other formats
    }
}

_TEXT = {"type": "string"}
_REFUSED = {
    "description": "Why there is nothing to embed.",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error", "status"],
                "properties": {"error": {"type": "string", "minLength": 1}, "status": {"type": "integer"}},
                "additionalProperties": False,
            }
        },
        "text/xml": {"schema": _TEXT},
    },
}
_PIXELS = {"type": "integer", "minimum": 1, "maximum": 99_999}
_PART = {
    "type": "object",
    "required": ["version", "type", "title", "html", "width", "height", "cache_age"],
    "properties": {
        "version": {"const": "1.0"},
        "type": {"enum": ["rich", "video"]},
        "html": {"type": "string", "pattern": "^<"},
        **dict.fromkeys(("width", "height", "thumbnail_width", "thumbnail_height"), _PIXELS),
        **{name: {"type": "string", "format": "uri"} for name in ("author_url", "provider_url", "thumbnail_url")},
        **dict.fromkeys(("title", "author_name", "provider_name"), _TEXT),
        "cache_age": {"type": "integer"},
    },
    "additionalProperties": False,
}


def oembed_contract(addresses: list[str], languages: list[str]) -> dict[str, Any]:
    """What oEmbed 1.0 promises of `/oembed`; `addresses` are some that can be embedded."""
    taken: dict[str, Any] = {
        "url": {
            "anyOf": [{"enum": addresses}, {"type": "string", "format": "uri"}, {"type": "string", "minLength": 1}]
        },
        "format": {"enum": ["json", "xml"]},
        "lang": {"enum": languages},
        "maxwidth": _PIXELS,
        "maxheight": _PIXELS,
    }
    parameters = [
        {"name": name, "in": "query", "required": name == "url", "schema": schema} for name, schema in taken.items()
    ]
    part = {"application/json": {"schema": _PART}, "text/xml": {"schema": _TEXT}}
    responses: dict[str, Any] = {"200": {"description": "What to put in the page.", "content": part}}
    responses |= dict.fromkeys(("400", "404", "501"), _REFUSED)
    return {
        "openapi": "3.1.0",
        "info": {"title": "oEmbed", "version": "1.0"},
        "paths": {"/oembed": {"get": {"parameters": parameters, "responses": responses}}},
    }


@dataclass
class Told:
    """What was sent, and each failure once."""

    statuses: Counter[int] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def cases(self) -> int:
        return self.statuses.total()


def operations(application: Any, oembed: dict[str, Any]) -> list[Any]:
    """Of the API as it tells of itself, and of oEmbed."""
    config = SchemathesisConfig.from_dict(CONFIG)
    api = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)
    embeds = schemathesis.openapi.from_dict(oembed, config=config)
    embeds.app = application
    found: Iterator[Any] = chain(api.get_all_operations(), embeds.get_all_operations())
    return [one.ok() for one in found]


def rounds(found: list[Any], each: int, first_seed: int) -> Iterator[tuple[Any, GenerationMode, int]]:
    """Each operation in both ways, over and over, never with the same seed."""
    number = first_seed
    while True:
        for operation in found:
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                yield operation, mode, number
                number += 1


def generated(most: int) -> settings:
    """So many cases, made alone and never looked up: the same ones whenever the seed is the same."""
    return settings(
        max_examples=most,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def send(operation: Any, mode: GenerationMode, number: int, most: int, told: Told) -> None:
    """At most so many cases of one operation, the same ones whenever the seed is the same."""

    @seed(number)
    @generated(most)
    @given(operation.as_strategy(mode))
    def one(case: Any) -> None:
        answer = case.call(headers=PLAIN)
        told.statuses[answer.status_code] += 1
        _note(case, answer, told)
        if mode is GenerationMode.POSITIVE and _refused_for_nothing(answer):
            told.failures.setdefault(f"{operation.label}: refused what the contract allows", _shown(case, answer))

    try:
        one()
    except Unsatisfiable:  # what takes no parameters cannot be asked wrongly
        return


def _refused_for_nothing(answer: Any) -> bool:
    if answer.status_code != 400:
        return False
    parameter = json.loads(answer.content).get("parameter")
    return parameter is not None and parameter not in TOGETHER


def _note(case: Any, answer: Any, told: Told) -> None:
    try:
        case.validate_response(answer, checks=CHECKS)
    except FailureGroup as group:
        for failure in group.exceptions:
            if isinstance(failure, AcceptedNegativeData) and _is_right_as_sent(case.operation, answer):
                continue
            title = failure.title if isinstance(failure, Failure) else type(failure).__name__
            shown = f"{_shown(case, answer)}\n{str(failure)[:LONGEST]}"
            told.failures.setdefault(f"{case.operation.label}: {title}", shown)


def _is_right_as_sent(operation: Any, answer: Any) -> bool:
    """Whether nothing of the wrong value is left in the address: {} is not sent at all, and 5 is a list of one text."""
    schemas = {one["name"]: one["schema"] for one in operation.definition.raw["parameters"] if one["in"] == "query"}
    sent = parse_qsl(urlsplit(answer.request.url).query, keep_blank_values=True)
    return len({name for name, _text in sent}) == len(sent) and all(
        name in schemas and _is_valid(text, schemas[name]) for name, text in sent
    )


def _is_valid(text: str, schema: dict[str, Any]) -> bool:
    match schema.get("type"):
        case "array":
            return all(_is_valid(one, schema["items"]) for one in text.split(","))
        case "integer" | "number" | "boolean":
            try:
                value = json.loads(text)
            except ValueError:
                return False
            return Draft202012Validator(schema).is_valid(value)
        case _:
            return Draft202012Validator(schema).is_valid(text)


def _shown(case: Any, answer: Any) -> str:
    return f"{case.as_curl_command()}\n{answer.status_code} {answer.content[:LONGEST]!r}"
