"""Changes in their order, from where a reader stands."""

from typing import Any

import pytest
from django.test import Client

from caravana_site.api.models import Change
from caravana_site.api.reads import changes

from .parcels import moment, send, send_many, withdraw

pytestmark = pytest.mark.django_db
CHANGES = "/api/v1/changes"


def read(client: Client, **query: Any) -> Any:
    answer = client.get(CHANGES, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_each_change_is_told_once_and_in_order(client: Client) -> None:
    uuid = send("Primer")
    send("Primer, canviat", uuid)
    send("Primero", uuid, language="es")
    withdraw(uuid)
    told = read(client)
    assert [(one["number"], one["locale"], one["action"], one["reason"]) for one in told["items"]] == [
        (1, "ca", "created", None),
        (2, "ca", "updated", None),
        (3, "es", "created", None),
        (4, "ca", "withdrawn", "unpublished"),
        (5, "es", "withdrawn", "unpublished"),
    ]
    first, last = told["items"][0], told["items"][-1]
    assert (first["type"], first["uuid"]) == ("parcel", str(uuid))
    assert first["uri"] == f"http://testserver/id/parcel/{uuid}"
    assert first["api"] == f"http://testserver/api/v1/parcels/{uuid}?locale=ca"
    assert last["api"] is None
    assert told["more"] is False
    assert read(client, since=told["next"])["items"] == []
    send("Segon")
    assert [one["number"] for one in read(client, since=told["next"])["items"]] == [6]


def test_a_reader_goes_on_page_by_page_while_others_publish(client: Client) -> None:
    send_many(5)
    seen, since = [], None
    for _page in range(10):
        told = read(client, limit="2", **({"since": since} if since else {}))
        seen += [one["number"] for one in told["items"]]
        since = told["next"]
        if len(seen) == 4:
            send("Mentrestant", published_at=moment(99))
        if not told["more"]:
            break
    assert seen == [1, 2, 3, 4, 5, 6]


def test_before_anything_happens_there_is_a_place_to_start(client: Client) -> None:
    told = read(client)
    assert (told["items"], told["more"]) == ([], False)
    send()
    assert len(read(client, since=told["next"])["items"]) == 1
    assert len(read(client)["items"]) == 1


def test_who_reads_the_lists_first_follows_from_before(client: Client) -> None:
    send("Abans")
    follow = client.get("/api/v1/").json()["follow"].removeprefix("http://testserver")
    assert client.get(follow).json()["items"] == []
    send("Després")
    assert [one["number"] for one in client.get(follow).json()["items"]] == [2]


def test_a_cursor_older_than_what_is_kept_is_gone(client: Client) -> None:
    send_many(5)
    old, edge = changes.cursor(1), changes.cursor(3)
    Change.objects.filter(number__lte=3).delete()
    answer = client.get(CHANGES, {"since": old})
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
    assert answer.json()["type"].endswith("#problem-gone")
    assert [one["number"] for one in read(client, since=edge)["items"]] == [4, 5]
    assert [one["number"] for one in read(client)["items"]] == [4, 5]


def test_a_cursor_from_after_a_backup_that_was_brought_back_is_gone_too(client: Client) -> None:
    send()
    assert client.get(CHANGES, {"since": changes.cursor(9)}).status_code == 410
