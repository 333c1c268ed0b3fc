"""The ledger of erasures: in the database, and beside the backups where a restore does not take it back.

It holds a keyed hash of what was erased, never the thing: with the secret key one can recognise an address that comes
back, and without it the ledger says nothing. A key that was rotated is still known as a fallback.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from caravana_site.common.models import Erasure
from caravana_site.common.queue import enqueue

from . import BackupError
from .targets import Target, open_target

FOLDER = "erasures"
_SALT = "caravana.erasures"
logger = logging.getLogger("caravana.backups")


@dataclass(frozen=True)
class Noted:
    """One erasure, as a file beside the backups tells it."""

    at: str
    kind: str
    mark: str
    signed_with: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def name(self) -> str:
        return f"{FOLDER}/{self.moment:%Y%m%dT%H%M%S%f}-{self.mark[:16]}.json"


def mark_of(subject: str, key: str | None = None) -> str:
    return salted_hmac(_SALT, subject.strip().lower(), secret=key, algorithm="sha256").hexdigest()


def fingerprint(key: str) -> str:
    """Says which key made a mark, and nothing of the key."""
    return salted_hmac(f"{_SALT}.key", "", secret=key, algorithm="sha256").hexdigest()[:16]


def known_keys() -> dict[str, str]:
    """The secret keys that can still be used, by their fingerprints."""
    return {fingerprint(key): key for key in map(str, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))}


def note(kind: str, subject: str) -> None:
    """Write an erasure down, in its own transaction, and have the queue put it beside the backups."""
    Erasure.objects.get_or_create(
        moment=timezone.now(),
        kind=kind,
        mark=mark_of(subject),
        defaults={"signed_with": fingerprint(settings.SECRET_KEY)},
    )
    enqueue("caravana_site.common.backups.ledger.copy_waiting")


def note_person(email: str) -> None:
    note("person", email)


def copy_waiting() -> int:
    """Job of the queue and the clock: put beside the backups what is not there yet."""
    return copy_to(open_target(settings.BACKUP_TARGET)) if Erasure.objects.filter(copied=False).exists() else 0


def copy_to(target: Target) -> int:
    """The same, to a target that is open. A row is noted as copied once it is, so a failure is tried again."""
    waiting = list(Erasure.objects.filter(copied=False))
    for row in waiting:
        noted = _from(row)
        with target.writing(noted.name) as path:
            path.write_text(json.dumps(asdict(noted)) + "\n", encoding="utf-8")
        Erasure.objects.filter(pk=row.pk).update(copied=True)
    return len(waiting)


def gather(target: Target, files: Iterable[Path] = (), *, own: bool) -> list[Noted]:
    """All erasures that are known: beside the backups, in files that are given, in the database that is to go."""
    found: set[Noted] = set()
    for name in target.names(FOLDER):
        with target.reading(name) as path:
            found |= _read(path)
    for path in files:
        found |= _read(path)
    if own and Erasure._meta.db_table in connection.introspection.table_names():
        found |= {_from(row) for row in Erasure.objects.all()}
    return sorted(found, key=lambda one: one.moment)


def put_back(noted: list[Noted]) -> None:
    """Into the restored database, so that the next backup knows of them as well."""
    with transaction.atomic():
        for one in noted:
            Erasure.objects.get_or_create(
                moment=one.moment, kind=one.kind, mark=one.mark, defaults={"signed_with": one.signed_with}
            )


def _from(row: Erasure) -> Noted:
    return Noted(row.moment.isoformat(), row.kind, row.mark, row.signed_with)


def _read(path: Path) -> set[Noted]:
    """A line each; BackupError when it is anything else: an erasure that is overlooked brings a person back."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = {Noted(**json.loads(line)) for line in lines}
        for one in found:
            if one.moment.tzinfo is None:
                raise ValueError("a moment without its time zone")
    except (OSError, ValueError, TypeError) as error:
        raise BackupError(f"The erasures of {path} cannot be read: {error}") from error
    return found
