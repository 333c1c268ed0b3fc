"""A file that a translator hands in, read whole before anything is judged: a PO, an XLIFF or an archive of them."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from caravana_site.common.request_limits import LARGEST_FILE, MEGABYTE

from . import catalogues, xliff
from .units import Exchanged, UnreadableError, clean

MOST_UNPACKED = LARGEST_FILE
MOST_IN_ONE = 10 * MEGABYTE
MOST_FILES = 500
NAME = 150  # characters of a name that are shown
XLIFF = (".xlf", ".xliff")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""What an archive raises that is cut, encrypted, or packed in a way that Python does not know."""


@dataclass
class Upload:
    """What was read, and what was not: name of the file and why."""

    read: list[Exchanged] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def take_in(file: Any) -> Upload:
    """Read a form's file. Whatever is wrong with it is told in `refused`, in the reader's language."""
    upload, name = Upload(), shown(file.name or "")
    try:
        if file.size > LARGEST_FILE:
            raise UnreadableError(_too_big(LARGEST_FILE))
        if PurePosixPath(name).suffix.lower() == ".zip":
            _archive(file, upload)
        elif file.size > MOST_IN_ONE:
            raise UnreadableError(_too_big(MOST_IN_ONE))
        else:
            upload.read += _one(name, file.read())
    except UnreadableError as why:
        return Upload(refused=[(name, str(why))])
    return upload


def shown(name: str) -> str:
    return clean(name).replace("\n", " ")[-NAME:]


def _too_big(limit: int) -> str:
    return _("This file is too big: at most %(megabytes)d MB are read.") % {"megabytes": limit // MEGABYTE}


def _one(name: str, content: bytes) -> list[Exchanged]:
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".po":
        return [catalogues.read(name, content)]
    if ending in XLIFF:
        return xliff.read(name, content)
    raise UnreadableError(_("Only PO (.po) and XLIFF 1.2 (.xlf, .xliff) are read, alone or in a ZIP."))


def _archive(file: Any, upload: Upload) -> None:
    """The files of a ZIP, none of which is ever written under the name that it brings."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [one for one in archive.infolist() if not _is_mere_company(one)]
            if not members:
                raise UnreadableError(_("There is nothing in this ZIP."))
            if len(members) > MOST_FILES:
                raise UnreadableError(
                    _("There are too many files in this ZIP: at most %(number)d are read.") % {"number": MOST_FILES}
                )
            for name, content in _contents(archive, members, upload):
                try:
                    upload.read += _one(name, content)
                except UnreadableError as why:
                    upload.refused.append((name, str(why)))
    except BROKEN:
        raise UnreadableError(_("This ZIP is broken, incomplete or locked with a password. Make it again.")) from None


def _is_mere_company(member: zipfile.ZipInfo) -> bool:
    """Folders, and what systems put beside the files."""
    parts = PurePosixPath(member.filename).parts
    return member.is_dir() or "__MACOSX" in parts or bool(parts and parts[-1].startswith("."))


def _contents(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], upload: Upload) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each. What they say of their size is not believed."""
    left = MOST_UNPACKED
    for member in members:
        name = shown(member.filename)
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            upload.refused.append((name, _("The name of this file leads out of the ZIP: it is not read.")))
            continue
        with archive.open(member) as opened:
            content = opened.read(min(left, MOST_IN_ONE) + 1)
        if len(content) > MOST_IN_ONE:
            upload.refused.append((name, _too_big(MOST_IN_ONE)))
            continue
        left -= len(content)
        if left < 0:
            raise UnreadableError(
                _("This ZIP unpacks to more than %(megabytes)d MB. Split it.")
                % {"megabytes": MOST_UNPACKED // MEGABYTE}
            )
        yield name, content
