"""`/search` and `/facets`: what the site's own search and catalogue say, for programs."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import strip_tags
from pydantic import BaseModel, Field
from wagtail.models import Locale

from caravana_site.api import kinds
from caravana_site.api.documents import subjects
from caravana_site.api.models import Document
from caravana_site.common.listings import LONGEST_QUERY
from caravana_site.common.site_address import absolute
from caravana_site.search.matching import Hit
from caravana_site.search.results import Search
from practices.catalogue_index import CatalogueIndex, index_of
from practices.facets import FACETS, FacetKind
from practices.models import PracticePage

from . import cursors
from . import parameters as values
from .answers import answer, tag_of_changes
from .lists import LIMIT, cursor_parameter, language_parameters, limit_parameter
from .parameters import InvalidError, Parameter
from .problems import malformed

HOUR = 3600
"""Seconds for which a tag is good at most: what finds things is written apart from their documents, a moment later."""


class FoundItem(BaseModel):
    """Something that was found."""

    type: str
    uuid: UUID
    locale: str
    title: str
    excerpt: str = Field(description="Where it tells of what was asked, as text.")
    uri: str
    api: str
    url: str | None


class FoundList(BaseModel):
    """What some words find, best first."""

    items: list[FoundItem]
    next: str | None
    count: int = Field(description="How much was found in all.")
    suggestion: str | None = Field(description="The likest spelling, when the words themselves find nothing.")


class FacetValue(BaseModel):
    """One value of a facet."""

    value: str
    label: str
    count: int = Field(description="How many practices there would be with it.")


class Facet(BaseModel):
    """What practices are narrowed by; values of one facet add up, several facets narrow."""

    name: str
    label: str
    values: list[FacetValue]


class FacetList(BaseModel):
    """The catalogue's facets."""

    facets: list[Facet]
    count: int = Field(description="How many practices there are with all that was chosen.")


def _words(required: bool) -> Parameter:
    schema = values.TEXT | {"maxLength": LONGEST_QUERY}
    return Parameter("q", "Words to look for.", schema, values.text, required=required, example="dades obertes")


def _searched_kinds() -> list[str]:
    return [kind.name for kind in kinds.all_kinds()]


def search_parameters() -> dict[str, Parameter]:
    known = _searched_kinds()
    kind = Parameter(
        "type", "Only things of this kind.", {"type": "string", "enum": known}, values.one_of(known), example=known[:1]
    )
    return values.table(
        [_words(required=True), kind, limit_parameter(), cursor_parameter()], language_parameters(fallback=False)
    )


def facet_parameters() -> dict[str, Parameter]:
    def of(facet: FacetKind) -> Iterable[Parameter]:
        told = f"Practices with this {facet.name}."
        yield Parameter(facet.name, told, values.TEXT, values.text)
        many = {"type": "array", "items": values.text_schema(","), "minItems": 1, "maxItems": values.MOST_VALUES}
        yield Parameter(f"{facet.name}__in", f"Practices with any {facet.name} of these.", many, values.texts)

    chosen = (parameter for facet in FACETS for parameter in of(facet))
    return values.table([_words(required=False)], language_parameters(fallback=False), chosen)


def _locale(asked: Mapping[str, Any]) -> Locale:
    code = asked.get("locale", settings.LANGUAGE_CODE)
    return Locale.objects.filter(language_code=code).first() or Locale(language_code=code)


def search(request: HttpRequest, table: Mapping[str, Parameter]) -> HttpResponse:
    asked = values.read(request, table)
    start = _start(asked)
    etag = tag_of_changes(request, period=HOUR)
    locale = _locale(asked)
    with translation.override(locale.language_code):
        told = _found(asked, locale, start)
    return _answer(etag, told, locale)


def _answer(etag: str, told: BaseModel, locale: Locale) -> HttpResponse:
    return answer(told.model_dump_json(), etag, languages=[locale.language_code], keys=["practice", "search"])


def _purpose(asked: Mapping[str, Any]) -> str:
    return f"search {asked.get('locale')} {asked.get('type')} {asked['q']}"


