"""Writing what was built, and what is gone, with the number of each change."""

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
    """Keep the documents of those identities. Returns the changes; what is the same as before is none."""
    rows = Document.objects.filter(kind=kind.name, uuid__in=uuids)
    before = {(row.uuid, row.language): row for row in rows.defer("body", "packed")}
    number, changes = last_number(), []
    for one in built:
        row = before.pop((one.subject.uuid, one.subject.language), None)
        action = _write_one(kind, one, row, number + 1)
        if action is not None:
            number += 1
            changes.append(_change(number, kind, one.subject.uuid, one.subject.language, action))
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


def _write_one(kind: kinds.Kind, one: Built, row: Document | None, number: int) -> str | None:
    """What was done, or None when nothing had to be."""
    document = one.document
    body = document.model_dump_json()
    digest = sha256(body.encode()).hexdigest()
    if row is not None and row.withdrawn is None and row.digest == digest:
        _keep_dependencies(row, one.dependencies)
        return None
    values: dict[str, Any] = {
        "path": urlsplit(document.url).path if document.url else "",
        "title": document.title[:255],
        "body": body,
        "packed": packing.packed(body, digest),
        "digest": digest,
        "number": number,
        "published": document.published_at,
        "updated": document.updated_at,
        "begins": kind.begins(document),
        "is_sample": document.is_sample,
        "withdrawn": None,
        "reason": "",
        "former_address": "",
    }
    values["latitude"], values["longitude"] = kind.place(document) or (None, None)
    action = Change.Action.UPDATED if row is not None and row.withdrawn is None else Change.Action.CREATED
    if row is None:
        row = Document(kind=kind.name, uuid=one.subject.uuid, language=one.subject.language)
    for name, value in values.items():
        setattr(row, name, value)
    is_new = row.pk is None
    row.save()
    if not is_new:
        row.values.all().delete()
    Value.objects.bulk_create(list(_values(kind, document, row)))
    _keep_dependencies(row, one.dependencies)
    return action


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


def _keep_dependencies(row: Document, wanted: Collection[str]) -> None:
    held = set(row.dependencies.values_list("key", flat=True))
    if gone := held - set(wanted):
        row.dependencies.filter(key__in=gone).delete()
    Dependency.objects.bulk_create([Dependency(document=row, key=key) for key in sorted(set(wanted) - held)])


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
