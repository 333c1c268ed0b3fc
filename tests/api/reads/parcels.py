"""A kind of document for the tests of reads, with a filter of each type, written as publishing writes them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from pydantic import Field

from caravana_site.api.documents.builder import licence
from caravana_site.api.documents.schemas import Alternate, DocumentBase
from caravana_site.api.documents.subjects import Subject, api, uri
from caravana_site.api.kinds import Filter, FilterType, Kind
from caravana_site.api.models import Document
from caravana_site.api.models.documents import Reason
from caravana_site.api.projection.writing import Built, write
from caravana_site.common.site_address import absolute


class ParcelDocument(DocumentBase):
    """A parcel."""

    themes: list[str]
    weight: float | None
    day: date | None
    fragile: bool
    latitude: float | None = Field(description="Degrees.")
    longitude: float | None
    friends: list[UUID]
    text: str


KIND = Kind(
    name="parcel",
    plural="parcels",
    schema=ParcelDocument,
    description="Parcels on their way.",
    models=(),
    identities=list,
    public=lambda uuids: [],
    build=lambda subjects, builder: [],
    absence=lambda uuid, language: Reason.UNPUBLISHED,
    filters={
        "theme": Filter(FilterType.TEXT, "Its theme.", lambda document: document.themes),
        "weight": Filter(FilterType.NUMBER, "Its weight.", lambda document: [document.weight]),
        "day": Filter(FilterType.MOMENT, "The day it goes.", lambda document: [document.day]),
        "fragile": Filter(FilterType.YES_NO, "Whether it may break.", lambda document: [document.fragile]),
    },
    includes={"friends": lambda document: [("parcel", one) for one in document["friends"]]},
    begins=lambda document: (
        document.day and datetime(document.day.year, document.day.month, document.day.day, tzinfo=UTC)
    ),
    place=lambda document: None if document.latitude is None else (document.latitude, document.longitude),
)


def send(title: str = "Paquet", uuid: UUID | None = None, language: str = "ca", **values: Any) -> UUID:
    """Publish a parcel in one language; the others that it has stay."""
    uuid = uuid or uuid4()
    kept = [parcel_again(row) for row in Document.objects.public().filter(uuid=uuid).exclude(language=language)]
    write(KIND, [uuid], [*kept, _built(title, uuid, language, values)])
    return uuid


def send_many(number: int, **values: Any) -> list[UUID]:
    """Parcels published one a minute."""
    return [send(f"Paquet {one:03}", published_at=moment(one), **values) for one in range(number)]


def withdraw(*uuids: UUID) -> None:
    write(KIND, uuids, [])


def moment(minute: int) -> datetime:
    return datetime(2026, 5, 1, 10 + minute // 60, minute % 60, tzinfo=UTC)


def parcel_again(row: Document) -> Built:
    document = ParcelDocument.model_validate_json(row.body)
    return Built(Subject(row.uuid, row.language, None, {}), document, frozenset())


def _built(title: str, uuid: UUID, language: str, values: dict[str, Any]) -> Built:
    path = f"/{language}/paquets/{str(uuid)[:8]}/"
    told: dict[str, Any] = {
        "type": "parcel",
        "uuid": uuid,
        "uri": uri("parcel", uuid),
        "url": absolute(path),
        "api": api("parcels", uuid, language),
        "locale": language,
        "title": title,
        "alternates": [Alternate(locale=language, url=absolute(path), api=api("parcels", uuid, language))],
        "published_at": moment(0),
        "updated_at": moment(0),
        "licence": licence("CC-BY-4.0"),
        "attribution": title,
        "is_sample": False,
        "json_ld": {},
        "themes": [],
        "weight": None,
        "day": None,
        "fragile": False,
        "latitude": None,
        "longitude": None,
        "friends": [],
        "text": "",
        **values,
    }
    return Built(Subject(uuid, language, None, {language: path}), ParcelDocument(**told), frozenset())


def titles(answer: Any) -> Sequence[str]:
    """Of a list's documents."""
    assert answer.status_code == 200, answer.content
    return [one["title"] for one in answer.json()["items"]]
