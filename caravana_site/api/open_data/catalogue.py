"""The catalogue as DCAT-AP-ES 1.0.0 has it, in RDF.

Everything in it has an address of its own, so that the same catalogue is always written with the same bytes.
https://datosgobes.github.io/DCAT-AP-ES/
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, URIRef

from caravana_site.api.models import Dump
from caravana_site.common import feeds
from caravana_site.common.languages import in_each_language
from caravana_site.common.site_address import absolute

from . import vocabularies as known
from .datasets import DATASETS, Dataset
from .dictionary import in_every_language, path_of
from .formats import FORMATS, Format
from .publishing import add_contact, add_publisher

SERIALISATIONS = {"ttl": ("text/turtle; charset=utf-8", "turtle"), "jsonld": ("application/ld+json", "json-ld")}
JSON_LINES = URIRef("https://jsonlines.org/")
SCHEMA = "/api/v1/openapi.json"


def written(extension: str) -> bytes:
    """The whole catalogue as it is now, in that serialisation."""
    told = Dump.objects.order_by("pk").values_list("pk", "sha1", "bytes", "since", "first_made", "made")
    publishers = tuple(feeds.publisher(code) for code, _name in settings.LANGUAGES)
    return _written(extension, (tuple(told), publishers, timezone.now().date()))


@lru_cache(maxsize=2 * len(SERIALISATIONS))
def _written(extension: str, state: object) -> bytes:
    """Kept by each process while all that it says stays: to write it takes much longer than to ask whether it does."""
    if SERIALISATIONS[extension][1] == "turtle":
        return graph().serialize(format="turtle", encoding="utf-8")
    context = {prefix: str(space) for prefix, space in known.PREFIXES.items()}
    document = json.loads(graph().serialize(format="json-ld", context=context))
    return json.dumps(_in_order(document), ensure_ascii=False, indent=1).encode()


def _in_order(part: Any) -> Any:
    """Sets are written as they come, which is another order in each process."""
    if isinstance(part, dict):
        return {name: _in_order(value) for name, value in sorted(part.items())}
    if isinstance(part, list):
        return sorted((_in_order(one) for one in part), key=lambda one: json.dumps(one, ensure_ascii=False))
    return part


def graph() -> Graph:
    made = Graph(bind_namespaces="none")
    for prefix, space in known.PREFIXES.items():
        made.bind(prefix, space)
    dumps = {(dump.dataset, dump.language, dump.format): dump for dump in Dump.objects.all()}
    catalogue, service = URIRef(absolute("/data/")), URIRef(absolute("/data/#api"))
    datasets = [_add_dataset(made, dataset, dumps) for dataset in DATASETS]
    _add_service(made, service, datasets)
    _add_catalogue(made, catalogue, list(dumps.values()))
    publisher, contact = add_publisher(made), add_contact(made)
    for one in (catalogue, service, *datasets):
        made.add((one, DCTERMS.identifier, Literal(str(one))))
        made.add((one, DCTERMS.publisher, publisher))
    for one in (service, *datasets):
        made.add((one, DCAT.contactPoint, contact))
        made.add((catalogue, DCAT.service if one == service else DCAT.dataset, one))
    return made


def _say(made: Graph, subject: URIRef, predicate: URIRef, told: Any) -> None:
    """A text of ours in each language."""
    for code, text in in_every_language(told).items():
        made.add((subject, predicate, Literal(text, lang=code)))


def _point(made: Graph, subject: URIRef, predicate: URIRef, objects: Iterable[URIRef | None]) -> None:
    for one in objects:
        if one is not None:
            made.add((subject, predicate, one))


def _moment(made: Graph, subject: URIRef, predicate: URIRef, moment: datetime) -> None:
    told = moment.replace(microsecond=0).isoformat()
    made.add((subject, predicate, Literal(told, datatype=XSD.dateTime)))


def _dates(made: Graph, subject: URIRef, dumps: Sequence[Dump]) -> None:
    """From the first file to the last one; before there is any, of this day."""
    today = timezone.now().replace(hour=0, minute=0, second=0)
    _moment(made, subject, DCTERMS.issued, min((dump.first_made for dump in dumps), default=today))
    _moment(made, subject, DCTERMS.modified, max((dump.made for dump in dumps), default=today))


def _languages() -> list[URIRef | None]:
    return [known.language(code) for code, _name in settings.LANGUAGES]


def _licence() -> URIRef:
    return known.licence(feeds.publisher(settings.LANGUAGE_CODE).licence_code)


def _add_catalogue(made: Graph, catalogue: URIRef, dumps: Sequence[Dump]) -> None:
    made.add((catalogue, RDF.type, DCAT.Catalog))
    _say(made, catalogue, DCTERMS.title, _("Open data of the digital innovation caravan"))
    _say(
        made,
        catalogue,
        DCTERMS.description,
        _("Practices, interviews, stops, organisations, kit and themes, to be reused."),
    )
    made.add((catalogue, FOAF.homepage, URIRef(absolute("/"))))
    _point(made, catalogue, DCAT.themeTaxonomy, known.TAXONOMIES)
    _point(made, catalogue, DCTERMS.language, _languages())
    _point(made, catalogue, DCTERMS.spatial, [known.CATALONIA])
    _point(made, catalogue, DCTERMS.license, [_licence()])
    _dates(made, catalogue, dumps)


def address_of(dataset: Dataset) -> URIRef:
    return URIRef(absolute(f"/data/#{dataset.name}"))


def _add_dataset(made: Graph, dataset: Dataset, dumps: dict[tuple[str, str, str], Dump]) -> URIRef:
    address = address_of(dataset)
    made.add((address, RDF.type, DCAT.Dataset))
    _say(made, address, DCTERMS.title, dataset.title)
    _say(made, address, DCTERMS.description, dataset.description)
    for keyword in dataset.keywords:
        _say(made, address, DCAT.keyword, keyword)
    _point(made, address, DCAT.theme, known.THEMES)
    _point(made, address, DCTERMS.language, _languages())
    _point(made, address, DCTERMS.spatial, [known.CATALONIA])
    _point(made, address, DCTERMS.accrualPeriodicity, [known.DAILY])
    _point(made, address, DCTERMS.accessRights, [known.PUBLIC])
    _point(made, address, known.DCATAP.applicableLegislation, [known.REUSE_LAW])
    _point(made, address, DCAT.landingPage, [URIRef(absolute(path)) for path in in_each_language("open_data").values()])
    own = [dump for (name, _code, _format), dump in dumps.items() if name == dataset.name]
    _dates(made, address, own)
    _add_period(made, address, own)
    for code, _name in settings.LANGUAGES:
        for wanted in FORMATS.values():
            dump = dumps.get((dataset.name, code, wanted.extension))
            made.add((address, DCAT.distribution, _add_distribution(made, dataset, code, wanted, dump)))
    return address


def _add_period(made: Graph, address: URIRef, dumps: Sequence[Dump]) -> None:
    """From the earliest day that its files tell of, without an end: there will be more."""
    if days := [dump.since for dump in dumps if dump.since]:
        period = URIRef(f"{address}-period")
        made.add((address, DCTERMS.temporal, period))
        made.add((period, RDF.type, DCTERMS.PeriodOfTime))
        made.add((period, DCAT.startDate, Literal(min(days))))


def _add_distribution(made: Graph, dataset: Dataset, code: str, wanted: Format, dump: Dump | None) -> URIRef:
    file = URIRef(absolute(path_of(dataset, code, wanted.extension)))
    address = URIRef(f"{file}#file")
    made.add((address, RDF.type, DCAT.Distribution))
    names = in_every_language(dataset.title)
    for language, name in names.items():
        made.add((address, DCTERMS.title, Literal(f"{name} ({wanted.name}, {code})", lang=language)))
    _say(made, address, DCTERMS.description, dataset.description)
    _point(made, address, DCAT.accessURL, [file])
    _point(made, address, DCAT.downloadURL, [file])
    _point(made, address, DCTERMS["format"], [known.file_type(wanted.file_type)])
    _point(made, address, DCAT.mediaType, [known.media_type(wanted.media_type) if wanted.media_type else None])
    _point(made, address, DCTERMS.language, [known.language(code)])
    _point(made, address, DCTERMS.license, [_licence()])
    _point(made, address, known.DCATAP.availability, [known.STABLE])
    _point(made, address, known.DCATAP.applicableLegislation, [known.REUSE_LAW])
    _point(made, address, FOAF.page, [URIRef(absolute(path_of(dataset, code, "csv-metadata.json")))])
    _point(made, address, DCTERMS.conformsTo, [JSON_LINES] if wanted.extension == "jsonl" else [])
    if dump is not None:
        _add_file(made, address, dump)
    return address


def _add_file(made: Graph, address: URIRef, dump: Dump) -> None:
    """SHA-1, since the profile takes no other; the page and the file's tag tell the SHA-256."""
    checksum = URIRef(f"{address.removesuffix('#file')}#checksum")
    made.add((address, DCAT.byteSize, Literal(str(dump.bytes), datatype=XSD.nonNegativeInteger)))
    _moment(made, address, DCTERMS.issued, dump.first_made)
    _moment(made, address, DCTERMS.modified, dump.made)
    made.add((address, known.SPDX.checksum, checksum))
    made.add((checksum, RDF.type, known.SPDX.Checksum))
    made.add((checksum, known.SPDX.algorithm, known.SPDX.checksumAlgorithm_sha1))
    made.add((checksum, known.SPDX.checksumValue, Literal(dump.sha1, datatype=XSD.hexBinary, normalize=False)))


def _add_service(made: Graph, service: URIRef, datasets: Sequence[URIRef]) -> None:
    made.add((service, RDF.type, DCAT.DataService))
    _say(made, service, DCTERMS.title, _("API of the digital innovation caravan"))
    _say(made, service, DCTERMS.description, _("Each thing as a JSON document, with lists, filters and changes."))
    _say(made, service, DCAT.keyword, _("API"))
    _point(made, service, DCAT.theme, known.THEMES)
    _point(made, service, DCTERMS.language, _languages())
    _point(made, service, DCTERMS.license, [_licence()])
    _point(made, service, DCTERMS.accessRights, [known.PUBLIC])
    _point(made, service, known.DCATAP.applicableLegislation, [known.REUSE_LAW])
    _point(made, service, DCAT.endpointURL, [URIRef(absolute("/api/v1/"))])
    _point(made, service, DCAT.endpointDescription, [URIRef(absolute(SCHEMA))])
    _point(made, service, FOAF.page, [URIRef(absolute("/api/v1/docs"))])
    _point(made, service, DCAT.servesDataset, datasets)
