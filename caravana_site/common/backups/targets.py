"""Where backups are kept: a folder, or a bucket of any storage that speaks S3."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from . import BackupError, MissingError

PARTIAL = ".partial"
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


class Target(Protocol):
    """Things with names like `files/ab/abcd…`; each appears whole or not at all."""

    def names(self, prefix: str) -> dict[str, int]:
        """The names below that one, or all of them, with their sizes in bytes."""

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """A file to write: it becomes the thing of that name when the block ends well, and is gone otherwise."""
        yield Path()

    @contextmanager
    def reading(self, name: str) -> Iterator[Path]:
        """The thing as a file to read; MissingError when there is none."""
        yield Path()

    def remove(self, name: str) -> None:
        """Take it away, if it is there."""

    def sweep(self) -> None:
        """Forget what a killed run left half written."""


def open_target(where: str) -> Target:
    """The target of an address: `s3://bucket/prefix`, or a folder."""
    if not where:
        raise BackupError("Say where backups are kept: BACKUP_TARGET, or --target.")
    if where.startswith("s3://"):
        parts = urlsplit(where)
        try:
            from .s3 import BucketTarget  # noqa: PLC0415  # boto3 is only there where it is needed
        except ImportError as error:
            raise BackupError("Backups to S3 need boto3: pip install -r requirements-extras.txt") from error
        return BucketTarget(parts.netloc, parts.path.strip("/"), settings.BACKUP_S3)
    return FolderTarget(Path(where))


class FolderTarget:
    """A folder that only the site's own user can read unless it is said otherwise, since it holds personal data."""

    def __init__(self, folder: Path, file_mode: int = PRIVATE_FILE, folder_mode: int = PRIVATE_FOLDER) -> None:
        self.folder, self.file_mode, self.folder_mode = folder.resolve(), file_mode, folder_mode

    def names(self, prefix: str) -> dict[str, int]:
        found = {}
        for path in (self.folder / prefix).rglob("*"):
            if path.suffix != PARTIAL and not path.is_symlink() and path.is_file():
                with suppress(FileNotFoundError):  # a live folder: it is gone since
                    found[path.relative_to(self.folder).as_posix()] = path.stat().st_size
        return found

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        path = self._path(name)
        for folder in reversed([path.parent, *path.parent.parents]):
            folder.mkdir(self.folder_mode, exist_ok=True)
        partial = path.with_name(path.name + PARTIAL)
        try:
            partial.touch(self.file_mode)
            yield partial
            partial.chmod(self.file_mode)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    @contextmanager
    def reading(self, name: str) -> Iterator[Path]:
        path = self._path(name)
        if not path.is_file():
            raise MissingError(f"{name} is not in {self.folder}.")
        yield path

    def remove(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def sweep(self) -> None:
        for path in self.folder.rglob(f"*{PARTIAL}"):
            path.unlink()

    def _path(self, name: str) -> Path:
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder):
            raise BackupError(f"{name!r} leads out of the backups.")
        return path
