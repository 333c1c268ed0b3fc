"""Whatever cannot be understood is told as a problem that names what would be valid, and nothing is ignored."""

from typing import Any

import pytest
from django.test import Client

from caravana_site.api.reads import cursors

from .parcels import send, send_many

pytestmark = pytest.mark.django_db
LIST = "/api/v1/parcels"
NEVER_THERE = "7d9f1d2e-0000-4000-8000-000000000000"
LOCALES = ["ca", "es"]

BAD = [
    ("colour=red", "colour", "sort"),
    ("Locale=ca", "Locale", "locale"),
    ("locale=fr", "locale", "es"),
    ("locale=", "locale", "ca"),
    ("locale=ca&locale=es", "locale", "locale"),
    ("fallback=de", "fallback", "es"),
    ("limit=0", "limit", None),
    ("limit=-1", "limit", None),
    ("limit=101", "limit", None),
    ("limit=1.5", "limit", None),
    ("limit=%D9%A3", "limit", None),
    ("limit=" + "9" * 400, "limit", None),
    ("sort=colour", "sort", "-published"),
    ("sort=title,-published", "sort", "title"),
    ("sort=distance", "sort", "title"),
    ("fields=colour", "fields", "title"),
    ("fields=title,title", "fields", "title"),
    ("fields=", "fields", "title"),
    ("fields=json_ld.name", "fields", "json_ld"),
    ("include=everything", "include", "friends"),
    ("include=friends.friends", "include", "friends"),
    ("include=" + ",".join(["friends"] * 300), "include", "friends"),
    ("theme__regex=a", "theme__regex", "theme__contains"),
    ("theme__document__kind=a", "theme__document__kind", "theme"),
    ("theme=" + "a" * 201, "theme", None),
    ("theme=%20", "theme", None),
    ("theme__in=a,,b", "theme__in", None),
    ("theme__in=" + ",".join(map(str, range(51))), "theme__in", None),
    ("theme__isnull=yes", "theme__isnull", "true"),
    ("weight=heavy", "weight", None),
    ("weight=nan", "weight", None),
    ("weight=inf", "weight", None),
    ("weight=1_0", "weight", None),
    ("weight__gte=1e999", "weight__gte", None),
    ("weight__in=1,b", "weight__in", None),
    ("weight__contains=1", "weight__contains", "weight__gte"),
    ("day=yesterday", "day", None),
    ("day=2026-02-30", "day", None),
    ("day__gte=2026-03-29T10:00:00", "day__gte", None),
    ("day__gte=0001-01-01", "day__gte", None),
    ("day__lte=9999-12-31T23:59:59-12:00", "day__lte", None),
    ("day__in=2026-01-01", "day__in", "day__gte"),
    ("fragile=1", "fragile", "true"),
    ("fragile__isnull=true", "fragile__isnull", "fragile"),
    ("is_sample=False", "is_sample", "true"),
    ("count=1", "count", "true"),
    ("near=41.98", "near", None),
    ("near=91,0", "near", None),
    ("near=0,181", "near", None),
    ("near=a,b", "near", None),
    ("near=1,2&within=0", "within", None),
    ("near=1,2&within=100000", "within", None),
    ("within=5", "within", None),
    ("cursor=", "cursor", None),
    ("cursor=abc", "cursor", None),
    ("cursor=WzFd:forged", "cursor", None),
    ("cursor=" + "a" * 2000, "cursor", None),
    ("callback=steal", "callback", "locale"),
    ("page=2", "page", "cursor"),
    ("format=xml", "format", "fields"),
    ("__proto__=1", "__proto__", "locale"),
]


@pytest.mark.parametrize(("query", "parameter", "valid"), BAD)
def test_it_is_told_with_what_would_be_valid(client: Client, query: str, parameter: str, valid: str | None) -> None:
    answer = client.get(f"{LIST}?{query}")
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert set(told) >= {"type", "title", "status", "detail", "instance", "parameter"}
    assert (told["status"], told["instance"], told["parameter"]) == (400, LIST, parameter)
    assert told["type"].startswith("http://testserver/api/v1/docs#problem-")
    assert len(told["detail"]) < 200
    if valid is None:
        assert "must be" in told["detail"] or "needs" in told["detail"]
    else:
        assert valid in told["valid"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("theme=%00", 400),
        ("%00=1", 400),
        ("theme=a%0d%0aSet-Cookie:x", 400),
        ("theme=%ff%fe", 400),
        ("%c3%28=1", 400),
        ("&".join(f"a{number}=1" for number in range(200)), 400),
        ("theme=" + "a" * 10_000, 414),
        ("a" * 10_000, 414),
        ("theme=%F0%9F%9A%90", 200),
        ("", 200),
    ],
)
def test_bytes_that_are_no_text_are_refused(client: Client, query: str, status: int) -> None:
    for path in (
        LIST,
        "/api/v1/search",
        "/api/v1/changes",
        f"{LIST}/{NEVER_THERE}",
        "/api/v1/openapi.json",
        "/api/v1/docs",
    ):
        answer = client.get(f"{path}?{query}")
        if path == LIST or status != 200:
            assert answer.status_code == status, path
        assert answer.status_code < 500


