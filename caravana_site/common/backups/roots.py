"""The folders whose files belong to a backup."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from .targets import PARTIAL


def roots() -> dict[str, Path]:
    """What everybody may see, and what is sent only to those who may see it."""
    return {"media": Path(settings.MEDIA_ROOT).resolve(), "private": Path(settings.PRIVATE_ROOT).resolve()}


def files() -> Iterator[tuple[str, Path]]:
    """Each file that is there now, by its name in a manifest; what a restore has half written is none."""
    for root, folder in roots().items():
        for at, _folders, names in os.walk(folder):
            for name in sorted(names):
                path = Path(at) / name
                if path.suffix != PARTIAL and path.is_file() and not path.is_symlink():
                    yield f"{root}/{path.relative_to(folder).as_posix()}", path


def path_of(name: str) -> Path:
    root, _, rest = name.partition("/")
    return roots()[root] / rest
