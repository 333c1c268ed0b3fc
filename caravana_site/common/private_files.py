"""Files that no address serves: each is sent by a view that asks who wants it."""

from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils.deconstruct import deconstructible

from .disk_space import WholeFileStorage


@deconstructible
class PrivateStorage(WholeFileStorage):
    """A folder outside MEDIA_ROOT, readable by the site alone. Its files have no address: `url` raises ValueError."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:  # type: ignore[override]  # read anew: tests change the setting
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:  # type: ignore[override]  # as above
        return str(Path(self.base_location).resolve())

    @cached_property
    def base_url(self) -> None:  # type: ignore[override]  # never an address
        return None


def private_files() -> PrivateStorage:
    """For a field's `storage`: a callable keeps the folder out of migrations."""
    return PrivateStorage()
