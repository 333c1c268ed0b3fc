"""A disk that is full: reading goes on, and whoever uploads is told before anything is half written."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import SourceImageIOError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
BESIDE = 1024 * 1024
"""Bytes beyond a file's own that must be free: the sizes of a picture are made from it."""


def is_full(error: BaseException | None) -> bool:
    """Whether that is what the operating system said."""
    return isinstance(error, OSError) and error.errno in FULL


def refuse_without_room(file: UploadedFile) -> None:
    """Raise ValidationError when the disk of uploads cannot take it."""
    folder = Path(settings.MEDIA_ROOT)
    if not settings.UPLOADS_BUCKET and folder.exists() and shutil.disk_usage(folder).free < (file.size or 0) + BESIDE:
        raise ValidationError(
            _("The server’s disk is full, so nothing was saved. Tell whoever runs the site, and upload it again later.")
        )


class WholeFileStorage(FileSystemStorage):
    """Keeps a file whole or not at all: Django's own leaves what it had written when the disk was full."""

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        was_there = path.exists()
        try:
            return str(super()._save(name, content))  # type: ignore[misc]  # django-stubs leave it out
        except OSError:
            if not was_there:
                path.unlink(missing_ok=True)
            raise


class WholeUploadHandler(TemporaryFileUploadHandler):
    """The same while a large file comes in."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        with self._removed_on_failure():
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        with self._removed_on_failure():
            return super().file_complete(file_size)

    @contextmanager
    def _removed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            with suppress(OSError):  # what is still in memory cannot be written either
                self.file.close()
            raise


@contextmanager
def picture_without_room() -> Iterator[None]:
    """A size of a picture that the disk cannot take is what Wagtail calls unreadable: a page is shown without it."""
    try:
        yield
    except OSError as error:
        if not is_full(error):
            raise
        raise SourceImageIOError(str(error)) from error
