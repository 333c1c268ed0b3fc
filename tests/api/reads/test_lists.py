"""Lists and documents: whole, filtered, sorted, page by page, in the languages asked for."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from caravana_site.api.models import Document

from .parcels import moment, send, send_many, titles, withdraw

pytestmark = pytest.mark.django_db
LIST = "/api/v1/parcels"


def test_a_list_is_the_stored_documents_newest_first(client: Client) -> None:
    send("Vell", published_at=moment(1))
    send("Nou", published_at=moment(2))
    answer = client.get(LIST)
    assert answer["Content-Type"] == "application/json"
    assert titles(answer) == ["Nou", "Vell"]
    assert answer.json()["next"] is None
    assert "count" not in answer.json()
    for body in Document.objects.values_list("body", flat=True):
        assert body in answer.content.decode()


def test_a_list_without_anything_is_one(client: Client) -> None:
    answer = client.get(LIST)
    assert answer.json() == {"items": [], "next": None}
    assert answer["Content-Language"] == "ca"


def test_what_is_withdrawn_is_listed_no_more(client: Client) -> None:
    withdraw(send("Adeu"))
    send("Hola")
    assert titles(client.get(LIST)) == ["Hola"]
    assert client.get(LIST, {"count": "true"}).json()["count"] == 1


@pytest.fixture
def three() -> None:
    send("Petit", themes=["dades", "obert"], weight=1, day="2026-03-28", fragile=True)
    send("Mitjà", themes=["Dades i més"], weight=2.5, day="2026-03-29")
    send("Gran", weight=10, day="2026-03-30", is_sample=True)
    send("Res", themes=["obert"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("theme=dades", "Petit"),
        ("theme=DADES", ""),
        ("theme__in=dades,altres", "Petit"),
        ("theme__in=obert", "Petit Res"),
        ("theme__contains=dades", "Mitjà Petit"),
        ("theme__contains=m%C3%A9s", "Mitjà"),
        ("theme__isnull=true", "Gran"),
        ("theme__isnull=false", "Mitjà Petit Res"),
        ("theme=obert&theme__contains=dad", ""),
        ("weight=2.5", "Mitjà"),
        ("weight=1e1", "Gran"),
        ("weight__in=1,10", "Gran Petit"),
        ("weight__gte=2.5", "Gran Mitjà"),
        ("weight__lte=2.5", "Mitjà Petit"),
        ("weight__gte=2&weight__lte=3", "Mitjà"),
        ("weight__isnull=true", "Res"),
        ("day=2026-03-29", "Mitjà"),
        ("day=2026-03-28T23:00:00Z", "Mitjà"),
        ("day__gte=2026-03-29", "Gran Mitjà"),
        ("day__gte=2026-03-29T00:00:01+01:00", "Gran"),
        ("day__lte=2026-03-29", "Mitjà Petit"),
        ("day__lte=2026-03-28T22:59:59Z", "Petit"),
        ("day__isnull=true", "Res"),
        ("fragile=true", "Petit"),
        ("fragile=false", "Gran Mitjà Res"),
        ("is_sample=true", "Gran"),
        ("is_sample=false", "Mitjà Petit Res"),
        ("theme=obert&weight=1", "Petit"),
    ],
)
@pytest.mark.usefixtures("three")
def test_filters_and_their_operators(client: Client, query: str, found: str) -> None:
    assert sorted(titles(client.get(f"{LIST}?{query}"))) == found.split()
    assert client.get(f"{LIST}?{query}&count=true&limit=1").json()["count"] == len(found.split())


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("published", "B C A D"),
        ("-published", "A C B D"),
        ("updated", "C A B D"),
        ("-updated", "B A C D"),
        ("title", "A B C D"),
        ("-title", "D C B A"),
        ("begins", "C B D A"),
        ("-begins", "B C A D"),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 3, 20])
def test_orders_put_what_has_no_such_value_last_on_whatever_page(
    client: Client, sort: str, found: str, limit: int
) -> None:
    send("D", published_at=None, updated_at=None)
    send("C", published_at=moment(2), updated_at=moment(1), day="2026-01-01")
    send("B", published_at=moment(1), updated_at=moment(3), day="2026-02-01")
    send("A", published_at=moment(3), updated_at=moment(2))
    without_value = {"begins": "D A", "-begins": "A D"}.get(sort)
    expected = found.split()
    if without_value:
        assert expected[2:] == without_value.split()
    assert _walk(client, f"{LIST}?sort={sort}&limit={limit}") == expected


def _walk(client: Client, address: str) -> list[str]:
    """The titles of all pages, following the cursor and the link to the same place."""
    found, cursor = [], None
    for _page in range(20):
        answer = client.get(address if cursor is None else f"{address}&cursor={cursor}")
        found += titles(answer)
        cursor = answer.json()["next"]
        if cursor is None:
            assert "Link" not in answer
            return found
        link = answer["Link"].removeprefix("<http://testserver").removesuffix('>; rel="next"')
        assert titles(client.get(link)) == titles(client.get(f"{address}&cursor={cursor}"))
    raise AssertionError("The pages never end.")


def test_pages_are_stable_while_things_are_published_and_withdrawn(client: Client) -> None:
    uuids = send_many(6)
    first = client.get(LIST, {"limit": 2})
    assert titles(first) == ["Paquet 005", "Paquet 004"]
    send("Acabat de publicar", published_at=moment(50))
    withdraw(uuids[4], uuids[3])
    second = client.get(LIST, {"limit": 2, "cursor": first.json()["next"]})
    assert titles(second) == ["Paquet 002", "Paquet 001"]
    third = client.get(LIST, {"limit": 2, "cursor": second.json()["next"]})
    assert titles(third) == ["Paquet 000"]


def test_things_of_one_moment_are_each_on_one_page(client: Client) -> None:
    for number in range(7):
        send(f"Paquet {number}")
    assert len(set(_walk(client, f"{LIST}?limit=2"))) == 7
    assert _walk(client, f"{LIST}?limit=2") == _walk(client, f"{LIST}?limit=100")


def test_the_nearest_come_first_and_those_without_a_place_not_at_all(client: Client) -> None:
    send("Girona", latitude=41.983, longitude=2.824)
    send("Barcelona", latitude=41.387, longitude=2.170)
    send("Olot", latitude=42.182, longitude=2.489)
    send("Enlloc")
    near = f"{LIST}?near=41.98,2.82"
    assert titles(client.get(near)) == ["Girona", "Olot", "Barcelona"]
    assert _walk(client, f"{near}&limit=1") == ["Girona", "Olot", "Barcelona"]
    assert titles(client.get(f"{near}&within=40")) == ["Girona", "Olot"]
    assert titles(client.get(f"{near}&within=30&count=true")) == ["Girona"]
    assert titles(client.get(f"{near}&sort=title")) == ["Barcelona", "Girona", "Olot"]
    assert titles(client.get(f"{near}&sort=distance&theme__isnull=true&limit=1")) == ["Girona"]
    assert titles(client.get(f"{LIST}?near=-41.98,-177.18&within=1000")) == []


def test_places_on_both_sides_of_the_date_line_are_near(client: Client) -> None:
    send("Fiji", latitude=-17.0, longitude=179.9)
    assert titles(client.get(f"{LIST}?near=-17,-179.9&within=30")) == ["Fiji"]
    assert titles(client.get(f"{LIST}?near=17,-0.1")) == ["Fiji"]  # the other end of the earth, and no error


@pytest.fixture
def languages() -> UUID:
    send("Només en català", published_at=moment(1))
    send("Solo en castellano", language="es", published_at=moment(2))
    both = send("En tots dos", published_at=moment(3))
    return send("En los dos", both, language="es", published_at=moment(4))


@pytest.mark.parametrize(
    ("query", "found", "served"),
    [
        ("", ["En tots dos", "Només en català"], "ca"),
        ("locale=es", ["En los dos", "Solo en castellano"], "es"),
        ("locale=ca&fallback=es", ["En tots dos", "Solo en castellano", "Només en català"], "ca, es"),
        ("locale=es&fallback=ca", ["En los dos", "Solo en castellano", "Només en català"], "ca, es"),
        ("locale=es&fallback=es", ["En los dos", "Solo en castellano"], "es"),
        ("locale=es&fallback=ca&limit=1", ["En los dos"], "es"),
    ],
)
@pytest.mark.usefixtures("languages")
def test_a_second_language_fills_what_the_first_lacks_and_it_is_said(
    client: Client, query: str, found: list[str], served: str
) -> None:
    answer = client.get(f"{LIST}?{query}")
    assert titles(answer) == found
    assert answer["Content-Language"] == served
    assert {one["locale"] for one in answer.json()["items"]} == set(served.split(", "))
    assert _walk(client, f"{LIST}?{query}") == _walk(client, f"{LIST}?{query}".replace("limit=1", "limit=9"))


def test_fields_leaves_the_others_out_but_never_what_a_document_is(client: Client) -> None:
    uuid = send("Paquet", weight=3)
    told = client.get(LIST, {"fields": "weight,title"}).json()["items"]
    assert told == [{"type": "parcel", "uuid": str(uuid), "locale": "ca", "title": "Paquet", "weight": 3.0}]
    assert client.get(f"{LIST}/{uuid}", {"fields": "title"}).json() == {
        "type": "parcel", "uuid": str(uuid), "locale": "ca", "title": "Paquet",
    }  # fmt: skip


def test_include_brings_what_is_named_once_and_in_the_languages_asked_for(client: Client) -> None:
    friend = send("Amic")
    foreign = send("Amigo", language="es")
    gone = send("Fora")
    withdraw(gone)
    one = send("Paquet", friends=[friend, foreign, gone, uuid4()], themes=["u"])
    send("Altre", friends=[friend], themes=["u"])
    told = client.get(LIST, {"include": "friends", "theme": "u"}).json()
    assert [document["title"] for document in told["included"]["friends"]] == ["Amic"]
    assert {document["title"] for document in told["items"]} == {"Paquet", "Altre"}
    told = client.get(f"{LIST}/{one}", {"include": "friends", "fallback": "es", "fields": "title"}).json()
    assert [document["title"] for document in told["included"]["friends"]] == ["Amic", "Amigo"]
    assert "friends" not in told
    assert "weight" in told["included"]["friends"][0]


def test_a_document_is_read_in_its_languages(client: Client, languages: UUID) -> None:
    assert client.get(f"{LIST}/{languages}").json()["title"] == "En tots dos"
    answer = client.get(f"{LIST}/{languages}", {"locale": "es"})
    assert answer.json()["title"] == "En los dos"
    assert answer["Content-Language"] == "es"
    only = Document.objects.get(title="Solo en castellano").uuid
    missing = client.get(f"{LIST}/{only}")
    assert (missing.status_code, missing.json()["valid"]) == (404, ["es"])
    answer = client.get(f"{LIST}/{only}", {"fallback": "es"})
    assert (answer.json()["title"], answer["Content-Language"]) == ("Solo en castellano", "es")
    assert client.get(f"{LIST}/{str(only).upper()}", {"locale": "es"}).status_code == 200


def test_what_was_withdrawn_is_gone_and_what_never_was_is_not_found(client: Client) -> None:
    uuid = send()
    withdraw(uuid)
    assert client.get(f"{LIST}/{uuid}").status_code == 410
    assert client.get(f"{LIST}/{uuid4()}").status_code == 404
    assert client.get(f"/api/v1/themes/{uuid}").status_code == 404  # another kind's


def test_the_query_string_stays_in_the_link_to_the_next_page(client: Client) -> None:
    for _number in range(3):
        send(themes=["a b", "c&d"])
    answer = client.get(LIST, {"theme__in": "a b,c&d", "limit": 1, "fallback": "es"})
    link = answer["Link"].removeprefix("<http://testserver").removesuffix('>; rel="next"')
    assert titles(client.get(link)) == ["Paquet"]


def test_documents_with_the_most_letters_are_told_whole(client: Client) -> None:
    text = 'Cometes ", \\ barres, <b>, 🚐, l·l, \u2028 i salts\n' * 50
    send(text=text)
    assert json.loads(client.get(LIST).content)["items"][0]["text"] == text


def test_kinds_of_the_site_are_listed_too(client: Client) -> None:
    answer: Any = client.get("/api/v1/themes")
    assert answer.json() == {"items": [], "next": None}
