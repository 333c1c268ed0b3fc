"""Whoever takes gzip gets documents as they lie in the database, and the same answer as everybody."""

import gzip
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caravana_site.api.models import Document
from caravana_site.api.projection.writing import pack_again

from .parcels import KIND, moment, send, withdraw

pytestmark = pytest.mark.django_db
LIST = "/api/v1/parcels"
GZIP = {"Accept-Encoding": "br;q=1.0, gzip;q=0.8"}


def read(client: Client, address: str) -> Any:
    """Its bytes, once they were seen to be packed and nothing but the encoding and its tag to be otherwise."""
    plain, packed = client.get(address), client.get(address, headers=GZIP)
    assert packed["Content-Encoding"] == "gzip"
    assert not plain.has_header("Content-Encoding")
    assert packed["ETag"] == f"W/{plain['ETag']}"
    apart = {"ETag", "Content-Encoding", "Content-Length", "X-Request-ID", "RateLimit-Remaining", "RateLimit-Reset"}
    assert plain.headers.keys() - apart == packed.headers.keys() - apart
    for name in plain.headers.keys() - apart:
        assert plain[name] == packed[name], name
    assert plain["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.content) == plain.content
    return plain.json()


@pytest.mark.parametrize("number", [0, 1, 30])
def test_a_list(client: Client, number: int) -> None:
    for one in range(number):
        send(f"Número {one}, «l·l»", published_at=moment(one))
    found = read(client, LIST)
    assert len(found["items"]) == min(number, 20)
    if found["next"]:
        assert len(read(client, f"{LIST}?cursor={found['next']}")["items"]) == number - 20
    assert read(client, f"{LIST}?sort=title&count=true&is_sample=false")["count"] == number


def test_an_item(client: Client) -> None:
    assert read(client, f"{LIST}/{send('Un')}")["title"] == "Un"


def test_what_has_to_be_parsed_is_not_packed(client: Client) -> None:
    send("Un")
    assert not client.get(f"{LIST}?fields=title", headers=GZIP).has_header("Content-Encoding")


def test_who_refuses_gzip_gets_it_as_it_is(client: Client) -> None:
    send("Un")
    answer = client.get(LIST, headers={"Accept-Encoding": "gzip;q=0"})
    assert answer.json()["items"][0]["title"] == "Un"


@pytest.mark.parametrize("way", [{}, GZIP])
def test_one_query_reads_what_is_asked_most(client: Client, way: dict[str, str]) -> None:
    identity = send("Un")
    for address in (f"{LIST}?limit=1", f"{LIST}/{identity}"):
        client.get(address, headers=way)
        for more in (1, 5):
            for number in range(more):
                send(f"Un altre {number}")
            with CaptureQueriesContext(connection) as queries:
                client.get(address, headers=way)
            assert len(queries) <= 1, queries.captured_queries


@pytest.mark.parametrize("way", [{}, GZIP])
def test_the_tag_that_came_with_it_is_known_again(client: Client, way: dict[str, str]) -> None:
    for address in (f"{LIST}/{send('Un')}", LIST):
        tag = client.get(address, headers=way)["ETag"]
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, headers={**way, "If-None-Match": tag}).status_code == 304
        assert len(queries) == 1
    send("Un altre")
    assert len(client.get(LIST, headers={"If-None-Match": tag}).json()["items"]) == 2


@pytest.mark.parametrize("left", [b"", None], ids=["of an older text", "nothing"])
def test_what_another_release_wrote_beside_is_read_whole_and_mended_later(client: Client, left: bytes | None) -> None:
    identity = send("Un")
    send("Dos")
    old = Document.objects.get(uuid=identity).packed if left is not None else None
    send("U", uuid=identity)
    Document.objects.filter(uuid=identity).update(packed=old)
    answer = client.get(LIST, headers=GZIP)
    assert not answer.has_header("Content-Encoding")
    assert {one["title"] for one in answer.json()["items"]} == {"U", "Dos"}
    assert client.get(f"{LIST}/{identity}", headers=GZIP).json()["title"] == "U"
    pack_again(KIND, [identity])
    assert read(client, f"{LIST}/{identity}")["title"] == "U"


def test_of_what_is_withdrawn_nothing_is_kept() -> None:
    identity = send("Un")
    packed = Document.objects.get(uuid=identity).packed
    withdraw(identity)
    assert Document.objects.get(uuid=identity).packed is None
    Document.objects.filter(uuid=identity).update(packed=packed)
    pack_again(KIND, [identity])
    assert Document.objects.get(uuid=identity).packed is None
