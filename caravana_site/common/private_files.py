"""Files that no address serves: each is sent by a view that asks who wants it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.utils.deconstruct import deconstructible

from .disk_space import WholeFileStorage


class WithoutAddress:
    """Of a storage whose files have none."""

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        raise ValueError("This file is not accessible via a URL.")


@deconstructible
class PrivateStorage(WithoutAddress, WholeFileStorage):
    """A folder outside MEDIA_ROOT, readable by the site alone."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:  # type: ignore[override]  # read anew: tests change the setting
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:  # type: ignore[override]  # as above
        return str(Path(self.base_location).resolve())


def private_files() -> Storage:
    """For a field's `storage`: a callable keeps out of migrations where an installation has them."""
    return storages["private"]
