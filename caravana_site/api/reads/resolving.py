"""From addresses of the site to documents, and from permanent identifiers to either."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from caravana_site.api import former_addresses, kinds
from caravana_site.api.documents import subjects
from caravana_site.api.models import Document
from caravana_site.common.middleware import preferred_language
from caravana_site.common.site_address import absolute

from . import parameters as values
from .answers import answer, tag_of_changes
from .lists import read_uuid
from .parameters import InvalidError, Parameter
from .problems import ProblemError, gone, not_found

LONGEST_PATH = 500


def _path(given: str) -> str:
    if not given.startswith("/") or given.startswith("//") or len(given) > LONGEST_PATH or set(given) & set("?#\\"):
        raise InvalidError("a path of this site, such as /ca/practiques/, without query or fragment")
    return given if given.endswith("/") else f"{given}/"


def parameters() -> dict[str, Parameter]:
    schema = {
        "type": "string",
        "maxLength": LONGEST_PATH,
        "pattern": r"^/([^/?#\\\x00-\x1f\x7f][^?#\\\x00-\x1f\x7f]*)?$",
    }
    told = "The path of a page of this site."
    return values.table([Parameter("path", told, schema, _path, required=True, example="/ca/ambits/dades-obertes/")])


def resolve(request: HttpRequest, table: Mapping[str, Parameter]) -> HttpResponse:
    """The document of the page that has that path."""
    path = values.read(request, table)["path"]
    etag = tag_of_changes(request)
    rows = Document.objects.public().filter(path=path, kind__in=[kind.name for kind in kinds.all_kinds()])
    found = rows.values_list("kind", "uuid", "language", "body").first()
    if found is None:
        raise not_found("No page with a document has that path.")
    kind, uuid, language, body = found
    told = kinds.named(kind)
    headers = {"Content-Location": subjects.api(told.plural, uuid, language)} if told else {}
    return answer(body, etag, languages=[language], keys=[kind, f"{kind}:{uuid}"], headers=headers)


def identifier(request: HttpRequest, kind: str, uuid: str) -> HttpResponse:
    """`/id/<kind>/<uuid>`: to the page or to the document, in the language that the reader likes best."""
    told = kinds.named(kind)
    html = prefers_html(request)
    try:
        if told is None:
            raise not_found("There is no such kind of thing.", [one.name for one in kinds.all_kinds()])
        rows = Document.objects.filter(kind=kind, uuid=read_uuid(uuid))
        found = {row["language"]: row for row in rows.values("language", "path", "withdrawn", "uuid")}
        public = {language: row for language, row in found.items() if row["withdrawn"] is None}
        if not public:
            raise gone(f"This {kind} is public no more.") if found else not_found(f"There is no such {kind}.")
    except ProblemError as error:
        if not html:
            raise
        return _page_of(request, error)
    answered = _redirect(told.plural, _best(request, public), html=html)
    patch_vary_headers(answered, ["Accept", "Accept-Language"])
    return answered


def _page_of(request: HttpRequest, error: ProblemError) -> HttpResponse:
    """For people, whose browsers would show them JSON."""
    language = preferred_language(request)
    if error.status == HTTPStatus.GONE:
        answered = former_addresses.gone(request, language)
    else:
        with translation.override(language):
            answered = render(request, "404.html", status=error.status)
        answered.headers["Cache-Control"] = "no-store"
        answered.headers["Content-Language"] = language
    patch_vary_headers(answered, ["Accept", "Accept-Language"])
    return answered


def _best(request: HttpRequest, public: Mapping[str, Any]) -> Any:
    wanted = [preferred_language(request), *sorted(public)]
    return next(public[code] for code in wanted if code in public)


def _redirect(plural: str, row: Mapping[str, Any], *, html: bool) -> HttpResponse:
    there = absolute(row["path"]) if html and row["path"] else subjects.api(plural, row["uuid"], row["language"])
    answered = HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": there})
    answered.headers["Cache-Control"] = "public, max-age=60"
    answered.headers["Content-Language"] = row["language"]
    return answered


def prefers_html(request: HttpRequest) -> bool:
    """Whether it asks for HTML rather than JSON, as browsers do; who says nothing gets the document."""
    offered = ["application/json", "application/ld+json", "text/html"]
    return request.get_preferred_type(offered) == "text/html"
