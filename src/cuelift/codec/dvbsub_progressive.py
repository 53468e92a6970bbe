"""DVB subtitle objects that are compressed as a whole, like the image data of a PNG file.

Spec: ETSI EN 300 743 V1.6.1, 7.2.5.3 (progressive pixel block); PNG (W3C Recommendation, third
edition), 9 (filters), 10.1 (compression method 0).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import numpy as np

from cuelift.bytereader import ByteReader
from cuelift.codec.dvbsub_pixels import Line
from cuelift.errors import CodecError

_MAX_PIXELS = 1 << 24
"""Of an object; the largest canvas of television has half of them."""
_DEPTHS = (8, 4, 2, 1)
_NONE, _SUB, _UP, _AVERAGE, _PAETH = range(5)
_SLOW = 200
"""What a byte of the last two filters costs, in pixels touched."""
_NOT_1 = bytes(index != 1 for index in range(256))


def read_progressive(
    body: ByteReader, depth: int, spend: Callable[[int], None], *, keep_1: bool
) -> list[Line]:
    """The lines of an object, whole ones from the top.

    Args:
        body: width, height, size of the zlib stream, and that.
        depth: bits a pixel of the region.
        spend: told how much work is to be done, before it is.
        keep_1: pixels of value 1 leave what lies there.

    Raises:
        TruncatedData: it ends too early.
        CodecError: it is no picture of that size, or has more colours than the region.
    """
    width, height = body.u16(), body.u16()
    data = body.raw(body.u16())
    if not 0 < width * height <= _MAX_PIXELS:
        raise CodecError(f"a DVB object of {width} x {height} pixels")
    spend(width * height)
    rows = _unfiltered(*_scanlines(data, width, height), spend)
    lines = [row[:width] for row in rows]
    if any(line and max(line) >> depth for line in lines):
        raise CodecError(f"a DVB object of more colours than its region of {depth} bits")
    return [Line(row, row.translate(_NOT_1) if keep_1 else b"\1" * width) for row in lines]


def _scanlines(data: bytes, width: int, height: int) -> tuple[list[bytes], int]:
    """Rows, each behind its filter, and bits a pixel, which the size alone tells."""
    stream = zlib.decompressobj()
    try:
        raw = stream.decompress(data, height * (width + 1) + 1)
    except zlib.error as error:
        raise CodecError(f"a DVB object cannot be unpacked: {error}") from error
    for depth in _DEPTHS:
        size = 1 + (width * depth + 7) // 8
        if len(raw) == height * size:
            return [raw[at : at + size] for at in range(0, len(raw), size)], depth
    raise CodecError(f"a DVB object of {width} x {height} pixels unpacks to {len(raw):,} bytes")


def _unfiltered(rows: list[bytes], depth: int, spend: Callable[[int], None]) -> list[bytes]:
    made: list[bytes] = []
    above = bytes(len(rows[0]) - 1)
    for row in rows:
        above = _unfilter(row[0], row[1:], above, spend)
        made.append(above)
    return made if depth == 8 else [_spread(row, depth) for row in made]


def _unfilter(kind: int, row: bytes, above: bytes, spend: Callable[[int], None]) -> bytes:
    if kind == _NONE:
        return row
    here, over = np.frombuffer(row, np.uint8), np.frombuffer(above, np.uint8)
    if kind == _SUB:
        return np.add.accumulate(here, dtype=np.uint8).tobytes()
    if kind == _UP:
        return (here + over).tobytes()
    if kind not in (_AVERAGE, _PAETH):
        raise CodecError(f"a DVB object has a line of unknown filter {kind}")
    spend(len(row) * _SLOW)
    made = bytearray()
    left = corner = 0
    for value, up in zip(row, above, strict=True):
        guess = (left + up) // 2 if kind == _AVERAGE else _paeth(left, up, corner)
        left, corner = value + guess & 255, up
        made.append(left)
    return bytes(made)


def _paeth(left: int, up: int, corner: int) -> int:
    """Whichever of the three is nearest to left + up - corner."""
    apart = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if apart[0] <= apart[1] and apart[0] <= apart[2]:
        return left
    return up if apart[1] <= apart[2] else corner


def _spread(row: bytes, depth: int) -> bytes:
    """The pixels of a row, one in each byte; the leftmost is in the highest bits."""
    shifts = np.arange(8 - depth, -1, -depth, dtype=np.uint8)
    parts = np.frombuffer(row, np.uint8)[:, None] >> shifts & (1 << depth) - 1
    return parts.astype(np.uint8).tobytes()
