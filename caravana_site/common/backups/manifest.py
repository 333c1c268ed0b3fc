"""What a backup says of itself: enough to prove it whole before anything is touched, and restored afterwards."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from . import BackupError
from .targets import Target

FORMAT = "caravana backup 1"
FOLDER = "backups"
_HASH = re.compile(r"[0-9a-f]{64}")
_PATH = re.compile(r"(media|private)/(?!.*(?:^|/)\.\.(?:/|$))[^\0]+")


@dataclass
class Stored:
    """One file: its SHA-256 and its size in bytes."""

    sha256: str
    size: int

    @property
    def name(self) -> str:
        """Where a file of this content lies in a target, whichever backups name it."""
        return f"files/{self.sha256[:2]}/{self.sha256}"


@dataclass
class Manifest:
    key: str
    started: str
    """When the copy of the database was begun (ISO 8601): erasures from then on have to be done again."""
    version: str
    engine: str
    """`postgresql` or `sqlite`: a backup of one is not restored into the other."""
    migrations: list[str]
    dump: str
    database: Stored
    rows: dict[str, int]
    """Rows in each table, counted in the very snapshot that was copied."""
    files: dict[str, Stored] = field(default_factory=dict)
    """By `media/…` or `private/…`."""
    missing: list[str] = field(default_factory=list)
    """Files that the database named and that were not there to be copied."""

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.started)

    @property
    def name(self) -> str:
        return f"{FOLDER}/{self.key}.json"

    def write(self, target: Target) -> None:
        """Put it into the target: from now on the backup is whole."""
        content = asdict(self)
        with target.writing(self.name) as path:
            path.write_text(
                json.dumps({"format": FORMAT, "sha256": seal(content), **content}, ensure_ascii=False, indent=1),
                encoding="utf-8",
            )

    @classmethod
    def read(cls, target: Target, key: str) -> Self:
        with target.reading(f"{FOLDER}/{key}.json") as path:
            return cls.parse(path.read_bytes(), key)

    @classmethod
    def parse(cls, text: bytes, key: str) -> Self:
        """A manifest from its text; BackupError when it is another's, damaged, or leads elsewhere."""
        try:
            content = json.loads(text)
            made_by, sealed = content.pop("format"), content.pop("sha256")
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise BackupError(f"The manifest {key} is no manifest of a backup of this site.") from error
        if made_by != FORMAT:
            raise BackupError(f"The manifest {key} has the format {made_by!r}, and this version reads {FORMAT!r}.")
        if sealed != seal(content):
            raise BackupError(f"The manifest {key} is damaged: it is not what was written.")
        try:
            content["database"] = Stored(**content["database"])
            content["files"] = {path: Stored(**one) for path, one in content["files"].items()}
            found = cls(**content)
        except (KeyError, TypeError, AttributeError) as error:
            raise BackupError(f"The manifest {key} lacks something: {error}.") from error
        hashes = [found.database.sha256, *(one.sha256 for one in found.files.values())]
        if found.key != key or not all(map(_HASH.fullmatch, hashes)) or not all(map(_PATH.fullmatch, found.files)):
            raise BackupError(f"The manifest {key} names what is not of a backup.")
        return found


def keys(target: Target) -> list[str]:
    """The backups that are whole, oldest first."""
    return sorted(Path(name).stem for name in target.names(FOLDER) if name.endswith(".json"))


def chosen(target: Target, key: str) -> Manifest:
    """The backup that is asked for; `latest` is the newest."""
    known = keys(target)
    if key == "latest":
        if not known:
            raise BackupError("There is no whole backup there.")
        key = known[-1]
    if key not in known:
        raise BackupError(f"There is no whole backup {key!r} there. Known: {', '.join(known[-5:]) or 'none'}.")
    return Manifest.read(target, key)


def seal(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def hash_of(path: Path) -> Stored:
    with path.open("rb") as file:
        return Stored(hashlib.file_digest(file, "sha256").hexdigest(), file.tell())
