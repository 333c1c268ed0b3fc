"""Writing what was built, and what is gone, with the number of each change."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils import timezone

from caravana_site.api import kinds, packing
from caravana_site.api.documents.schemas import DocumentBase
from caravana_site.api.documents.subjects import Subject
from caravana_site.api.models import Change, Dependency, Document, Value

IDENTITY = ("kind", "uuid", "language")
WRITTEN = tuple(one.name for one in Document._meta.concrete_fields if one.name not in ("id", *IDENTITY))
VALUE = ("document_id", "name", "text", "number", "moment")


@dataclass(frozen=True)
class Built:
    """A document and the keys of all that it was built from."""

    subject: Subject
    document: DocumentBase
    dependencies: frozenset[str]


def last_number() -> int:
    """Of the last change; 0 before there was any."""
    with connection.cursor() as cursor:  # each read asks it first: Django would take longer to write it
        cursor.execute(f"SELECT max(number) FROM {Change._meta.db_table}")  # noqa: S608  # a table's name
        return int(cursor.fetchone()[0] or 0)


def write(kind: kinds.Kind, uuids: Collection[UUID], built: Sequence[Built]) -> list[Change]:
    """Keep the documents of those identities. Returns the changes; what is the same as before is none.

    A flat number of queries for what is public, however many documents there are.
    """
    rows = Document.objects.filter(kind=kind.name, uuid__in=uuids)
    before = {(row.uuid, row.language): row for row in rows.defer("body", "packed")}
    number, changes = last_number(), []
    same: list[tuple[Document, Built]] = []
    other: list[tuple[Document, Built]] = []
    for one in built:
        row = before.pop((one.subject.uuid, one.subject.language), None)
        body = one.document.model_dump_json()
        digest = sha256(body.encode()).hexdigest()
        is_there = row is not None and row.withdrawn is None
        if row is not None and is_there and row.digest == digest:
            same.append((row, one))
            continue
        number += 1
        other.append((_row(kind, one, body, digest, number), one))
        action = Change.Action.UPDATED if is_there else Change.Action.CREATED
        changes.append(_change(number, kind, one.subject.uuid, one.subject.language, action))
    Document.objects.bulk_create(
        [row for row, _one in other], update_conflicts=True, update_fields=WRITTEN, unique_fields=IDENTITY
    )
    _keep_values(kind, other)
    _keep_dependencies([*same, *other])
    for (uuid, language), row in before.items():
        if row.withdrawn is None:
            number += 1
            reason = kind.absence(uuid, language)
            _withdraw(row, number, reason)
            change = _change(number, kind, uuid, language, Change.Action.WITHDRAWN)
            change.reason = reason
            changes.append(change)
    Change.objects.bulk_create(changes)
    return changes


def _change(number: int, kind: kinds.Kind, uuid: UUID, language: str, action: str) -> Change:
    return Change(number=number, kind=kind.name, uuid=uuid, language=language, action=action)


def _row(kind: kinds.Kind, one: Built, body: str, digest: str, number: int) -> Document:
    """To be written over the one that is there."""
    document = one.document
    latitude, longitude = kind.place(document) or (None, None)
    return Document(
        kind=kind.name,
        uuid=one.subject.uuid,
        language=one.subject.language,
        path=urlsplit(document.url).path if document.url else "",
        title=document.title[:255],
        body=body,
        packed=packing.packed(body, digest),
        digest=digest,
        number=number,
        published=document.published_at,
        updated=document.updated_at,
        begins=kind.begins(document),
        latitude=latitude,
        longitude=longitude,
        is_sample=document.is_sample,
    )


def _keep_values(kind: kinds.Kind, written: Sequence[tuple[Document, Built]]) -> None:
    """Only those that are others than before are touched: most of a document's stay the same."""
    held: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    rows = Value.objects.filter(document__in=[row for row, _one in written])
    for pk, *value in rows.values_list("pk", *VALUE) if written else ():
        held[tuple(value)].append(pk)
    wanted: dict[tuple[Any, ...], Value] = {}
    for row, one in written:
        for made in _values(kind, one.document, row):
            wanted[tuple(getattr(made, name) for name in VALUE)] = made
    if gone := [pk for value in held.keys() - wanted.keys() for pk in held[value]]:
        Value.objects.filter(pk__in=gone).delete()
    Value.objects.bulk_create([made for value, made in wanted.items() if value not in held])


def pack_again(kind: kinds.Kind, uuids: Collection[UUID]) -> None:
    """What a release before `packed` has written, or taken away, beside this one."""
    rows = Document.objects.of(kind.name).filter(uuid__in=uuids).only("body", "packed", "digest")
    gone = [row for row in rows if not row.digest and row.packed is not None]
    wrong = [row for row in rows if row.digest and packing.part(row.packed, row.digest) is None]
    for row in [*gone, *wrong]:
        row.packed = packing.packed(row.body, row.digest) if row.digest else None
    Document.objects.bulk_update([*gone, *wrong], ["packed"])


def _values(kind: kinds.Kind, document: DocumentBase, row: Document) -> Iterable[Value]:
    for name, one in kind.filters.items():
        for value in dict.fromkeys(one.values(document)):
            if value is not None:
                yield _value(name, one.type, value, row)


def _value(name: str, kind: kinds.FilterType, value: Any, row: Document) -> Value:
    match kind:
        case kinds.FilterType.NUMBER:
            return Value(document=row, name=name, number=float(value))
        case kinds.FilterType.MOMENT:
            return Value(document=row, name=name, moment=moment_of(value))
        case kinds.FilterType.YES_NO:
            return Value(document=row, name=name, text="true" if value else "false")
        case kinds.FilterType.TEXT:
            return Value(document=row, name=name, text=str(value)[:200])


def moment_of(value: date) -> datetime:
    """A day as its first moment in Madrid; a moment as it is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime.combine(value, time.min, ZoneInfo(settings.TIME_ZONE))


def _keep_dependencies(built: Sequence[tuple[Document, Built]]) -> None:
    documents = [row for row, _one in built]
    rows = Dependency.objects.filter(document__in=documents)
    held = {(document, key): pk for pk, document, key in rows.values_list("pk", "document", "key")}
    wanted = {(row.pk, key) for row, one in built for key in one.dependencies}
    if gone := [held[one] for one in held.keys() - wanted]:
        Dependency.objects.filter(pk__in=gone).delete()
    Dependency.objects.bulk_create(
        [Dependency(document_id=document, key=key) for document, key in sorted(wanted - held.keys())]
    )


def digest_of(path: str) -> str:
    """By which the address of what is gone is known, without keeping its words."""
    return sha256(path.encode()).hexdigest()


def _withdraw(row: Document, number: int, reason: str) -> None:
    """Nothing that it said is kept; of its address, enough to know it again."""
    row.former_address = digest_of(row.path) if row.path else ""
    row.body = row.digest = row.path = ""
    row.title, row.packed = "", None
    row.number, row.withdrawn, row.reason = number, timezone.now(), reason
    row.latitude = row.longitude = None
    row.save()
    row.values.all().delete()
    row.dependencies.all().delete()
