"""Parts of a DVD sub-picture that have colours and contrast of their own.

Spec: DVD Specifications for Read-Only Disc, part 3: sub-picture units (CHG_COLCON).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from cuelift.bytereader import ByteReader
from cuelift.errors import CodecError

Four: TypeAlias = tuple[int, int, int, int]
"""A number for each of the four colours of a picture."""

_END = 0x0FFFFFFF
_MOST = 64
"""Sets of four that a palette has room for."""


class Column(NamedTuple):
    """What holds from a column on, up to the next one or to the right edge."""

    x: int
    colors: Four
    contrast: Four


class Change(NamedTuple):
    """Lines in which something else holds; lines and columns count on the canvas."""

    top: int
    bottom: int
    """The last one."""
    columns: tuple[Column, ...]


def read_four(reader: ByteReader) -> Four:
    """Reads four numbers, that of the last colour first."""
    both = reader.u16()
    return both & 15, both >> 4 & 15, both >> 8 & 15, both >> 12


def read_changes(body: ByteReader) -> tuple[Change, ...]:
    """Reads the parameters of the command behind their size.

    Lines and columns must go on, as the format wants: so no pixel is changed twice.

    Raises:
        TruncatedData: they end within a change.
        CodecError: lines or columns go back.
    """
    changes: list[Change] = []
    below = 0
    while body.left >= 4:
        word = body.u32()
        if word == _END:
            break
        top, count, bottom = word >> 16 & 0xFFF, word >> 12 & 15, word & 0xFFF
        columns = tuple(
            Column(body.u16() & 0xFFF, read_four(body), read_four(body)) for _ in range(count)
        )
        places = [column.x for column in columns]
        if not below <= top <= bottom or places != sorted(places):
            raise CodecError(f"a change of colours in lines {top} to {bottom} goes back")
        below = bottom + 1
        changes.append(Change(top, bottom, columns))
    return tuple(changes)


def with_changes(
    pixels: bytes,
    area: Four,
    changes: Sequence[Change],
    base: bytes,
    palette_of: Callable[[Four, Four], bytes],
) -> tuple[bytes, bytes] | None:
    """Indices and palette of a picture, each set of colours in a part of the palette.

    Args:
        pixels: of four colours.
        area: left, top, width and height.
        changes: to be made.
        base: the palette of what is not changed.
        palette_of: gives the palette of colours and contrast.

    Returns: None where there are more sets than a palette has room for.
    """
    x, y, width, height = area
    rows = np.frombuffer(pixels, np.uint8).reshape(height, width).copy()
    sets = {base: 0}
    for top, bottom, columns in changes:
        lines = rows[max(top - y, 0) : max(bottom + 1 - y, 0)]
        edges = [min(max(column.x - x, 0), width) for column in columns] + [width]
        for column, left, right in zip(columns, edges, edges[1:], strict=False):
            if left < right and len(lines):
                part = sets.setdefault(palette_of(column.colors, column.contrast), len(sets))
                if part >= _MOST:
                    return None
                lines[:, left:right] += np.uint8(4 * part)
    return rows.tobytes(), b"".join(sets)
