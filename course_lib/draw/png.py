"""Grey pictures as PNG files that are the same bytes everywhere."""

from __future__ import annotations

import zlib

import numpy as np

BLOCK = 65535  # the most bytes of a stored block


def grey_png(pixels: np.ndarray) -> bytes:
    """Return a PNG file of an array (h, w) of uint8.

    After W3C, Portable Network Graphics (third edition); RFC 1950 (zlib); RFC 1951 (deflate).
    """
    h, w = pixels.shape
    header = w.to_bytes(4, "big") + h.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    lines = b"".join(b"\0" + line.tobytes() for line in np.ascontiguousarray(pixels))
    chunks = (b"IHDR", header), (b"IDAT", _stored(lines)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return len(data).to_bytes(4, "big") + kind + data + check.to_bytes(4, "big")


def _stored(data: bytes) -> bytes:
    """Wrap bytes as a zlib stream without compressing them.

    What ``zlib.compress`` returns depends on the library (zlib, zlib-ng, …) and its version.
    Stored blocks can be written in one way only, so every machine makes the same picture.
    """
    blocks = [data[i : i + BLOCK] for i in range(0, len(data), BLOCK)]
    out = b"\x78\x01"
    for number, block in enumerate(blocks, start=1):
        size = len(block)
        last = bytes([number == len(blocks)])
        out += last + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + block
    return out + zlib.adler32(data).to_bytes(4, "big")
