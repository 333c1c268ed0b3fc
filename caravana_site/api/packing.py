"""Texts that are deflated one by one when they are written, and put together as one gzip file when they are read.

RFC 1951 lets the blocks of one stream follow those of another where each ends at a byte, and what stands between them
be blocks that are stored as they are. RFC 1952 wants the CRC-32 of the whole, which follows from those of its parts:
the sum so far times x to the power of the next part's bits, plus the next part's own, modulo the polynomial (zlib's
`crc32_combine`). That power is kept with each part.
"""

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

POLYNOMIAL = 0xEDB88320
"""Of CRC-32, the lowest power in the highest bit."""
ONE = 1 << 31
LEVEL = 9
"""Of 9: written once, read often."""
LONGEST_LITERAL = 65_535
"""Bytes of one block that is stored as it is."""
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Of a gzip file without a name and a date, from no system in particular."""
LAST_BLOCK = b"\x03\x00"
"""An empty one that says that it is the last."""
_KEPT = struct.Struct("<8sIII")


class Part(NamedTuple):
    """Some bytes of the whole, deflated up to a byte's end."""

    blocks: bytes
    crc: int
    length: int
    """Bytes before they were deflated."""
    power: int
    """x to the power of its bits, modulo the polynomial."""


def packed(text: str, digest: str) -> bytes:
    """How a text is kept: `digest`, its SHA-256 in hexadecimal, says later of which text it is."""
    data = text.encode()
    deflating = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    blocks = deflating.compress(data) + deflating.flush(zlib.Z_FULL_FLUSH)
    return _KEPT.pack(bytes.fromhex(digest)[:8], zlib.crc32(data), len(data), _power(len(data))) + blocks


def part(kept: bytes | None, digest: str) -> Part | None:
    """What was kept of the text with that digest; None when it is of another one, or nothing was kept."""
    if not kept:
        return None
    told, crc, length, power = _KEPT.unpack_from(kept)
    return Part(kept[_KEPT.size :], crc, length, power) if told.hex() == digest[:16] else None


def literal(text: str) -> Part:
    """A short text as it is."""
    data = text.encode()
    if len(data) > LONGEST_LITERAL:
        raise ValueError(f"A literal has {LONGEST_LITERAL} bytes at most.")
    blocks = struct.pack("<BHH", 0, len(data), len(data) ^ 0xFFFF) + data
    return Part(blocks, zlib.crc32(data), len(data), _power(len(data)))


def gzip_file(parts: Iterable[Part]) -> bytes:
    """All of them, one after the other."""
    blocks, crc, length = [HEADER], 0, 0
    for one in parts:
        blocks.append(one.blocks)
        crc = _times(one.power, crc) ^ one.crc
        length += one.length
    return b"".join([*blocks, LAST_BLOCK, struct.pack("<II", crc, length & 0xFFFFFFFF)])


def _times(one: int, other: int) -> int:
    """The product of two polynomials, modulo the polynomial."""
    product, bit = 0, ONE
    while one:
        if one & bit:
            product ^= other
            one ^= bit
        bit >>= 1
        other = other >> 1 ^ POLYNOMIAL if other & 1 else other >> 1
    return product


@lru_cache(4096)
def _power(length: int) -> int:
    """x to the power of so many bytes' bits."""
    power, square, left = ONE, 0x00800000, length  # x to the power of eight
    while left:
        if left & 1:
            power = _times(square, power)
        square, left = _times(square, square), left >> 1
    return power
