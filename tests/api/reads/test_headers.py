"""Headers: who has an answer asks for it again with one query, anybody may read it, and nobody is recognised."""

import logging
from typing import Any

import pytest
from django.conf import settings as site
from django.db import OperationalError
from django.test import Client

from caravana_site.api.reads import lists

from .parcels import KIND, moment, send, send_many, withdraw

pytestmark = pytest.mark.django_db
LIST = "/api/v1/parcels"


@pytest.mark.parametrize("number", [5, 50])
def test_queries_do_not_grow_with_documents(client: Client, django_assert_num_queries: Any, number: int) -> None:
    uuids = send_many(number, themes=["a"], friends=[])
    with django_assert_num_queries(1):  # the rows, with the last change's number
        client.get(LIST, {"limit": "3"})
    with django_assert_num_queries(2):  # the number first, since the tag may be known
        client.get(LIST, {"limit": "3"}, headers={"If-None-Match": "other"})
    with django_assert_num_queries(4):  # the rows of each language, how many
        client.get(LIST, {"limit": "3", "count": "true", "theme": "a", "fallback": "es"})
    with django_assert_num_queries(2):  # and what has no such value
        client.get(LIST, {"limit": "100"})
    with django_assert_num_queries(1):
        client.get(f"{LIST}/{uuids[0]}")
    send("Amics", friends=uuids, published_at=moment(599))
    with django_assert_num_queries(3):
        client.get(LIST, {"limit": "3", "include": "friends"})
    with django_assert_num_queries(2):  # first and last number, the rows
        client.get("/api/v1/changes", {"limit": "3"})
    with django_assert_num_queries(2):
        client.get("/api/v1/resolve", {"path": f"/ca/paquets/{str(uuids[0])[:8]}/"})


@pytest.mark.parametrize(
    "path",
    [
        LIST,
        f"{LIST}?theme=a&limit=1",
        f"{LIST}/{{uuid}}",
        "/api/v1/changes",
        "/api/v1/",
        "/api/v1/resolve?path=/ca/paquets/{short}/",
    ],
)
def test_who_has_it_already_costs_one_query_until_something_changes(
    client: Client, django_assert_num_queries: Any, path: str
) -> None:
    uuid = send(themes=["a"])
    path = path.format(uuid=uuid, short=str(uuid)[:8])
    first = client.get(path)
    assert first.status_code == 200
    for given in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}', "*"):
        with django_assert_num_queries(1):
            again = client.get(path, headers={"If-None-Match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
        assert again.get("Vary") == first.get("Vary")
        assert again["Access-Control-Allow-Origin"] == "*"
    send("Un altre")
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_another_address_has_another_tag(client: Client) -> None:
    send()
    tags = {client.get(f"{LIST}{query}")["ETag"] for query in ("", "?limit=20", "?locale=es", "?fields=title")}
    assert len(tags) == 4


def test_a_tag_is_that_of_what_was_refused_never(client: Client) -> None:
    answer = client.get(f"{LIST}?colour=red", headers={"If-None-Match": "*"})
    assert answer.status_code == 400
    assert "ETag" not in answer


def test_caches_are_told_the_truth(client: Client) -> None:
    uuid = send()
    for path in (LIST, f"{LIST}/{uuid}"):
        answer = client.get(path, headers={"Accept-Language": "es", "Origin": "https://example.org"})
        times = "public, max-age=60, s-maxage=600, stale-while-revalidate=600, stale-if-error=86400"
        assert answer["Cache-Control"] == times
        assert answer["Surrogate-Key"] == f"everything parcel parcel:{uuid}"
        assert answer["Content-Language"] == "ca"
        assert answer["Vary"] == "Accept-Encoding"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer["Access-Control-Expose-Headers"]
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer["X-Robots-Tag"] == "noindex"


def test_who_is_signed_in_is_answered_like_anybody(client: Client, admin_client: Client) -> None:
    send()
    theirs, anybodys = admin_client.get(LIST), client.get(LIST)
    assert theirs.content == anybodys.content
    for answer in (theirs, admin_client.get("/api/v1/docs"), client.get("/api/v1/docs")):
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
    assert admin_client.get("/admin/").status_code == 200  # and stays signed in


def test_head_has_the_headers_and_no_body(client: Client) -> None:
    uuid = send()
    for path in (LIST, f"{LIST}/{uuid}", "/api/v1/openapi.json", "/api/v1/docs", "/api/v1/changes", "/api/v1/none"):
        whole, head = client.get(path), client.head(path)
        assert head.content == b""
        assert head.status_code == whole.status_code
        for name in ("ETag", "Content-Type", "Content-Language", "Cache-Control", "Access-Control-Allow-Origin"):
            assert head.get(name) == whole.get(name)


def test_browsers_of_anywhere_may_ask_first(client: Client, django_assert_num_queries: Any) -> None:
    for path in (LIST, "/api/v1/none", "/id/parcel/x"):
        with django_assert_num_queries(0):
            answer = client.options(
                path, headers={"Origin": "https://example.org", "Access-Control-Request-Headers": "authorization"}
            )
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Access-Control-Allow-Methods"] == answer["Allow"] == "GET, HEAD, OPTIONS"
        assert "Authorization" in answer["Access-Control-Allow-Headers"]


def test_errors_can_be_read_from_anywhere_too(client: Client) -> None:
    uuid = send()
    withdraw(uuid)
    for path, status in ((f"{LIST}?colour=red", 400), ("/api/v1/none", 404), (f"{LIST}/{uuid}", 410)):
        answer = client.get(path)
        assert answer.status_code == status
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [(RuntimeError("secret"), 500, "server-error"), (OperationalError("x"), 503, "unavailable")],
)
def test_a_failure_is_a_problem_and_is_noted(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: Any, error: Exception, status: int, kind: str
) -> None:
    def fails(*args: Any) -> None:
        raise error

    monkeypatch.setattr(lists.Listing, "page", fails)
    with caplog.at_level(logging.ERROR, "caravana.api"):
        answer = client.get(LIST)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["type"].endswith(f"#problem-{kind}")
    assert "secret" not in answer.content.decode()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert LIST in caplog.text


def test_the_index_leads_to_all_there_is(client: Client) -> None:
    told = client.get("/api/v1/").json()
    assert [kind["plural"] for kind in told["kinds"]] == ["themes", KIND.plural]
    assert told["languages"] == [code for code, _name in site.LANGUAGES]
    addresses = [told[name] for name in ("changes", "follow", "openapi", "docs")]
    for address in [*addresses, *(kind["list"] for kind in told["kinds"])]:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200
    assert client.get("/api/v1").status_code == 301