def test_nobody_reads_more_of_what_they_sent_than_a_line(client: Client) -> None:
    for query in (f"{'x' * 900}=1", f"locale={'x' * 900}", f"theme={'x' * 900}", f"cursor={'x' * 900}"):
        told = client.get(f"{LIST}?{query}").content.decode()
        assert "x" * 61 not in told
    assert len(client.get(f"/api/v1/{'x' * 900}").json()["instance"]) <= 120


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize(
    "path", [LIST, f"{LIST}/{NEVER_THERE}", "/api/v1/", "/api/v1/none", "/api/v1/docs", "/id/parcel/1"]
)
def test_it_can_only_be_read(path: str, method: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_read_has_no_body(client: Client) -> None:
    answer = client.generic("GET", LIST, b'{"a": 1}', content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/parcels/x", 400),
        ("/api/v1/parcels/%00", 400),
        ("/api/v1/parcels/%ff", 400),
        ("/api/v1/parcels/" + "a" * 3000, 400),
        ("/api/v1/parcels/{12345678123412341234123456789012}", 400),
        ("/api/v1/parcels/urn:uuid:12345678-1234-1234-1234-123456789012", 400),
        ("/api/v1/parcels/", 404),
        ("/api/v1/parcel", 404),
        ("/api/v1/boxes", 404),
        ("/api/v1/../v1/%00", 404),
        ("/api/v2/", 404),
    ],
)
def test_paths_of_nothing(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    if path.startswith("/api/v1"):
        assert answer["Content-Type"] == "application/problem+json"
    if path == "/api/v1/boxes":
        assert answer.json()["valid"] == ["themes", "parcels"]


def test_cursors_are_good_for_their_own_request_alone(client: Client) -> None:
    send_many(3, themes=["a"])
    cursor = client.get(LIST, {"limit": 1, "theme": "a"}).json()["next"]
    since = client.get("/api/v1/changes").json()["next"]
    assert client.get(LIST, {"limit": 2, "theme": "a", "cursor": cursor}).status_code == 200
    assert client.get(LIST, {"fields": "title", "theme": "a", "cursor": cursor}).status_code == 200
    forged = [cursor[:-1], f"{cursor}a", cursor[::-1], since, cursors.written("else", [None, 1]), "é" * 50]
    for one in forged:
        assert client.get(LIST, {"theme": "a", "cursor": one}).status_code == 400
    for other in ({"theme": "b"}, {"sort": "title", "theme": "a"}, {"locale": "es", "theme": "a"}, {}):
        assert client.get(LIST, {"cursor": cursor, **other}).status_code == 400
    assert client.get("/api/v1/changes", {"since": cursor}).status_code == 400


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/api/v1/resolve", "path"),
        ("/api/v1/resolve?path=ca", "path"),
        ("/api/v1/resolve?path=//example.org/", "path"),
        ("/api/v1/resolve?path=https://example.org/", "path"),
        ("/api/v1/resolve?path=/ca/?a=1", "path"),
        ("/api/v1/resolve?path=/" + "a" * 600, "path"),
        ("/api/v1/search", "q"),
        ("/api/v1/search?q=", "q"),
        ("/api/v1/search?q=" + "a" * 300, "q"),
        ("/api/v1/search?q=a&type=box", "type"),
        ("/api/v1/search?q=a&cursor=x", "cursor"),
        ("/api/v1/search?q=a&fallback=es", "fallback"),
        ("/api/v1/facets?colour=red", "colour"),
        ("/api/v1/facets?theme=a&theme=b", "theme"),
        ("/api/v1/changes?since=", "since"),
        ("/api/v1/changes?since=1", "since"),
        ("/api/v1/changes?locale=ca", "locale"),
        ("/api/v1/docs?locale=fr", "locale"),
        ("/api/v1/openapi.json?a=1", "a"),
        ("/api/v1/?a=1", "a"),
    ],
)
def test_other_reads_are_as_strict(client: Client, path: str, parameter: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["parameter"] == parameter


def test_junk_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    send()
    for query, _parameter, _valid in BAD:
        if not query.startswith("cursor"):  # read last, so that who has the answer already is told so first
            with django_assert_num_queries(0):
                client.get(f"{LIST}?{query}")
