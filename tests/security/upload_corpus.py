"""Bad files that nobody should be able to hurt the site with: {what it is: (name, how it is made)}."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image as PillowImage

Corpus = dict[str, tuple[str, Callable[[], bytes]]]
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    file = io.BytesIO()
    PillowImage.effect_noise(size, 60).convert("RGB").save(file, kind, **options)
    return file.getvalue()


def png(width: int, height: int, data: bytes) -> bytes:
    """A PNG that announces a size, whatever it holds."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def packed(zeros: int) -> bytes:
    """Zeros by the megabyte, compressed without ever standing in memory."""
    packer = zlib.compressobj(9)
    return b"".join([packer.compress(b"\0" * 1_000_000) for _megabyte in range(zeros)]) + packer.flush()


def archive(names: dict[str, int]) -> bytes:
    """A ZIP of those names, each with so many megabytes of zeros."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, megabytes in names.items():
            with zipped.open(name, "w") as inner:
                for _part in range(megabytes):
                    inner.write(b"\0" * 1_000_000)
    return file.getvalue()


def frames() -> bytes:
    """An animation of few bytes and many large frames."""
    file, still = io.BytesIO(), PillowImage.new("P", (4000, 4000))
    still.save(file, "GIF", save_all=True, append_images=[still.copy() for _frame in range(4)], disposal=2)
    return file.getvalue()


PICTURES: Corpus = {
    "truncated JPEG": ("a.jpg", lambda: picture()[:-4000]),
    "JPEG of its first bytes": ("a.jpg", lambda: picture()[:20]),
    "empty": ("a.jpg", lambda: b""),
    "more than 4 thousand million pixels": ("a.png", lambda: png(65_500, 65_500, zlib.compress(b"\0" * 100))),
    "one endless line": ("a.png", lambda: png(2**31 - 1, 1, zlib.compress(b"\0" * 100))),
    "a bomb of 300 MB": ("a.png", lambda: png(100, 100, packed(300))),
    "a bomb in its texts": ("a.png", lambda: png(10, 10, b"").replace(b"IDAT", b"zTXt")),
    "large frames": ("a.gif", frames),
    "SVG with a script": ("a.svg", lambda: SCRIPT),
    "SVG named PNG": ("a.png", lambda: SCRIPT),
    "HTML named JPEG": ("a.jpg", lambda: b"<html><script>alert(1)</script></html>"),
    "PDF named JPEG": ("a.jpg", lambda: b"%PDF-1.7\n%%EOF"),
    "two endings": ("a.jpg.exe", picture),
}
DOCUMENTS: Corpus = {
    "empty": ("a.pdf", lambda: b""),
    "HTML named PDF": ("a.pdf", lambda: b"<html><script>alert(1)</script></html>"),
    "program named PDF": ("a.pdf", lambda: b"MZ\x90\0"),
    "SVG with a script": ("a.svg", lambda: SCRIPT),
    "zip bomb": ("a.odt", lambda: archive({"content.xml": 210})),
    "many small bombs": ("a.odt", lambda: archive({"content.xml": 1} | {f"{one}.xml": 15 for one in range(15)})),
    "broken archive": ("a.docx", lambda: archive({"word/document.xml": 1})[:-30]),
    "archive of something else": ("a.odt", lambda: archive({"a.txt": 1})),
    "JPEG named PDF": ("a.pdf", picture),
    "two endings": ("a.pdf.exe", lambda: b"%PDF-1.7\n%%EOF"),
}


def spoilt(seed: int, number: int) -> list[bytes]:
    """Good pictures with a few bytes changed, left out or cut off: the same ones for the same seed."""
    chance = random.Random(seed)
    whole = [picture(kind, (60, 40)) for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF")]
    found = []
    for one in range(number):
        raw = bytearray(whole[one % len(whole)])
        for _change in range(chance.randint(1, 8)):
            place = chance.randrange(len(raw))
            if chance.random() < 0.3:
                del raw[place : place + chance.randint(1, 40)]
            else:
                raw[place] = chance.randrange(256)
            if len(raw) < 30:
                break
        found.append(bytes(raw))
    return found
