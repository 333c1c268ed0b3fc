"""From a path to its document, and from a permanent identifier to page or document."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from .parcels import send, withdraw

pytestmark = pytest.mark.django_db
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_a_path_gives_its_document(client: Client) -> None:
    uuid = send("Paquete", language="es")
    path = f"/es/paquets/{str(uuid)[:8]}/"
    for given in (path, path[:-1]):
        answer = client.get("/api/v1/resolve", {"path": given})
        assert answer.json()["title"] == "Paquete"
        assert answer["Content-Language"] == "es"
        assert answer["Content-Location"] == f"http://testserver/api/v1/parcels/{uuid}?locale=es"
        assert answer["Surrogate-Key"] == f"everything parcel parcel:{uuid}"
    withdraw(uuid)
    assert client.get("/api/v1/resolve", {"path": path}).status_code == 404


@pytest.mark.parametrize(
    ("accept", "language", "there"),
    [
        (BROWSER, "es-ES,es;q=0.9", "/es/paquets/{short}/"),
        (BROWSER, "ca", "/ca/paquets/{short}/"),
        (BROWSER, "fr", "/ca/paquets/{short}/"),
        (BROWSER, "", "/ca/paquets/{short}/"),
        ("application/json", "es", "/api/v1/parcels/{uuid}?locale=es"),
        ("application/ld+json", "ca", "/api/v1/parcels/{uuid}?locale=ca"),
        ("*/*", "es", "/api/v1/parcels/{uuid}?locale=es"),
        ("", "", "/api/v1/parcels/{uuid}?locale=ca"),
        ("text/html;q=0.5, application/json", "ca", "/api/v1/parcels/{uuid}?locale=ca"),
        ("image/png", "ca", "/api/v1/parcels/{uuid}?locale=ca"),
        ("nonsense;;q=x", "x;q=y", "/api/v1/parcels/{uuid}?locale=ca"),
    ],
)
def test_an_identifier_leads_to_page_or_document(client: Client, accept: str, language: str, there: str) -> None:
    uuid = send("Paquet")
    send("Paquete", uuid, language="es")
    answer = client.get(f"/id/parcel/{uuid}", headers={"Accept": accept, "Accept-Language": language})
    assert answer.status_code == 303
    assert answer["Location"] == "http://testserver" + there.format(uuid=uuid, short=str(uuid)[:8])
    assert answer["Vary"] == "Accept, Accept-Language"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_it_leads_to_the_language_that_there_is(client: Client) -> None:
    uuid = send("Paquete", language="es")
    answer = client.get(f"/id/parcel/{uuid}", headers={"Accept": BROWSER, "Accept-Language": "ca"})
    assert answer["Location"] == f"http://testserver/es/paquets/{str(uuid)[:8]}/"


def test_a_thing_without_a_page_leads_everybody_to_its_document(client: Client) -> None:
    uuid = send("Paquet")
    from caravana_site.api.models import Document

    Document.objects.update(path="")
    answer = client.get(f"/id/parcel/{uuid}", headers={"Accept": BROWSER})
    assert answer["Location"].startswith("http://testserver/api/v1/parcels/")


@pytest.mark.parametrize("accept", [BROWSER, "application/json"])
def test_what_was_withdrawn_is_gone_and_what_never_was_is_not_found(client: Client, accept: str) -> None:
    uuid = send()
    withdraw(uuid)
    for path, status in (
        (f"/id/parcel/{uuid}", 410),
        (f"/id/parcel/{uuid4()}", 404),
        (f"/id/box/{uuid}", 404),
        ("/id/parcel/x", 400),
    ):
        answer = client.get(path, headers={"Accept": accept})
        assert answer.status_code == status
        expected = "text/html" if accept == BROWSER else "application/problem+json"
        assert answer["Content-Type"].startswith(expected)
        assert not answer.cookies


def test_one_query_leads_there(client: Client, django_assert_num_queries: Any) -> None:
    uuid = send()
    with django_assert_num_queries(1):
        client.get(f"/id/parcel/{uuid}")
