"""The catalogue, as a harvester of open data judges it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from caravana_site.api.models import Dump
from caravana_site.api.open_data.making import make_all
from caravana_site.api.open_data.vocabularies import SPDX, VCARD
from home.models import SiteSettings
from tests.api.catalogue import publish

from .judging import BASE, CATALOGUE, CONTACT, FILE, TIMELESS, judged, read

pytestmark = pytest.mark.django_db


def test_it_conforms(catalogue: Graph) -> None:
    verdict = judged(catalogue)
    assert not verdict.wrong, verdict.text
    assert verdict.lacking == TIMELESS, verdict.text
    assert len(set(catalogue.subjects(RDF.type, DCAT.Dataset))) == 6
    assert len(set(catalogue.subjects(RDF.type, DCAT.Distribution))) == Dump.objects.count() == 36
    for name in (DCAT.Catalog, DCAT.DataService):
        assert len(set(catalogue.subjects(RDF.type, name))) == 1


def test_both_serialisations_say_the_same_and_tell_of_the_files(catalogue: Graph, client: Client) -> None:
    assert isomorphic(catalogue, read(client, "jsonld"))
    assert not any(isinstance(one, URIRef) and "localhost" in one for one in catalogue.all_nodes())
    row = Dump.objects.get(dataset="practices", language="es", format="csv")
    assert catalogue.value(FILE, DCAT.downloadURL) == URIRef(f"{BASE}es/practices.csv")
    assert str(catalogue.value(FILE, DCAT.byteSize)) == str(row.bytes)
    assert str(catalogue.value(catalogue.value(FILE, SPDX.checksum), SPDX.checksumValue)) == row.sha1
    for address in catalogue.objects(None, DCAT.downloadURL):
        assert client.get(str(address).removeprefix("http://testserver")).status_code == 200
    service = next(catalogue.subjects(RDF.type, DCAT.DataService))
    for predicate in (DCAT.endpointURL, DCAT.endpointDescription):
        path = str(catalogue.value(service, predicate)).removeprefix("http://testserver")
        assert client.get(path).status_code == 200


def _since(catalogue: Graph, name: str) -> str:
    period = catalogue.value(URIRef(f"{BASE}#{name}"), DCTERMS.temporal)
    return str(catalogue.value(period, DCAT.startDate)) if period else ""


def test_a_dataset_of_what_happened_says_since_when(catalogue: Graph, another: Any, client: Client) -> None:
    told = {name: _since(catalogue, name) for name in ("practices", "interviews", "stops", "organisations", "themes")}
    assert told == {
        "practices": "2024-03-01",
        "interviews": "2026-02-20",
        "stops": "2026-03-10",
        "organisations": "",
        "themes": "",
    }
    another("La vella", started="2019-11-02")
    another("La inventada", started="2010-01-01", is_sample=True)
    assert _since(read(client), "practices") == "2024-03-01", "not before its files tell of it"
    make_all()
    assert _since(read(client), "practices") == "2019-11-02"


def test_it_conforms_before_there_is_any_file(page: Any, client: Client) -> None:
    verdict = judged(read(client))
    assert not verdict.wrong, verdict.text
    assert {path for _thing, path in verdict.lacking} == {DCTERMS.temporal}


KINDS = {
    "A09002970": "RegionalAuthority",
    "EA0000000": "NationalAuthority",
    "L01081913": "LocalAuthority",
    "LA0000000": "LocalAuthority",
    "U01500001": "Academia-ScientificOrganisation",
    "EC0000000": "",
    "I00000121": "",
}


def test_the_code_of_the_promoter_says_what_kind_of_body_it_is(page: Any, client: Client) -> None:
    for code, kind in KINDS.items():
        SiteSettings.objects.update(promoter_dir3=code)
        catalogue = read(client)
        publisher = catalogue.value(CATALOGUE, DCTERMS.publisher)
        assert str(publisher).endswith(f"/Organismo/{code}")
        assert catalogue.value(CONTACT, VCARD.hasUID) == publisher
        told = catalogue.value(publisher, DCTERMS.type)
        assert told == (URIRef(f"http://purl.org/adms/publishertype/{kind}") if kind else None), code


def test_without_the_code_of_the_promoter_only_the_publisher_is_wrong(dumps: int, client: Client) -> None:
    SiteSettings.objects.update(promoter_dir3="")
    verdict, publisher = judged(read(client)), URIRef(f"{BASE}#publisher")
    assert verdict.wrong == {(publisher, None)}
    recommended = {(publisher, DCTERMS.identifier), (publisher, DCTERMS.type), (CONTACT, VCARD.hasUID)}
    assert {one for one in verdict.lacking if one[1] != DCTERMS.temporal} == recommended


ASKED = {
    "text/turtle": "text/turtle",
    "application/ld+json": "application/ld+json",
    "application/ld+json, text/html;q=0.5": "application/ld+json",
}
PEOPLE = {"es-ES,es;q=0.9": "/es/datos/", "ca": "/ca/dades/", "de": "/ca/dades/"}


def test_programs_that_ask_for_rdf_get_it(page: Any, client: Client) -> None:
    for accept, content_type in ASKED.items():
        answer = client.get("/data/", headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(content_type)
        assert {"Accept", "Accept-Language"} <= set(answer["Vary"].split(", "))
        assert answer["Access-Control-Allow-Origin"] == "*"
        again = client.get("/data/", headers={"Accept": accept, "If-None-Match": answer["ETag"]})
        assert again.status_code == 304


def test_people_get_the_page_in_their_language(client: Client) -> None:
    for accept in ("text/html,application/xhtml+xml,*/*;q=0.8", "*/*"):
        for language, there in PEOPLE.items():
            answer = client.get("/data/", headers={"Accept": accept, "Accept-Language": language})
            assert (answer.status_code, answer["Location"]) == (302, there)


def test_page_and_catalogue_cost_the_same_with_more_rows(page: Any, another: Any, client: Client) -> None:
    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    paths = ("/data/catalog.ttl", "/ca/dades/", "/data/ca/practices.csv")
    make_all()
    before = [cost(path) for path in paths]
    for number in range(4):
        another(f"Pràctica {number}")
    make_all()
    assert [cost(path) for path in paths] == before


def test_the_page_tells_of_every_file(dumps: int, client: Client) -> None:
    for path, words in (("/ca/dades/", "Dades obertes"), ("/es/datos/", "Datos abiertos")):
        _tells(client.get(path), words)


def _tells(answer: Any, words: str) -> None:
    text = answer.content.decode()
    assert f"<h1>{words}</h1>" in text
    assert "Set-Cookie" not in answer
    for row in Dump.objects.all():
        assert f'href="/data/{row.language}/{row.dataset}.{row.format}"' in text
        assert row.sha256 in text
        assert f'id="{row.dataset}"' in text
    assert "Consorci de la Caravana" in text
    assert "/data/catalog.ttl" in text
    assert "/api/v1/docs" in text


def test_a_site_with_samples_alone_says_so(page: Any, client: Client) -> None:
    publish(page, is_sample=True)
    make_all()
    assert "és inventat i no es publica com a dada" in client.get("/ca/dades/").content.decode()
