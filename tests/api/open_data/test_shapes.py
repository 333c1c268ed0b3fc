"""The shapes are judged too: what they let pass would prove nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, URIRef

from caravana_site.api.open_data.vocabularies import DCATAP, SPDX, VCARD

from .judging import API, CATALOGUE, CONTACT, FILE, PRACTICES, PUBLISHER, TIMELESS, judged

pytestmark = pytest.mark.django_db


def _without(predicate: URIRef, subject: URIRef | None = None) -> Callable[[Graph], object]:
    return lambda graph: graph.remove((subject, predicate, None))


def _wrong(predicate: URIRef, *values: Any, subject: URIRef | None = None) -> Callable[[Graph], object]:
    """With these in the place of what it says."""

    def spoil(graph: Graph) -> None:
        spoilt = subject or next(graph.subjects(predicate))
        graph.remove((spoilt, predicate, None))
        for value in values:
            graph.add((spoilt, predicate, value))

    return spoil


def _also(subject: URIRef, predicate: URIRef, value: Any) -> Callable[[Graph], object]:
    return lambda graph: graph.add((subject, predicate, value))


def _silent_in_spanish(predicate: URIRef) -> Callable[[Graph], object]:
    return lambda graph: [
        graph.remove(triple) for triple in list(graph.triples((None, predicate, None))) if triple[2].language == "es"
    ]


TEXTS = (DCTERMS.title, DCTERMS.description, DCAT.keyword, FOAF.name, VCARD.fn, VCARD["organization-name"])
ELSEWHERE = URIRef("https://exemple.cat/")
FAULTS = {
    "no publisher": _without(DCTERMS.publisher),
    "two publishers": _also(PRACTICES, DCTERMS.publisher, ELSEWHERE),
    "a publisher that is nobody": _without(RDF.type, PUBLISHER),
    "a publisher without a name": _without(FOAF.name),
    "a kind of publisher of another list": _wrong(DCTERMS.type, ELSEWHERE, subject=PUBLISHER),
    "a contact that is the publisher": _wrong(DCAT.contactPoint, PUBLISHER, subject=API),
    "a contact that nobody can reach": lambda graph: [
        graph.remove((CONTACT, predicate, None)) for predicate in (VCARD.hasEmail, VCARD.hasURL)
    ],
    "an identifier of the contact that is a text": _wrong(VCARD.hasUID, Literal("A09002970")),
    "a telephone that is none": _wrong(VCARD.hasTelephone, ELSEWHERE),
    "no homepage": _without(FOAF.homepage),
    **{f"no Spanish: {predicate}": _silent_in_spanish(predicate) for predicate in TEXTS},
    **{f"an empty text: {predicate}": _wrong(predicate, Literal(" ", lang="es")) for predicate in TEXTS},
    **{f"a text of no language: {predicate}": _wrong(predicate, Literal("Text")) for predicate in TEXTS},
    "two titles in a language": _also(FILE, DCTERMS.title, Literal("Otra", lang="es")),
    "no Spanish among the languages": lambda graph: [
        graph.remove((None, DCTERMS.language, value))
        for value in set(graph.objects(API, DCTERMS.language))
        if "SPA" in value
    ],
    "no sector of Spain's": lambda graph: [
        graph.remove(triple) for triple in list(graph.triples((None, DCAT.theme, None))) if "datos.gob.es" in triple[2]
    ],
    "a theme of a taxonomy that is not named": _also(API, DCAT.theme, URIRef("http://inspire.ec.europa.eu/theme/au")),
    "a taxonomy of one's own": _also(CATALOGUE, DCAT.themeTaxonomy, ELSEWHERE),
    "a licence of nobody's": _wrong(DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")),
    "a law without ELI": _also(API, DCATAP.applicableLegislation, ELSEWHERE),
    "rights of another list": _wrong(DCTERMS.accessRights, ELSEWHERE, subject=API),
    "a place that Spain does not have": _wrong(DCTERMS.spatial, URIRef(f"{PUBLISHER}/Catalunya")),
    "a frequency of another list": _wrong(DCTERMS.accrualPeriodicity, ELSEWHERE),
    "no identifier": _without(DCTERMS.identifier, API),
    "an empty identifier": _wrong(DCTERMS.identifier, Literal(" "), subject=PRACTICES),
    "a period without a beginning": _without(DCAT.startDate),
    "a period that is a text": _wrong(DCTERMS.temporal, Literal("2024"), subject=PRACTICES),
    "a file without an address": _without(DCAT.accessURL),
    "a format of another list": _wrong(DCTERMS["format"], ELSEWHERE),
    "a media type of another list": _wrong(DCAT.mediaType, ELSEWHERE),
    "two sizes": _also(FILE, DCAT.byteSize, Literal("1", datatype=XSD.nonNegativeInteger)),
    "a checksum of another kind": _wrong(SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
    "a checksum that is none": _wrong(SPDX.checksumValue, Literal("00", datatype=XSD.hexBinary)),
    "a date that is none": _wrong(DCTERMS.modified, Literal("yesterday", datatype=XSD.string)),
    "a moment of no zone": _wrong(DCTERMS.modified, Literal("2026-05-01T10:00:00", datatype=XSD.dateTime)),
    "a change before the first": _wrong(DCTERMS.modified, Literal("2001-01-01T10:00:00Z", datatype=XSD.dateTime)),
    "no dataset": _without(DCAT.dataset),
    "no distribution": _without(DCAT.distribution, PRACTICES),
    "no address of the service": _without(DCAT.endpointURL),
    "a property that nobody judges": _also(PRACTICES, DCATAP.hvdCategory, ELSEWHERE),
    "a class that nobody judges": _also(ELSEWHERE, RDF.type, DCAT.CatalogRecord),
}


def test_a_broken_one_does_not(catalogue: Graph) -> None:
    passed = []
    for fault, break_it in FAULTS.items():
        broken = Graph() + catalogue
        break_it(broken)
        if not judged(broken).wrong:
            passed.append(fault)
    assert passed == []


def test_what_is_recommended_is_missed(catalogue: Graph) -> None:
    for thing, predicate in (
        (PUBLISHER, DCTERMS.type),
        (PUBLISHER, DCTERMS.identifier),
        (PRACTICES, DCTERMS.temporal),
        *((CONTACT, VCARD[name]) for name in ("hasUID", "hasEmail", "hasTelephone", "hasURL")),
    ):
        less = Graph() + catalogue
        less.remove((thing, predicate, None))
        assert judged(less).lacking - TIMELESS == {(thing, predicate)}
