"""An answer as the site's own cache keeps it: compressed, since nearly every reader takes it so."""

import gzip
import re
import time
from dataclasses import dataclass

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

SHARED = re.compile(r"\bs-maxage=(\d+)")
LARGEST = 1024 * 1024
"""Bytes; what is larger is no page."""
WAYS = ("br", "gzip")
"""Of compressing, the best first."""
BROTLI_QUALITY = 5
"""Of 11: pages come out as small as with gzip's best in less time than rendering them takes."""
MADE_ANEW = frozenset({"Content-Length", "Content-Encoding", "Age"})
NOT_WANTED = re.compile(r";\s*q=0(\.0*)?\s*$")


@dataclass(frozen=True)
class Kept:
    """What was answered, the keys it is told by, and the number of all purges before it was begun."""

    status: int
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    number: int
    made: float

    @property
    def keys(self) -> list[str]:
        return dict(self.headers).get("Surrogate-Key", "").split()


def seconds_of(response: HttpResponseBase) -> int:
    """How long a shared cache may keep it; 0 where it says nothing."""
    told = response.headers.get("Cache-Control", "")
    found = SHARED.search(told)
    return int(found[1]) if found and "public" in told else 0


def kept(response: HttpResponse, number: int) -> Kept:
    headers = tuple((name, value) for name, value in response.items() if name not in MADE_ANEW)
    bodies = {
        "br": brotli.compress(response.content, quality=BROTLI_QUALITY),
        "gzip": gzip.compress(response.content, mtime=0),
    }
    return Kept(response.status_code, headers, bodies, number, time.time())


def answer(request: HttpRequest, found: Kept) -> HttpResponseBase:
    """As this reader takes it: compressed one way or the other, or as it was, or 304."""
    way = next((one for one in WAYS if one in encodings_taken(request)), "")
    body = found.bodies[way] if way else gzip.decompress(found.bodies["gzip"])
    response = HttpResponse(body, status=found.status, headers=dict(found.headers))
    if way:
        response.headers["Content-Encoding"] = way
    response.headers["Content-Length"] = str(len(body))
    response.headers["Age"] = str(max(0, int(time.time() - found.made)))
    patch_vary_headers(response, ["Accept-Encoding"])
    if "If-None-Match" not in request.headers or "ETag" not in response.headers:
        return response
    conditional = get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
    if conditional is not response:
        for name in ("Age", *(name for name, _value in found.headers if name != "Content-Type")):
            conditional.headers[name] = response.headers[name]
    return conditional


def encodings_taken(request: HttpRequest) -> set[str]:
    """Ways of compressing that the reader takes."""
    told = request.headers.get("Accept-Encoding", "").lower().split(",")
    return {one.partition(";")[0].strip() for one in told if not NOT_WANTED.search(one)}
