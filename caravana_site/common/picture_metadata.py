"""Pictures without what cameras write into them: where it was taken, with whose telephone, by whom.

Originals go out in the archives of pictures, so it is taken out when a picture comes in. Nothing is compressed again:
the parts that hold it are left out (but for AVIF, that has no parts of its own). How it has to be turned stays, and
its colours too.
"""

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image as PillowImage

ORIENTATION = 0x0112
JPEG_LEFT_OUT = {0xE1, 0xED, 0xFE}  # Exif and XMP, IPTC, comments
JPEG_SCAN = 0xDA
JPEG_END = b"\xff\xd9"
JPEG_MORE_PICTURES = b"MPF\0"
JPEG_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_LEFT_OUT = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
WEBP_LEFT_OUT = {b"EXIF", b"XMP "}
WEBP_TOLD = 0b1100  # the bits of VP8X that say that those two follow


def without_personal_data(file: UploadedFile) -> UploadedFile:
    """The same picture under the same name. It has been looked at before: it can be decoded."""
    raw = file.read()
    file.seek(0)
    with PillowImage.open(io.BytesIO(raw)) as image:
        # Pillow calls a JPEG with more pictures behind it MPO.
        kind, turned = image.format or "", image.getexif().get(ORIENTATION)
        told = bool({"exif", "xmp"} & set(image.info))
    if kind == "AVIF" and told:
        clean = _avif(raw)
    elif (strip := STRIPPERS.get(kind)) is not None:
        clean = strip(raw, _orientation(turned))
    else:
        return file
    return SimpleUploadedFile(file.name or "", clean, file.content_type or "application/octet-stream")


def _orientation(turned: int | None) -> bytes:
    """An Exif part that says this alone, or nothing where the picture stands upright."""
    if turned in {None, 1}:
        return b""
    exif = PillowImage.Exif()
    exif[ORIENTATION] = turned
    return exif.tobytes()


def _jpeg(raw: bytes, orientation: bytes) -> bytes:
    """What follows the first picture's end goes too: more pictures of the camera, or a file of another kind."""
    parts = [raw[:2]]
    if orientation:
        parts.append(b"\xff\xe1" + struct.pack(">H", len(orientation) + 2) + orientation)
    place = 2
    while place + 4 <= len(raw) and raw[place : place + 2] != JPEG_END:
        end = place + 2 + int(struct.unpack_from(">H", raw, place + 2)[0])
        if raw[place + 1] == JPEG_SCAN:
            found = JPEG_AFTER_SCAN.search(raw, end)
            end = found.start() if found else len(raw)
        elif raw[place + 1] in JPEG_LEFT_OUT or raw[place + 4 : place + 8] == JPEG_MORE_PICTURES:
            place = end
            continue
        parts.append(raw[place:end])
        place = end
    return b"".join([*parts, JPEG_END])


def _png(raw: bytes, orientation: bytes) -> bytes:
    parts, place = [PNG_START], len(PNG_START)
    while place + 12 <= len(raw):
        end = place + 12 + int(struct.unpack_from(">I", raw, place)[0])
        name = raw[place + 4 : place + 8]
        if name not in PNG_LEFT_OUT:
            parts.append(raw[place:end])
        if name == b"IHDR" and orientation:
            data = b"eXIf" + orientation.removeprefix(b"Exif\0\0")
            parts.append(struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data)))
        if name == b"IEND":  # what comes after the end is no picture
            break
        place = end
    return b"".join(parts)


def _webp(raw: bytes, orientation: bytes) -> bytes:
    parts = []
    for name, data in _webp_parts(raw):
        if name in WEBP_LEFT_OUT:
            continue
        if name == b"VP8X":
            flags = (data[0] & ~WEBP_TOLD) | (0b1000 if orientation else 0)
            data = bytes([flags]) + data[1:]  # noqa: PLW2901  # the same part with other flags
        parts.append(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2))
    if orientation and any(part.startswith(b"VP8X") for part in parts):
        data = orientation.removeprefix(b"Exif\0\0")
        parts.append(b"EXIF" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2))
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_parts(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(raw):
        size = int(struct.unpack_from("<I", raw, place + 4)[0])
        yield raw[place : place + 4], raw[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _avif(raw: bytes) -> bytes:
    clean = io.BytesIO()
    with PillowImage.open(io.BytesIO(raw)) as image:
        image.save(clean, "AVIF", quality=90, exif=_orientation(image.getexif().get(ORIENTATION)), xmp=b"")
    return clean.getvalue()


STRIPPERS: dict[str, Callable[[bytes, bytes], bytes]] = {"JPEG": _jpeg, "MPO": _jpeg, "PNG": _png, "WEBP": _webp}
