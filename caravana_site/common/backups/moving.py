"""Uploads from folders to a bucket and back: the same names in both, so that only a variable changes for the site."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from django.conf import settings

from caravana_site.common.buckets import CONFIG

from . import BackupError, MissingError, roots
from .manifest import hash_of
from .s3 import BucketTarget
from .targets import Target

EVERY = 200  # files between two lines of progress
PROBE = "private/probe-of-the-site"


@dataclass
class Moved:
    copied: int = 0
    there: int = 0
    taken_away: int = 0


def copy(*, to_bucket: bool, exact: bool, tell: Callable[[str], None]) -> Moved:
    """What the other side lacks or has differently; with `exact`, what this side does not have goes there."""
    folders, bucket = roots.in_folders(), roots.in_bucket()
    if to_bucket:
        refuse_public_bucket()
    moved = Moved()
    for root in folders:
        here, there = (folders[root], bucket[root]) if to_bucket else (bucket[root], folders[root])
        tell(f"{root}: copying.")
        _copy(here, there, exact, moved, tell)
    return moved


def _copy(here: Target, there: Target, exact: bool, moved: Moved, tell: Callable[[str], None]) -> None:
    wanted, known = here.names(""), there.names("")
    for number, name in enumerate(sorted(wanted), 1):
        try:
            with here.reading(name) as path:
                if known.get(name) == path.stat().st_size and _same(there, name, hash_of(path).sha256):
                    moved.there += 1
                    continue
                with there.writing(name) as copied:
                    shutil.copyfile(path, copied)
                moved.copied += 1
        except (FileNotFoundError, MissingError):
            continue  # deleted meanwhile
        if number % EVERY == 0:
            tell(f"{number} of {len(wanted)}.")
    for name in known.keys() - wanted.keys() if exact else ():
        there.remove(name)
        moved.taken_away += 1


def _same(there: Target, name: str, sha256: str) -> bool:
    with there.reading(name) as path:
        return hash_of(path).sha256 == sha256


def refuse_public_bucket() -> None:
    """BackupError when whoever knows the address could read signed consents: tried without signing."""
    name, prefix = roots.named_bucket()
    target = BucketTarget(name, prefix.rstrip("/"), settings.UPLOADS_S3)
    with target.writing(PROBE) as path:
        path.write_text("Whoever can read this without a key can read what is private.")
    where = {one: value for one, value in settings.UPLOADS_S3.items() if not one.startswith("aws_")}
    anybody = boto3.client("s3", config=CONFIG.merge(Config(signature_version=UNSIGNED)), **where)
    try:
        anybody.get_object(Bucket=name, Key=f"{prefix}{PROBE}")
    except ClientError:
        return
    finally:
        target.remove(PROBE)
    raise BackupError(f"Everybody can read the bucket {name}. Close it first: nothing was copied.")
