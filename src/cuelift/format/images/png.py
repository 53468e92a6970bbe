"""Writes pictures as PNG files with a palette.

Spec: PNG (W3C Recommendation, third edition), 5 (chunks), 11.2.1 IHDR, 11.2.2 PLTE, 11.3.1 tRNS.
"""

from __future__ import annotations

import zlib
from struct import Struct

from cuelift.cues.bitmap import Bitmap
from cuelift.format.images.packed import pack

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DEPTH, _INDEXED = 8, 3
_HEADER = Struct(">IIBBBBB")
_WORD = Struct(">I")
_TRANSPARENT = bytes(4)


def png(bitmap: Bitmap) -> bytes:
    """A PNG file of eight bits a pixel; its indices and colours are those of the picture."""
    packed = pack(bitmap)
    palette = bitmap.palette[: packed.colors * 4]
    palette += _TRANSPARENT * (packed.colors - len(palette) // 4)
    rgb = bytearray(packed.colors * 3)
    for channel in range(3):
        rgb[channel::3] = palette[channel::4]
    alphas = palette[3::4].rstrip(b"\xff")
    header = _HEADER.pack(bitmap.width, bitmap.height, _DEPTH, _INDEXED, 0, 0, 0)
    chunks = [SIGNATURE, _chunk(b"IHDR", header), _chunk(b"PLTE", bytes(rgb))]
    if alphas:
        chunks.append(_chunk(b"tRNS", alphas))
    chunks += [_chunk(b"IDAT", packed.packed), _chunk(b"IEND", b"")]
    return b"".join(chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(data, zlib.crc32(kind))
    return b"".join((_WORD.pack(len(data)), kind, data, _WORD.pack(check)))
