"""Making a backup: the database first, then the files, then the manifest that makes it whole."""

import fcntl
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from . import BackupError, MissingError, databases, ledger, roots
from .manifest import Manifest, Stored, hash_of
from .targets import Target

Tell = Callable[[str], None]
TRIES = 3
EVERY = 200  # files between two lines of progress


def make(target: Target, tell: Tell) -> Manifest:
    """Copy everything; stopped at any moment it leaves no backup, and what was copied is not copied again."""
    with alone():
        target.sweep()
        manifest, named = _copy_database(target, tell)
        copied = _copy_files(target, manifest, tell)
        manifest.missing = sorted(named - set(manifest.files))
        ledger.copy_to(target)
        manifest.write(target)
    tell(f"Files: {len(manifest.files)}, of which {copied} were new.")
    return manifest


@contextmanager
def alone() -> Iterator[None]:
    """One backup or pruning at a time: pruning takes what no manifest names, and a backup has none until its end."""
    Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
    with (Path(settings.VAR_DIR) / "backup.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError("Another backup is being made, or pruned. Try again when it has ended.") from None
        yield


def _copy_database(target: Target, tell: Tell) -> tuple[Manifest, set[str]]:
    """The database as it is at one moment, with its counts and the files that it names at that same moment."""
    if databases.is_empty():
        raise BackupError("The database is empty: there is nothing to back up. Is DATABASE_URL right?")
    engine, started = databases.engine(), datetime.now(UTC)
    key = f"{started:%Y%m%dT%H%M%S%f}"[:-3] + "Z"
    dump = f"database/{key}{engine.suffix}"
    tell("Database: copying.")
    with target.writing(dump) as path, engine.snapshot(path) as cursor:
        rows = databases.count_rows(cursor, engine.name)
        migrations, named = databases.applied_migrations(cursor), databases.named_files(cursor)
        stored = hash_of(path)
    tell(f"Database: {stored.size:,} bytes, {sum(rows.values()):,} rows in {len(rows)} tables.")
    return Manifest(key, started.isoformat(), version(), engine.name, migrations, dump, stored, rows), named


def _copy_files(target: Target, manifest: Manifest, tell: Tell) -> int:
    """What the target has already, from whichever backup, is read to know it and not copied."""
    known, copied, everything = target.names("files"), 0, list(roots.files())
    for number, name in enumerate(everything, 1):
        try:
            with roots.reading(name) as path:
                stored = hash_of(path)
                if known.get(stored.name) != stored.size:
                    stored = _copy_file(target, path, stored)
                    known[stored.name] = stored.size
                    copied += 1
        except (FileNotFoundError, MissingError):
            continue  # deleted meanwhile: told as missing if the database named it
        manifest.files[name] = stored
        if number % EVERY == 0:
            tell(f"Files: {number} of {len(everything)}, {copied} new.")
    return copied


def _copy_file(target: Target, path: Path, stored: Stored) -> Stored:
    """Copy under the hash of what was really copied, should somebody write to it meanwhile."""
    for _try in range(TRIES):
        try:
            with target.writing(stored.name) as copy:
                shutil.copyfile(path, copy)
                if (now := hash_of(copy)) != stored:
                    raise _ChangedError(now)
        except _ChangedError:
            stored = hash_of(path)
        else:
            return stored
    raise BackupError(f"{path} changes while it is being copied. Run the backup again.")


class _ChangedError(Exception):
    """The file is no longer what it was a moment before."""


def version() -> str:
    """The version of the code, with its commit where there is a repository."""
    base = Path(settings.BASE_DIR)
    number = str(tomllib.loads((base / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    if not (git := shutil.which("git")) or not (base / ".git").exists():
        return number
    done = subprocess.run([git, "-C", str(base), "rev-parse", "--short=12", "HEAD"], capture_output=True, check=False)
    return f"{number}+{done.stdout.decode().strip()}" if done.returncode == 0 else number
