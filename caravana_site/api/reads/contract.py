"""The types of the answers of each kind, made from its schema, and what is said of all of them in OpenAPI."""

from collections.abc import Mapping
from copy import copy
from http import HTTPStatus
from typing import Any, Optional, Union

from django.conf import settings
from ninja import NinjaAPI
from pydantic import BaseModel, Field, create_model

from caravana_site.api.documents.schemas import Schema
from caravana_site.api.kinds import Kind

from . import parts
from .parameters import Parameter
from .problems import CONTENT_TYPE, TITLES, Problem, type_of

REF = "#/components/schemas/{model}"
SECURITY = "key"
REFUSED = {
    HTTPStatus.BAD_REQUEST: "A parameter is unknown, repeated or malformed; the problem names the valid ones.",
    HTTPStatus.UNAUTHORIZED: "The key is unknown or was revoked.",
    HTTPStatus.NOT_FOUND: "There is no such thing.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This can only be read.",
    HTTPStatus.GONE: "It was there and is public no more, or the cursor is too old.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is too long.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests in an hour; `Retry-After` says when to go on.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The server failed.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The server cannot answer now; `Retry-After` says when to ask again.",
}
HEADERS = {
    "ETag": "Send it as `If-None-Match`: while nothing changes, the answer is 304.",
    "Content-Language": "Every language of what was answered.",
    "RateLimit-Limit": "Requests an hour that you may make.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "Seconds until they begin anew.",
}
LINK = {"Link": "`rel=next`: the address of the next page, where there is one."}


def stem(kind: Kind) -> str:
    return kind.schema.__name__.removesuffix("Document")


def _part(kind: Kind) -> type[BaseModel]:
    """A document of which only some fields were asked for, or with what it names beside it."""
    fields: dict[str, Any] = {}
    for name, info in kind.schema.model_fields.items():
        own = copy(info)
        if name not in parts.ALWAYS:
            own.default = None
        fields[name] = (info.annotation, own)
    made = create_model(f"{stem(kind)}Part", __base__=Schema, **fields)
    made.__doc__ = f"Some fields of a {stem(kind)}Document, as `fields` chose them."
    return made


def _beside() -> tuple[Any, Any]:
    told = "With `include`: under each name the documents that are named, whole, each once."
    return (dict[str, list[dict[str, Any]]], Field(None, description=told))


def _list(kind: Kind, name: str, item: type[BaseModel], **more: Any) -> type[BaseModel]:
    made = create_model(
        f"{stem(kind)}{name}",
        __base__=Schema,
        items=(list[item], ...),  # type: ignore[valid-type]  # made while the program runs
        next=(Optional[str], Field(..., description="The `cursor` of the next page; null on the last.")),  # noqa: UP045  # made while it runs
        count=(int, Field(None, description="With `count=true`: how many there are in all.")),
        **more,
    )
    made.__doc__ = f"A page of {kind.plural}."
    return made


def item_answer(kind: Kind) -> Any:
    """The type of one document's answer: whole, or as `fields` and `include` leave it."""
    part = _part(kind)
    if kind.includes:
        part = create_model(f"{stem(kind)}PartWithIncluded", __base__=part, included=_beside())
    return Union[kind.schema, part]  # noqa: UP007  # made while the program runs


def list_answer(kind: Kind) -> Any:
    """The type of a list's answer, likewise."""
    more = {"included": _beside()} if kind.includes else {}
    return Union[_list(kind, "List", kind.schema), _list(kind, "PartList", _part(kind), **more)]  # noqa: UP007  # likewise


def told_beside(table: Mapping[str, Parameter], *, paged: bool = False, refused: bool = True) -> dict[str, Any]:
    """What an operation says beside its type: parameters, headers, problems."""
    told = HEADERS | (LINK if paged else {})
    headers = {name: {"description": text, "schema": {"type": "string"}} for name, text in told.items()}
    responses: dict[int, Any] = {
        200: {"headers": headers},
        304: {"description": "You have it already: nothing has changed since that `ETag`."},
    }
    if refused:
        responses |= {int(status): refusal(status, text) for status, text in REFUSED.items()}
    return {"parameters": [parameter.described() for parameter in table.values()], "responses": responses}


def refusal(status: HTTPStatus, description: str) -> dict[str, Any]:
    """A problem as an operation announces it."""
    content: dict[str, Any] = {"schema": {"$ref": REF.format(model="Problem")}}
    if status == HTTPStatus.BAD_REQUEST:
        content["example"] = {
            "type": type_of("unknown-parameter"),
            "title": TITLES["unknown-parameter"],
            "status": 400,
            "detail": "“colour” is no parameter here.",
            "instance": "/api/v1/themes",
            "parameter": "colour",
            "valid": ["count", "cursor", "fallback", "fields", "limit", "locale", "sort"],
        }
    return {"description": description, "content": {CONTENT_TYPE: content}}


def openapi(api: NinjaAPI) -> dict[str, Any]:
    """The whole contract as OpenAPI 3.1."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="api/v1/"))
    told["servers"] = [{"url": settings.SITE_URL}]
    told["security"] = [{}, {SECURITY: []}]
    components = told["components"]
    components["schemas"]["Problem"] = Problem.model_json_schema(ref_template=REF)
    components["securitySchemes"] = {
        SECURITY: {"type": "http", "scheme": "bearer", "description": "A key with a quota of its own. Not needed."}
    }
    return told
