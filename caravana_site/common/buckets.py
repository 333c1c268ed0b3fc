"""Uploaded files in a bucket: Amazon's, or any storage that speaks S3. Nobody but the site has to be able to read it.

What is public is sent by the site under its own host (`served_media`), so no reader asks a third party for anything and
no policy of the bucket has to tell what is public from what is not.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.cache import cache
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from .failures import FilesAwayError
from .private_files import WithoutAddress

FAULTS = (Boto3Error, BotoCoreError, ClientError)
CONFIG = Config(
    connect_timeout=3,  # seconds; its own are a minute, in which every thread of the site would wait
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 3},
    # What Amazon has added lately, and other storages refuse.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
TAKEN_FOR = 60
"""Seconds in which a name that is being written is nobody else's."""
logger = logging.getLogger(__name__)


class Bucket(S3Storage):
    """A prefix of a bucket. What fails is an OSError, as with a folder."""

    def get_default_settings(self) -> dict[str, Any]:
        own = {
            "file_overwrite": False,
            "client_config": CONFIG,
            "max_memory_size": settings.FILE_UPLOAD_MAX_MEMORY_SIZE,
        }
        return {**super().get_default_settings(), **own}

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """An address of the site's own."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))

    def is_name_available(self, name: str, max_length: int | None = None) -> bool:
        """Also not being written by another process: where a folder refuses the second of two, a bucket keeps it."""
        if not super().is_name_available(name, max_length):
            return False
        try:
            return bool(cache.add(self._taken(name), 1, TAKEN_FOR))
        except Exception as error:  # each cache has errors of its own
            logger.warning("The cache could not be asked for a name: %s", type(error).__name__)
            return True

    def _taken(self, name: str) -> str:
        return f"bucket.{sha256(f'{self.bucket_name}/{self.location}/{name}'.encode()).hexdigest()}"

    def ask(self, name: str, method: str, **conditions: str) -> dict[str, Any]:
        """The object of a name, or part of it, as the bucket answers `GET` or `HEAD`; a ClientError says why not."""
        client = self.connection.meta.client
        ask = client.head_object if method == "HEAD" else client.get_object
        answer: dict[str, Any] = ask(Bucket=self.bucket_name, Key=self._normalize_name(name), **conditions)
        return answer

    def exists(self, name: str) -> bool:
        with failing_as_files_do():
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with failing_as_files_do():
            return int(super().size(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with failing_as_files_do():
            folders, files = super().listdir(name)
        return folders, files

    def delete(self, name: str) -> None:
        with failing_as_files_do():
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> Any:
        with failing_as_files_do():
            file = super()._open(name, mode)
            if "r" in mode:
                file.open()  # brings it now: whoever opens it catches what fails, and whoever reads it does not
            return file

    def _save(self, name: str, content: Any) -> str:
        with failing_as_files_do():
            saved = str(super()._save(name, content))
        try:
            cache.delete(self._taken(name))  # from now on it is there
        except Exception as error:  # as above
            logger.warning("The cache could not let a name go: %s", type(error).__name__)
        return saved


class PrivateBucket(WithoutAddress, Bucket):
    """What only those who may see it are sent."""


@contextmanager
def failing_as_files_do() -> Iterator[None]:
    """Whoever reads files knows OSError, and nothing of buckets."""
    try:
        yield
    except FAULTS as error:
        raise FilesAwayError(f"The bucket: {error}") from error
