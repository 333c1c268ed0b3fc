"""Answers and their headers. What caches are told is true: nothing but the address makes an answer another."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from http import HTTPStatus
from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from caravana_site.api.packing import Part, gzip_file
from caravana_site.api.projection.writing import last_number
from caravana_site.delivery.kept_answers import encodings_taken

VERSION = "1.0.0"
"""Of the contract. Whatever changes an answer's shape changes it, so that no cache holds on to the old one."""
JSON = "application/json"
CACHED = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
"""A minute, ten more while it is asked anew, a day while the site is down."""
MOST_KEYS = 101


class Known(Exception):  # noqa: N818  # no error: whoever asks has the answer already
    """Raised before anything is read, answered with 304."""

    def __init__(self, etag: str, headers: Mapping[str, str]) -> None:
        super().__init__(etag)
        self.etag, self.headers = etag, headers


def tag_of_changes(
    request: HttpRequest, number: int | None = None, *, period: int = 0, headers: Mapping[str, str] = {}
) -> str:
    """The tag of an answer that only a change of documents makes another; raises Known to whoever has it already.

    It costs one query: the number of the last change. With a period, in seconds, the tag is another in each. `headers`
    are those that the answer has whoever has it already or not.
    """
    number = last_number() if number is None else number
    told = f"{VERSION} {number} {settings.SITE_URL} {request.get_full_path()}"
    if period:
        told += f" {int(time()) // period}"
    etag = _tag(told.encode())
    refuse_known(request, etag, headers)
    return etag


def tag_of(body: bytes) -> str:
    """The tag of an answer that other things make another too."""
    return _tag(VERSION.encode() + body)


def refuse_known(request: HttpRequest, etag: str, headers: Mapping[str, str] = {}) -> None:
    given = parse_etags(request.headers.get("If-None-Match", ""))
    if any(one == "*" or one.removeprefix("W/") == etag for one in given):
        raise Known(etag, headers)


def _tag(told: bytes) -> str:
    return f'"{sha256(told).hexdigest()[:32]}"'


def answer(
    body: str | bytes, etag: str, *, languages: Iterable[str], keys: Iterable[str] = (), headers: Mapping[str, str] = {}
) -> HttpResponse:
    """200; `keys` name what the answer was made from, for caches that can be told to forget it."""
    found = HttpResponse(body, content_type=JSON)
    found.headers["ETag"] = etag
    found.headers["Cache-Control"] = CACHED
    found.headers["Content-Language"] = ", ".join(sorted(set(languages)))
    if named := list(dict.fromkeys(keys)):
        found.headers["Surrogate-Key"] = " ".join(named)
    for name, value in headers.items():
        found.headers[name] = value
    return found


def takes_packed(request: HttpRequest) -> bool:
    """Whether the reader takes an answer as documents lie in the database."""
    return "gzip" in encodings_taken(request)


def packed_answer(parts: Iterable[Part], etag: str, **told: Any) -> HttpResponse:
    """`answer` with a body that is compressed already. Its tag is weak: it names the same answer as the other one."""
    found = answer(gzip_file(parts), f"W/{etag}", **told)
    found.headers["Content-Encoding"] = "gzip"
    return found


def answer_known(error: Known) -> HttpResponse:
    found = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    del found.headers["Content-Type"]
    found.headers["ETag"] = error.etag
    found.headers["Cache-Control"] = CACHED
    for name, value in error.headers.items():
        found.headers[name] = value
    return found


def dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
