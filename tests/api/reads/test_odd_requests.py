"""What is odd in other ways than its values: methods, headers, encodings, bodies, and the same said twice."""

from typing import Any

import pytest
from django.test import Client

from .parcels import send

pytestmark = pytest.mark.django_db
LIST = "/api/v1/parcels"
EVERYWHERE = [LIST, "/api/v1/", "/api/v1/search", "/api/v1/facets", "/api/v1/changes", "/api/v1/resolve", f"{LIST}/x"]
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize(
    "query",
    [
        "callback=steal",
        "jsonp=steal",
        "_method=DELETE",
        "limit[]=1",
        "locale[$ne]=ca",
        "locale=ca&%6cocale=ca",  # the same name, written otherwise
        "q=a&q=a&path=%2F&path=%2F",
        "locale=null",
        "locale=CA",
        "locale=ca-ES",
        "locale=ca%00",
        "since=null&cursor=null",
        "limit=null",
        "limit=%201",
        "limit=%2B1",
        "limit=1e1",
        "limit=0x1",
        "limit=-9223372036854775809",
        "include=friends%2Cfriends.friends&include=friends",
        "include[]=friends",
        "%c0%af=1",  # an over-long encoding
        "locale=%u0063a",
        "locale=c%61%",
        "q=%ed%a0%80",  # half of a pair
        "q=%00&path=%00&theme=%00",
        "a" * 5000,
        "&" * 3999 + "a=1",
        "=",
        "=ca",
        "%",
        "?",
        "a;b=1",
        "#",
    ],
)
def test_it_is_a_problem_that_programs_can_read(client: Client, path: str, query: str) -> None:
    answer = client.get(f"{path}?", QUERY_STRING=query)
    assert answer.status_code in (400, 404, 414), query
    assert answer["Content-Type"] == PROBLEM
    assert {"type", "title", "status", "detail", "instance"} <= set(answer.json())
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert b"steal(" not in answer.content


@pytest.mark.parametrize("method", ["CONNECT", "PROPFIND", "get", "QUERY", "M-SEARCH", "ÀÉ", "A" * 300])
def test_methods_that_nobody_knows(client: Client, method: str) -> None:
    answer = client.generic(method, LIST)
    if answer.status_code != 200:  # Django reads “get” as GET
        assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_no_header_changes_the_method(client: Client) -> None:
    send()
    for name in ("X-HTTP-Method-Override", "X-Method-Override"):
        assert client.get(LIST, headers={name: "DELETE"}).status_code == 200
        assert client.post(LIST, headers={name: "GET"}).status_code == 405


def test_a_body_that_is_only_announced(client: Client) -> None:
    for method in ("GET", "HEAD"):
        answer = client.generic(method, LIST, HTTP_TRANSFER_ENCODING="chunked")
        assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)


def test_a_body_larger_than_anybody_may_send(client: Client) -> None:
    assert client.generic("GET", LIST, CONTENT_LENGTH="9" * 30).status_code == 413  # as nginx would, before us


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("Authorization", "Bearer ", 401),
        ("Authorization", "Bearer \xff\xfe", 401),
        ("Authorization", "Bearer " + "a" * 9000, 401),
        ("Authorization", "bearer x", 200),
        ("Authorization", "Basic eDp5", 200),
        ("Accept", "text/xml", 200),
        ("Accept", "*/*;q=x,;;", 200),
        ("Accept-Language", "zz;q=9," * 900, 200),
        ("Accept-Encoding", "\xff", 200),
        ("If-None-Match", '"', 200),
        ("If-None-Match", "W/" * 3000, 200),
        ("If-Modified-Since", "mai", 200),
        ("Range", "bytes=9-1,-", 200),
        ("Cookie", "sessionid=\xff;;=;csrftoken=" + "a" * 4000, 200),
        ("X-Forwarded-For", "999.1.1.1, <script>, " + "1.1.1.1," * 300, 200),
        ("Origin", "null", 200),
    ],
)
def test_headers_that_make_no_sense(client: Client, name: str, value: str, status: int) -> None:
    answer = client.get(LIST, headers={name: value})
    assert answer.status_code == status
    assert answer["Content-Type"] == ("application/json" if status == 200 else PROBLEM)
    assert not answer.cookies


@pytest.mark.parametrize(
    "path",
    [
        "/%",
        "/%zz",
        "/parcels/%2e%2e/%2e%2e",
        "/parcels//",
        "/parcels/%0d%0aX:1",
        "/" + "a" * 9000,
        "/é/🛶",
        "/parcels;a=1",
    ],
)
def test_paths_that_lead_nowhere(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code in (400, 404)
    assert answer["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=", 400),
        ("url=%00", 404),
        ("url=%ff", 404),
        ("url=http%3A%2F%2F%5B", 404),
        ("url=http%3A%2F%2Ftestserver%3A99999%2F", 404),
        ("url=" + "a" * 9000, 404),
        ("url=x&url=y", 404),
        ("url=x&format=yaml", 501),
        ("url=x&maxwidth=-1", 400),
        ("url=x&maxwidth=%D9%A3", 400),
        ("url=x&maxheight=" + "9" * 300, 400),
        ("url=x&lang=xx", 400),
        ("url=x&callback=steal", 404),
    ],
)
def test_oembed_says_why_in_words(client: Client, query: str, status: int) -> None:
    answer: Any = client.get(f"/oembed?{query}")
    assert answer.status_code == status
    assert answer.json()["error"]
    assert b"steal(" not in answer.content
    assert client.post(f"/oembed?{query}").status_code == 405
