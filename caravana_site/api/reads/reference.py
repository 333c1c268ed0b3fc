"""`/api/v1/docs`: the contract for people, drawn from the OpenAPI document, in the site's own design."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from caravana_site.common.site_address import absolute

from . import parameters as values
from .answers import VERSION
from .lists import language_parameters
from .problems import REFERENCE, TITLES

ROOT = "/api/v1/"
START, ACROSS = "Start", "Find and follow"
"""The tags of what is of no kind."""
CODE = re.compile(r"`([^`]+)`")
SCHEMAS = "#/components/schemas/"


@dataclass(frozen=True)
class Piece:
    """A part of a type's name; `schema` is the one that it leads to."""

    text: str
    schema: str = ""


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of a schema."""

    name: str
    type: list[Piece]
    description: SafeString
    required: bool
    choices: list[str] = field(default_factory=list)
    default: str = ""
    example: str = ""


@dataclass(frozen=True)
class Operation:
    """One address."""

    id: str
    path: str
    summary: str
    description: SafeString
    parameters: list[Field]
    answer: list[Piece]

    @property
    def address(self) -> str:
        return absolute(self.path)


@dataclass(frozen=True)
class Section:
    """Addresses of one kind, or across them."""

    title: str
    is_kind: bool
    operations: list[Operation]


@dataclass(frozen=True)
class Described:
    """A schema."""

    name: str
    description: SafeString
    fields: list[Field]


def page(request: HttpRequest, told: Mapping[str, Any]) -> HttpResponse:
    asked = values.read(request, values.table(language_parameters(fallback=False)))
    language = asked.get("locale", settings.LANGUAGE_CODE)
    with translation.override(language):
        found = render(request, "api/docs.html", _context(told))
    found.headers["Content-Language"] = language
    found.headers["Cache-Control"] = "public, max-age=300"
    return found


def _context(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "version": VERSION,
        "sections": _sections(told),
        "schemas": _schemas(told["components"]["schemas"]),
        "problems": TITLES,
        "root": absolute(ROOT),
        "path": ROOT,
        "site_url": settings.SITE_URL,
        "alternates": {code: _address(code) for code, _name in settings.LANGUAGES},
    }


def _address(language: str) -> str:
    return REFERENCE if language == settings.LANGUAGE_CODE else f"{REFERENCE}?locale={language}"


def _sections(told: Mapping[str, Any]) -> list[Section]:
    """The addresses by what they are about, in the order of the contract."""
    found: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        one = methods["get"]
        found.setdefault(one["tags"][0], []).append(
            Operation(
                id=one["operationId"],
                path=path,
                summary=one["summary"],
                description=_prose(one.get("description", "")),
                parameters=[_parameter(parameter) for parameter in one["parameters"]],
                answer=pieces(one["responses"][200]["content"]["application/json"]["schema"]),
            )
        )
    titles = {START: _("To begin"), ACROSS: _("Search and follow")}
    return [Section(str(titles.get(tag, tag)), tag not in titles, some) for tag, some in found.items()]


def _parameter(one: Mapping[str, Any]) -> Field:
    schema = one["schema"]
    example = one.get("example", "")
    return Field(
        name=one["name"],
        type=pieces(schema),
        description=_prose(one.get("description", "")),
        required=one["required"],
        choices=[str(choice) for choice in schema.get("enum") or schema.get("items", {}).get("enum", ())],
        default=str(schema.get("default", "")),
        example=_text(example),
    )


def _prose(text: str) -> SafeString:
    """A description of the contract, whose names stand between backticks."""
    return mark_safe(CODE.sub(r"<code>\1</code>", escape(text)))  # noqa: S308  # escaped


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _schemas(told: Mapping[str, Any]) -> list[Described]:
    return [
        Described(name, _prose(schema.get("description", "")), list(_fields(schema)))
        for name, schema in sorted(told.items())
    ]


def _fields(schema: Mapping[str, Any]) -> Iterable[Field]:
    needed = schema.get("required", ())
    for name, one in schema.get("properties", {}).items():
        choices = [str(choice) for choice in one.get("enum", ())]
        yield Field(name, pieces(one), _prose(one.get("description", "")), name in needed, choices)


def pieces(schema: Mapping[str, Any]) -> list[Piece]:
    """A type as it is read: «list of Picture or null»."""
    if reference := schema.get("$ref"):
        name = reference.removeprefix(SCHEMAS)
        return [Piece(name, name)]
    for several in ("anyOf", "oneOf"):
        if several in schema and "type" not in schema:
            return _joined(schema[several])
    if "const" in schema:
        return [Piece(f"“{schema['const']}”")]
    if schema.get("type") == "array":
        return [Piece("list of "), *pieces(schema.get("items", {}))]
    if len(schema.get("allOf", ())) == 1:
        return pieces(schema["allOf"][0])
    kind = schema.get("type", "anything")
    return [Piece(f"{kind} ({schema['format']})" if "format" in schema else str(kind))]


def _joined(several: Iterable[Mapping[str, Any]]) -> list[Piece]:
    found: list[Piece] = []
    for one in several:
        found += [Piece(" or ")] if found else []
        found += pieces(one)
    return found
