"""The API itself: every address under `/api/v1/`, for the kinds that are registered when it is put together."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Union

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from ninja import NinjaAPI
from ninja import Path as PathParameter
from pydantic import BaseModel, Field, WithJsonSchema

from caravana_site.api.documents.schemas import DocumentBase
from caravana_site.api.kinds import Kind
from caravana_site.api.previews import reading as previews
from caravana_site.api.projection.writing import last_number
from caravana_site.common.site_address import absolute

from . import changes, contract, lists, reference, resolving, searching
from .answers import VERSION, answer, dumped, refuse_known, tag_of, tag_of_changes
from .frame import framed
from .parameters import Parameter, read
from .problems import REFERENCE, not_found
from .reference import ROOT

DESCRIPTION = (
    "Good practices of local digital government, and the caravan that visits them: complete documents, in each of "
    "their languages. Everything can be read without a key, from any origin. What may be done with a document stands "
    "in its `licence` and `attribution`; what is invented to show the site has `is_sample`. Identifiers "
    "(`/id/<type>/<uuid>`) are permanent. Within version 1 fields are added, never taken away or given another meaning."
)
Table = Mapping[str, Parameter]
NOTHING: Table = {}


class KindEntry(BaseModel):
    """A kind of document."""

    type: str
    plural: str
    description: str
    list: str = Field(description="Where it is listed.")


class Index(BaseModel):
    """What there is to read."""

    version: str
    languages: list[str]
    kinds: list[KindEntry]
    search: str
    facets: str
    changes: str = Field(description="From the first change that is kept.")
    follow: str = Field(description="Changes from now on: keep it before you read the lists, then follow it.")
    openapi: str
    docs: str


def build(kinds: Sequence[Kind]) -> NinjaAPI:
    """The API over those kinds."""
    api = NinjaAPI(
        title="Caravana d’innovació digital",
        version=VERSION,
        description=DESCRIPTION,
        urls_namespace="api",
        openapi_url=None,
        docs_url=None,
    )
    api.add_exception_handler(Exception, _leave_to_the_frame)
    _add_index(api, kinds)
    for kind in kinds:
        _add_list(api, kind)
        _add_item(api, kind)
    _add_reads(api, kinds)
    previews.add_to(api, kinds)
    _add_reference(api)
    return api


def addresses(api: NinjaAPI, kinds: Sequence[Kind]) -> tuple[list[Any], str, str]:
    """To be included at `/api/v1/`; what is not there is a problem like any other."""
    patterns, app, namespace = api.urls
    known = [kind.plural for kind in kinds]

    def nothing(request: HttpRequest, path: str) -> HttpResponse:
        raise not_found("There is nothing at this path.", known)

    found: list[Any] = [
        URLPattern(one.pattern, framed(one.callback), one.default_args, one.name)
        for one in patterns
        if isinstance(one, URLPattern)
    ]
    return [*found, re_path(r"^(?P<path>.*)$", framed(nothing))], app, namespace


def _leave_to_the_frame(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    raise error


def _add_index(api: NinjaAPI, kinds: Sequence[Kind]) -> None:
    entries = [
        KindEntry(type=kind.name, plural=kind.plural, description=kind.description, list=absolute(ROOT + kind.plural))
        for kind in kinds
    ]

    def index(request: HttpRequest) -> HttpResponse:
        read(request, NOTHING)
        number = last_number()
        etag = tag_of_changes(request, number)
        told = Index(
            version=VERSION,
            languages=lists.languages(),
            kinds=entries,
            search=absolute(f"{ROOT}search"),
            facets=absolute(f"{ROOT}facets"),
            changes=absolute(f"{ROOT}changes"),
            follow=absolute(f"{ROOT}changes?since={changes.cursor(number)}"),
            openapi=absolute(f"{ROOT}openapi.json"),
            docs=absolute(REFERENCE),
        )
        return answer(told.model_dump_json(), etag, languages=["en"], keys=["changes"])

    api.get(
        "/",
        response=Index,
        operation_id="read_index",
        summary="What there is",
        tags=[reference.START],
        url_name="index",
        openapi_extra=contract.told_beside(NOTHING),
    )(index)


def _add_list(api: NinjaAPI, kind: Kind) -> None:
    table = lists.list_parameters(kind)

    def read_list(request: HttpRequest) -> HttpResponse:
        return lists.listed(request, kind, table)

    api.get(
        f"/{kind.plural}",
        response=contract.list_answer(kind),
        operation_id=f"list_{kind.plural}",
        summary=f"A list of {kind.plural}",
        description=kind.description,
        tags=[kind.plural],
        url_name=f"list_{kind.plural}",
        openapi_extra=contract.told_beside(table, paged=True),
    )(read_list)


def _add_item(api: NinjaAPI, kind: Kind) -> None:
    table = lists.item_parameters(kind)
    told = "The same in every language."

    def read_item(
        request: HttpRequest,
        uuid: Annotated[str, WithJsonSchema(lists.UUID_SCHEMA)] = PathParameter(..., description=told),
    ) -> HttpResponse:
        return lists.shown(request, kind, uuid, table)

    api.get(
        f"/{kind.plural}/{{uuid}}",
        response=contract.item_answer(kind),
        operation_id=f"read_{kind.name}",
        summary=f"One {kind.name}",
        tags=[kind.plural],
        url_name=f"read_{kind.name}",
        openapi_extra=contract.told_beside(table),
    )(read_item)


def _add_reads(api: NinjaAPI, kinds: Sequence[Kind]) -> None:
    """What is read across the kinds."""
    any_document = Union[tuple(kind.schema for kind in kinds)] if kinds else DocumentBase  # noqa: UP007  # made of a list
    _add_read(
        api, "resolve", resolving.resolve, resolving.parameters(), any_document,
        "The document of a page", "For whoever has an address of the site and wants what stands there.",
    )  # fmt: skip
    _add_read(
        api, "search", searching.search, searching.search_parameters(), searching.FoundList,
        "What some words find", "The site’s own search: best first, with the likest spelling where nothing is found.",
    )  # fmt: skip
    _add_read(
        api, "facets", searching.facets, searching.facet_parameters(), searching.FacetList,
        "The catalogue’s facets", "How many practices there are with each value, under what was chosen already.",
    )  # fmt: skip
    _add_read(
        api, "changes", changes.changes, changes.parameters(), changes.ChangeList,
        "What has changed", "In order, none missed and none twice: follow it and your copy is never stale.",
    )  # fmt: skip


def _add_read(
    api: NinjaAPI,
    name: str,
    view: Callable[[HttpRequest, Table], HttpResponse],
    table: Table,
    answered: Any,
    summary: str,
    description: str,
) -> None:
    def read_it(request: HttpRequest) -> HttpResponse:
        return view(request, table)

    api.get(
        f"/{name}",
        response=answered,
        operation_id=name,
        summary=summary,
        description=description,
        tags=[reference.ACROSS],
        url_name=name,
        openapi_extra=contract.told_beside(table),
    )(read_it)


def _add_reference(api: NinjaAPI) -> None:
    """The contract for programs, and for people; it is made when it is first asked for."""

    @cache
    def told() -> dict[str, Any]:
        return contract.openapi(api)

    @cache
    def written() -> bytes:
        return dumped(told()).encode()

    def openapi(request: HttpRequest) -> HttpResponse:
        read(request, NOTHING)
        etag = tag_of(written())
        refuse_known(request, etag)
        return answer(written(), etag, languages=["en"])

    def docs(request: HttpRequest) -> HttpResponse:
        return reference.page(request, told())

    api.get("/openapi.json", include_in_schema=False, url_name="openapi")(openapi)
    api.get("/docs", include_in_schema=False, url_name="docs")(docs)
