"""The catalogue, as a harvester of open data judges it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from caravana_site.api.models import Dump
from caravana_site.api.open_data.making import make_all
from caravana_site.api.open_data.vocabularies import SPDX
from home.models import SiteSettings
from tests.api.catalogue import publish

from .reading import download

pytestmark = pytest.mark.django_db
SHAPES = Graph().parse(Path(__file__).parent / "dcat_ap_es.ttl")
BASE = "http://testserver/data/"


def read(client: Client, extension: str = "ttl") -> Graph:
    body = download(client, f"catalog.{extension}").decode()
    return Graph().parse(data=body, format={"ttl": "turtle", "jsonld": "json-ld"}[extension])


def judged(catalogue: Graph) -> tuple[bool, str]:
    conforms, _report, text = validate(catalogue, shacl_graph=SHAPES, advanced=False)
    return bool(conforms), str(text)


@pytest.fixture
def catalogue(dumps: int, client: Client) -> Graph:
    return read(client)


def test_it_conforms(catalogue: Graph) -> None:
    conforms, why = judged(catalogue)
    assert conforms, why
    assert len(set(catalogue.subjects(RDF.type, DCAT.Dataset))) == 6
    assert len(set(catalogue.subjects(RDF.type, DCAT.Distribution))) == Dump.objects.count() == 36
    for name in (DCAT.Catalog, DCAT.DataService):
        assert len(set(catalogue.subjects(RDF.type, name))) == 1


def test_both_serialisations_say_the_same_and_tell_of_the_files(catalogue: Graph, client: Client) -> None:
    assert isomorphic(catalogue, read(client, "jsonld"))
    assert not any(isinstance(one, URIRef) and "localhost" in one for one in catalogue.all_nodes())
    row = Dump.objects.get(dataset="practices", language="es", format="csv")
    file = URIRef(f"{BASE}es/practices.csv#file")
    assert catalogue.value(file, DCAT.downloadURL) == URIRef(f"{BASE}es/practices.csv")
    assert str(catalogue.value(file, DCAT.byteSize)) == str(row.bytes)
    assert str(catalogue.value(catalogue.value(file, SPDX.checksum), SPDX.checksumValue)) == row.sha1
    for address in catalogue.objects(None, DCAT.downloadURL):
        assert client.get(str(address).removeprefix("http://testserver")).status_code == 200
    service = next(catalogue.subjects(RDF.type, DCAT.DataService))
    for predicate in (DCAT.endpointURL, DCAT.endpointDescription):
        path = str(catalogue.value(service, predicate)).removeprefix("http://testserver")
        assert client.get(path).status_code == 200


def test_it_conforms_before_there_is_any_file(page: Any, client: Client) -> None:
    conforms, why = judged(read(client))
    assert conforms, why


def _without(predicate: URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.remove((None, predicate, None))


def _wrong(predicate: URIRef, value: Any) -> Callable[[Graph], object]:
    return lambda graph: graph.set((next(graph.subjects(predicate)), predicate, value))


FAULTS = {
    "no publisher": _without(DCTERMS.publisher),
    "no homepage": _without(URIRef("http://xmlns.com/foaf/0.1/homepage")),
    "no Spanish": lambda graph: [
        graph.remove(triple) for triple in list(graph) if getattr(triple[2], "language", None) == "es"
    ],
    "no sector of Spain's": lambda graph: [
        graph.remove(triple) for triple in list(graph.triples((None, DCAT.theme, None))) if "datos.gob.es" in triple[2]
    ],
    "a licence of nobody's": _wrong(DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")),
    "a file without an address": _without(DCAT.accessURL),
    "a checksum of another kind": _wrong(SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
    "a date that is none": _wrong(DCTERMS.modified, Literal("yesterday", datatype=XSD.string)),
    "no dataset": _without(DCAT.dataset),
}


def test_a_broken_one_does_not(catalogue: Graph) -> None:
    """The shapes are judged too: what they let pass would prove nothing."""
    for fault, break_it in FAULTS.items():
        broken = Graph() + catalogue
        break_it(broken)
        assert not judged(broken)[0], fault


def test_without_the_code_of_the_promoter_only_the_publisher_is_wrong(page: Any, client: Client) -> None:
    SiteSettings.objects.update(promoter_dir3="")
    conforms, why = judged(read(client))
    assert not conforms
    assert "#publisher" in why
    assert why.count("Result Path: dct:publisher") == why.count("Result Path:") == 8


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
