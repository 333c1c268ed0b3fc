"""Where the files that belong to a backup are: two folders, or two prefixes of a bucket."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from . import BackupError
from .targets import FolderTarget, Target

PUBLIC_FILE, PUBLIC_FOLDER = 0o644, 0o755


def roots() -> dict[str, Target]:
    """What everybody may see, and what is sent only to those who may see it."""
    return in_bucket() if settings.UPLOADS_BUCKET else in_folders()


def in_folders() -> dict[str, Target]:
    return {
        "media": FolderTarget(Path(settings.MEDIA_ROOT), PUBLIC_FILE, PUBLIC_FOLDER),
        "private": FolderTarget(Path(settings.PRIVATE_ROOT)),
    }


def named_bucket() -> tuple[str, str]:
    """Its name, and the prefix of what is ours there; BackupError where files are in folders and nowhere else."""
    if settings.UPLOADS_BUCKET is None:
        raise BackupError("UPLOADS_TARGET names no bucket.")
    bucket, prefix = settings.UPLOADS_BUCKET
    return bucket, prefix


def in_bucket() -> dict[str, Target]:
    from .s3 import BucketTarget  # noqa: PLC0415  # boto3 is only there where it is needed

    bucket, prefix = named_bucket()
    return {name: BucketTarget(bucket, f"{prefix}{name}", settings.UPLOADS_S3) for name in ("media", "private")}


def files() -> Iterator[str]:
    """The name in a manifest of each file that is there now; what a restore has half written is none."""
    for root, where in roots().items():
        for name in sorted(where.names("")):
            yield f"{root}/{name}"


@contextmanager
def reading(name: str) -> Iterator[Path]:
    """MissingError when it is not there."""
    where, rest = _place(name)
    with where.reading(rest) as path:
        yield path


@contextmanager
def writing(name: str) -> Iterator[Path]:
    """It takes its place when the block ends well."""
    where, rest = _place(name)
    with where.writing(rest) as path:
        yield path


def remove(name: str) -> None:
    where, rest = _place(name)
    where.remove(rest)


def _place(name: str) -> tuple[Any, str]:
    root, _, rest = name.partition("/")
    return roots()[root], rest
