"""The catalogue read as a harvester reads it, and judged by our shapes."""

from pathlib import Path
from typing import Any, NamedTuple

from django.test import Client
from pyshacl import validate
from rdflib import DCTERMS, SH, Graph, URIRef

from .reading import download

SHAPES = Graph().parse(Path(__file__).parent / "dcat_ap_es.ttl")
BASE = "http://testserver/data/"
CATALOGUE, API, CONTACT = URIRef(BASE), URIRef(f"{BASE}#api"), URIRef(f"{BASE}#contact")
PRACTICES, FILE = URIRef(f"{BASE}#practices"), URIRef(f"{BASE}es/practices.csv#file")
PUBLISHER = URIRef("http://datos.gob.es/recurso/sector-publico/org/Organismo/A09002970")
TIMELESS = {(URIRef(f"{BASE}#{name}"), DCTERMS.temporal) for name in ("organisations", "kit-resources", "themes")}
"""Recommended and left out: bodies, tools and themes are not of a day."""


def read(client: Client, extension: str = "ttl") -> Graph:
    body = download(client, f"catalog.{extension}").decode()
    return Graph().parse(data=body, format={"ttl": "turtle", "jsonld": "json-ld"}[extension])


class Verdict(NamedTuple):
    """What is wrong and what is only recommended, each as the thing and the property that it is about."""

    wrong: set[tuple[Any, Any]]
    lacking: set[tuple[Any, Any]]
    text: str


def judged(catalogue: Graph) -> Verdict:
    _conforms, report, text = validate(catalogue, shacl_graph=SHAPES, advanced=False)
    assert isinstance(report, Graph)
    found: dict[Any, set[tuple[Any, Any]]] = {SH.Violation: set(), SH.Warning: set()}
    for result in report.objects(None, SH.result):
        about = (report.value(result, SH.focusNode), report.value(result, SH.resultPath))
        found[report.value(result, SH.resultSeverity)].add(about)
    return Verdict(found[SH.Violation], found[SH.Warning], str(text))