def _start(asked: Mapping[str, Any]) -> int:
    if "cursor" not in asked:
        return 0
    try:
        return int(cursors.read(_purpose(asked), asked["cursor"]))
    except InvalidError as error:
        raise malformed("cursor", f"“cursor” must be {error.must}.") from None


def _found(asked: Mapping[str, Any], locale: Locale, start: int) -> FoundList:
    search = Search(asked["q"], locale) if locale.pk else None
    if search is None or not search.question:
        return FoundList(items=[], next=None, count=0, suggestion=None)
    hits = [hit for hit in search.hits if _kind_of(hit, asked.get("type"))]
    end = start + asked.get("limit", LIMIT)
    return FoundList(
        items=_items(search, hits[start:end], locale.language_code),
        next=cursors.written(_purpose(asked), end) if end < len(hits) else None,
        count=len(hits),
        suggestion=search.suggestion or None,
    )


def _kind_of(hit: Hit, name: str | None = None) -> kinds.Kind | None:
    """The kind of document that a result has, if it is of the one that was asked for."""
    return next((kind for kind in kinds.of_model(hit.model) if name in (None, kind.name)), None)


def _items(search: Search, hits: list[Hit], language: str) -> list[FoundItem]:
    """Each result with its document; what has none yet, since it was published this very moment, is left out."""
    found = []
    for one in search.found(hits):
        kind = _kind_of(Hit(type(one.row), one.row.pk))
        if kind is not None:
            found.append((kind, kind.identity(one.row), strip_tags(one.passage_text or one.excerpt)))
    rows = Document.objects.public().filter(uuid__in=[uuid for _kind, uuid, _text in found], language=language)
    told = {(row["kind"], row["uuid"]): row for row in rows.values("kind", "uuid", "title", "path")}
    return [
        FoundItem(
            type=kind.name,
            uuid=uuid,
            locale=language,
            title=row["title"],
            excerpt=text,
            uri=subjects.uri(kind.name, uuid),
            api=subjects.api(kind.plural, uuid, language),
            url=absolute(row["path"]) if row["path"] else None,
        )
        for kind, uuid, text in found
        if (row := told.get((kind.name, uuid)))
    ]


def facets(request: HttpRequest, table: Mapping[str, Parameter]) -> HttpResponse:
    asked = values.read(request, table)
    etag = tag_of_changes(request, period=HOUR)
    locale = _locale(asked)
    chosen = {facet.name: _chosen(facet, asked) for facet in FACETS}
    with translation.override(locale.language_code):
        if not locale.pk:  # a language of the settings in which there is nothing yet
            nothing = [Facet(name=facet.name, label=str(facet.label), values=[]) for facet in FACETS]
            return _answer(etag, FacetList(facets=nothing, count=0), locale)
        index = index_of(PracticePage.objects.listed(), locale)
        within = _with_words(asked, locale, index)
        told = FacetList(
            facets=[_facet(facet, index, chosen, within, locale) for facet in FACETS],
            count=len(index.matching(chosen, within=within)),
        )
    return _answer(etag, told, locale)


def _chosen(facet: FacetKind, asked: Mapping[str, Any]) -> list[str]:
    one = [asked[facet.name]] if facet.name in asked else []
    return [*one, *asked.get(f"{facet.name}__in", [])]


def _with_words(asked: Mapping[str, Any], locale: Locale, index: CatalogueIndex) -> set[int] | None:
    if "q" not in asked:
        return None
    search = Search(asked["q"], locale, only=PracticePage, listed=index.entries)
    return {hit.pk for hit in search.exact or search.beginning}


def _facet(
    facet: FacetKind, index: CatalogueIndex, chosen: Mapping[str, list[str]], within: set[int] | None, locale: Locale
) -> Facet:
    tally = index.tally(facet.name, index.matching(chosen, within=within, but=facet.name))
    offered = [(str(value), str(label)) for value, label in facet.choices(locale)]
    if not offered:  # years are what there is
        offered = [(year, year) for year in sorted(tally, reverse=True)]
    return Facet(
        name=facet.name,
        label=str(facet.label),
        values=[FacetValue(value=value, label=label, count=tally[value]) for value, label in offered if value in tally],
    )
