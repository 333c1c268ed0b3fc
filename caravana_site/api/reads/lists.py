"""Lists of documents, and documents: stored text put one after the other, parsed only for `fields` and `include`."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, QueryDict

from caravana_site.api.kinds import Kind
from caravana_site.api.models import Document
from caravana_site.api.packing import Part, literal, part
from caravana_site.common.site_address import absolute

from . import cursors, filters, orders, parts, stored
from . import parameters as values
from .answers import answer, dumped, packed_answer, tag_of_changes, takes_packed
from .orders import Order, Row
from .parameters import InvalidError, Parameter
from .problems import gone, malformed, not_found

LIMIT, MOST = 20, 100
WHOLE, PACKED = ("body",), ("packed", "digest")
"""The columns that an answer is put together from."""
COMMA = literal(",")
PLAIN = frozenset({"locale", "fallback", "limit", "sort", "count"})
VARIES = {"Vary": "Accept-Encoding"}
UUID_TEXT = r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"
UUID_SCHEMA = {"type": "string", "format": "uuid", "pattern": UUID_TEXT}


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def language_parameters(fallback: bool = True) -> Iterable[Parameter]:
    """Which language is read, and which one in its place."""
    known = languages()
    schema = {"type": "string", "enum": known}
    yield Parameter(
        "locale", "The language of the documents.", schema | {"default": settings.LANGUAGE_CODE}, values.one_of(known)
    )
    if fallback:
        told = "The language of whatever `locale` lacks. Each document says its own in `locale`."
        yield Parameter("fallback", told, schema, values.one_of(known))


def limit_parameter(most: int = MOST, default: int = LIMIT) -> Parameter:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return Parameter("limit", "How many at most.", schema, values.whole(1, most))


def cursor_parameter(name: str = "cursor", description: str = "`next` of the page before.") -> Parameter:
    return Parameter(name, description, {"type": "string", "minLength": 1, "maxLength": cursors.LONGEST}, str)


def _paging() -> Iterable[Parameter]:
    yield limit_parameter()
    yield cursor_parameter()
    yield Parameter(
        "sort",
        "The order; what has no such value comes last. Without it the newest come first, or the nearest with `near`.",
        {"type": "string", "enum": orders.NAMES},
        values.one_of(orders.NAMES),
        example=orders.NEWEST,
    )
    yield Parameter("count", "Whether to count all that is found.", {"type": "boolean"}, values.yes_no)
    yield Parameter(
        "near",
        "Only what has a place, seen from this latitude and longitude in degrees (WGS 84).",
        {"type": "string", "pattern": values.POINT_TEXT},
        values.point,
        example="41.98,2.82",
    )
    yield Parameter(
        "within",
        "Kilometres from `near`.",
        {"type": "integer", "minimum": 1, "maximum": 1000},
        values.whole(1, 1000),
    )
    yield Parameter(
        "is_sample", "Only samples, or none: they are invented.", {"type": "boolean"}, values.yes_no, example=False
    )


def list_parameters(kind: Kind) -> dict[str, Parameter]:
    return values.table(language_parameters(), filters.of_kind(kind), parts.of_kind(kind), _paging())


def item_parameters(kind: Kind) -> dict[str, Parameter]:
    return values.table(language_parameters(), parts.of_kind(kind))


def asked_languages(asked: Mapping[str, Any]) -> list[str]:
    """The one that is read, then the one in its place."""
    first = asked.get("locale", settings.LANGUAGE_CODE)
    return list(dict.fromkeys([first, asked.get("fallback", first)]))


@dataclass(frozen=True)
class Listing:
    """A list as it was asked for."""

    kind: Kind
    asked: Mapping[str, Any]

    @cached_property
    def languages(self) -> list[str]:
        return asked_languages(self.asked)

    def check(self) -> None:
        """What only makes sense together."""
        if "near" in self.asked:
            return
        if "within" in self.asked:
            raise malformed("within", "“within” needs “near”.")
        if self.asked.get("sort") == orders.DISTANCE:
            valid = [name for name in orders.NAMES if name != orders.DISTANCE]
            raise malformed("sort", "“distance” needs “near”.", valid)

    @cached_property
    def order(self) -> Order:
        name = self.asked.get("sort", orders.DISTANCE if "near" in self.asked else orders.NEWEST)
        narrowed = sorted((key, value) for key, value in self.asked.items() if key not in ("cursor", "limit", "count"))
        purpose = dumped([self.kind.name, name, [pair for pair in narrowed if pair[0] not in ("fields", "include")]])
        return Order(name, purpose)

    @cached_property
    def documents(self) -> QuerySet[Document]:
        """In every language, whichever is read."""
        rows = Document.objects.public().of(self.kind.name)
        found: QuerySet[Document] = rows.filter(*filters.conditions(self.kind, self.asked))
        if "is_sample" in self.asked:
            found = found.filter(is_sample=self.asked["is_sample"])
        if "near" in self.asked:
            found = orders.near(found, self.asked["near"], self.asked.get("within"))
        return found

    @cached_property
    def _own(self) -> QuerySet[Document]:
        """Of a document, the same thing in the first language."""
        rows = Document.objects.public().filter(language=self.languages[0])
        return rows.filter(kind=OuterRef("kind"), uuid=OuterRef("uuid"))

    def streams(self) -> list[QuerySet[Document]]:
        """What there is in the first language, and what only the other has."""
        first, *others = self.languages
        # As a value that each row looks up by an index: PostgreSQL may make a join of an Exists, and read it all first.
        lacking = self.documents.alias(own=Subquery(self._own.values("pk")[:1])).filter(own=None)
        return [self.documents.filter(language=first), *(lacking.filter(language=other) for other in others)]

    def count(self) -> int:
        first, *others = self.languages
        return self.documents.filter(Q(language=first) | Q(language__in=others) & ~Exists(self._own)).count()

    @property
    def is_plain(self) -> bool:
        """Whether it is the first page of everything in one language: what is asked most."""
        return self.asked.keys() <= PLAIN and len(self.languages) == 1

    def begun(self, texts: Sequence[str]) -> tuple[int | None, list[Row]]:
        """The first rows of a plain one, and the number of the last change."""
        limit = self.asked.get("limit", LIMIT)
        name = (self.kind.name, self.languages[0], self.order.name, limit, texts)
        return stored.rows(name, lambda: self.order.beginning(self.streams()[0], limit, texts))

    def page(self, texts: Sequence[str], begun: list[Row] | None = None) -> orders.Page:
        limit, cursor = self.asked.get("limit", LIMIT), self.asked.get("cursor")
        try:
            return self.order.page(self.streams, limit, cursor, texts, begun)
        except InvalidError as error:
            raise malformed("cursor", f"“cursor” must be {error.must}.") from None

    def packed(self, page: orders.Page) -> list[Part] | None:
        """The whole answer, of rows with PACKED; None when a document is not packed."""
        found: list[Part] = []
        for row in page.rows:
            document = part(*row[4:])
            if document is None:
                return None
            found += [COMMA, document] if found else [document]
        return [literal('{"items":['), *found, literal(f"]{self._ends(page)}}}")]

    def _ends(self, page: orders.Page) -> str:
        count = f',"count":{self.count()}' if self.asked.get("count") else ""
        return f',"next":{dumped(page.next)}{count}'

    def body(self, page: orders.Page) -> str:
        """The whole answer, of rows with WHOLE."""
        ends = self._ends(page)
        if not parts.wanted(self.asked):
            return f'{{"items":[{",".join(row[4] for row in page.rows)}]{ends}}}'
        documents = [json.loads(row[4]) for row in page.rows]
        if "include" in self.asked:
            beside = parts.included(self.kind, documents, self.asked["include"], self.languages)
            ends += f',"included":{dumped(beside)}'
        return f'{{"items":{dumped([parts.cut(one, self.asked) for one in documents])}{ends}}}'


def listed(request: HttpRequest, kind: Kind, parameters: Mapping[str, Parameter]) -> HttpResponse:
    listing = Listing(kind, values.read(request, parameters))
    listing.check()
    texts = PACKED if takes_packed(request) and not parts.wanted(listing.asked) else WHOLE
    number, begun = None, None
    if listing.is_plain and "If-None-Match" not in request.headers:
        number, begun = listing.begun(texts)
    etag = tag_of_changes(request, number, headers=VARIES)
    page = listing.page(texts, begun)
    told: dict[str, Any] = {
        "languages": [row[2] for row in page.rows] or listing.languages[:1],
        "keys": [kind.name, *(key_of(kind, row) for row in page.rows)],
        "headers": VARIES
        | ({} if page.next is None else {"Link": f'<{_next_address(request, page.next)}>; rel="next"'}),
    }
    if texts is WHOLE:
        return answer(listing.body(page), etag, **told)
    if (packed := listing.packed(page)) is not None:
        return packed_answer(packed, etag, **told)
    return answer(listing.body(listing.page(WHOLE)), etag, **told)


def _next_address(request: HttpRequest, cursor: str) -> str:
    query = QueryDict(request.META.get("QUERY_STRING", ""), mutable=True)
    query["cursor"] = cursor
    return absolute(f"{request.path}?{query.urlencode(safe=',:')}")


def key_of(kind: Kind, row: Row) -> str:
    return f"{kind.name}:{row[1]}"


def read_uuid(text: str) -> UUID:
    if not re.fullmatch(UUID_TEXT, text):
        raise malformed("uuid", "“uuid” must be a UUID such as 123e4567-e89b-12d3-a456-426614174000.")
    return UUID(text)


def shown(request: HttpRequest, kind: Kind, uuid: str, parameters: Mapping[str, Parameter]) -> HttpResponse:
    """One document in the first language asked for that it has."""
    asked, identity = values.read(request, parameters), read_uuid(uuid)
    wanted = asked_languages(asked)
    if "If-None-Match" in request.headers:
        tag_of_changes(request, headers=VARIES)  # before anything is read
    number, found = stored.versions(kind.name, identity, wanted)
    language = next((code for code in wanted if code in found and found[code].is_public), None)
    if language is None:
        raise _absence(kind, identity, wanted, withdrawn=bool(found))
    etag, version = tag_of_changes(request, number, headers=VARIES), found[language]
    told: dict[str, Any] = {
        "languages": [language],
        "keys": [kind.name, f"{kind.name}:{identity}"],
        "headers": VARIES,
    }
    body = version.body
    if parts.wanted(asked):
        document = json.loads(body)
        cut = parts.cut(document, asked)
        if "include" in asked:
            cut["included"] = parts.included(kind, [document], asked["include"], wanted)
        body = dumped(cut)
    elif takes_packed(request) and (packed := part(version.packed, version.digest)) is not None:
        return packed_answer([packed], etag, **told)
    return answer(body, etag, **told)


def _absence(kind: Kind, uuid: UUID, wanted: Sequence[str], *, withdrawn: bool) -> Exception:
    others = sorted(Document.objects.public().filter(kind=kind.name, uuid=uuid).values_list("language", flat=True))
    if withdrawn and not others:
        return gone(f"This {kind.name} is public no more.")
    if others:
        return not_found(f"This {kind.name} is not public in {' or '.join(wanted)}; “valid” has its languages.", others)
    return not_found(f"There is no {kind.name} with that identity.")
