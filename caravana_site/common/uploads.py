"""What an upload really is. Wagtail answers 500 to a truncated JPEG and takes HTML named .pdf; here both fail."""

import io
import struct
import warnings
import zipfile
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage

HEAD = 64  # bytes that tell the formats below apart
MOST_UNPACKED = 200 * 1024 * 1024  # bytes that an archive may say it holds
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
STARTS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip"), ZIP),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    ".ogg": (b"OggS",),
    ".webm": (b"\x1a\x45\xdf\xa3",),
}
WITHIN = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".pptx": "ppt/presentation.xml",
    **dict.fromkeys((".odt", ".ods", ".odp"), "content.xml"),
}
"""What every archive of that kind holds: any other one may be named so as well."""
CAPTIONS = ".vtt"
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")
TEXT = frozenset({".csv", ".txt", ".json"})


def refuse_broken_image(file: UploadedFile) -> None:
    """Raise ValidationError when the picture cannot be decoded whole, or announces more pixels than we decode.

    The announced size comes first: a few hundred bytes may say that they unpack to gigabytes.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            with PillowImage.open(file) as image:
                width, height = image.size
                if width * height * getattr(image, "n_frames", 1) > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                    raise PillowImage.DecompressionBombError
                image.load()
    except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning):
        raise ValidationError(_("This picture has too many pixels. Make it smaller and try again.")) from None
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError, struct.error):  # AVIF's decoder says RuntimeError
        raise ValidationError(
            _("This picture is broken or incomplete. Open it on your computer, save it again and upload the copy.")
        ) from None
    finally:
        file.seek(0)


def refuse_disguised_file(file: UploadedFile) -> None:
    """Raise ValidationError when the contents do not begin as the name's ending promises, or unpack to too much."""
    ending = PurePath(file.name or "").suffix.lower()
    head = file.read(HEAD)
    file.seek(0)
    if ending == ".mp4":
        good = head[4:8] == b"ftyp"
    elif ending in TEXT:
        good = b"\x00" not in head and not head.lstrip().lower().startswith(MARKUP)
    else:
        good = head.startswith(STARTS.get(ending, ()))
    if not good:
        raise _disguised(ending)
    if STARTS.get(ending) is ZIP:
        _refuse_broken_archive(file, ending)


def _disguised(ending: str) -> ValidationError:
    return ValidationError(
        _("The contents of this file are not what its name says (%(ending)s). Export it again in that format."),
        params={"ending": ending or "?"},
    )


def _refuse_broken_archive(file: UploadedFile, ending: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(file.read())) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        raise ValidationError(_("This file is broken or incomplete. Save it again and upload the copy.")) from None
    finally:
        file.seek(0)
    if (needed := WITHIN.get(ending)) is not None and needed not in names:
        raise _disguised(ending)
    if unpacked > MOST_UNPACKED:
        raise ValidationError(_("This file unpacks to more than 200 MB. Split it and try again."))
