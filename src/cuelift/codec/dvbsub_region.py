"""Regions of a DVB subtitle page: rectangles of indices into which objects are drawn.

Spec: ETSI EN 300 743 V1.6.1, 7.2.3 (region composition segment).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cuelift.bytereader import ByteReader
from cuelift.codec.dvbsub_pixels import Line
from cuelift.cues.bitmap import MAX_SIDE
from cuelift.errors import CodecError

_FILL = 0x08
_BITMAP = 0
_DEPTHS = {1: 2, 2: 4, 3: 8}


class Spot(NamedTuple):
    """Where an object lies in a region."""

    x: int
    y: int


class Layout(NamedTuple):
    """What a region composition says."""

    width: int
    height: int
    depth: int
    """Bits a pixel."""
    clut: int
    fill: int | None
    """The colour that all pixels take."""
    spots: dict[int, list[Spot]]
    """Where objects lie, by their number."""


def read_layout(body: ByteReader) -> Layout:
    """Reads a region composition after its number.

    Args:
        body: version and fill flag, width, height, depth, table, a colour for each depth, spots.

    Raises:
        TruncatedData: it ends too early.
        CodecError: no region can be like this.
    """
    fills = bool(body.u8() & _FILL)
    width, height = body.u16(), body.u16()
    depth = _DEPTHS.get(body.u8() >> 2 & 7)
    if depth is None or not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise CodecError(f"a DVB region of {width} x {height} pixels of {depth} bits")
    clut, color_8, both = body.u8(), body.u8(), body.u8()
    colors = {8: color_8, 4: both >> 4, 2: both >> 2 & 3}
    spots: dict[int, list[Spot]] = {}
    while body.left >= 6:
        number, across, down = body.u16(), body.u16(), body.u16()
        if across >> 14 != _BITMAP:
            body.skip(min(2, body.left))  # colours of characters
        spots.setdefault(number, []).append(Spot(across & 0xFFF, down & 0xFFF))
    return Layout(width, height, depth, clut, colors[depth] if fills else None, spots)


class Region:
    """Its pixels stay as they are until it is filled or drawn into."""

    def __init__(self, layout: Layout) -> None:
        self.width = layout.width
        self.height = layout.height
        self.depth = layout.depth
        self.clut = layout.clut
        self.spots = layout.spots
        self.texts: dict[int, str] = {}
        """Of its objects that are text."""
        self.drawn = False
        """Whether any object was drawn since it was filled."""
        self._pixels = bytearray()
        self.fill(layout.fill or 0)

    def change(self, layout: Layout) -> bool:
        """Takes another layout; whether it can: a region keeps its size and depth."""
        if (self.width, self.height, self.depth) != layout[:3]:
            return False
        self.clut, self.spots = layout.clut, layout.spots
        if layout.fill is not None:
            self.fill(layout.fill)
        return True

    def fill(self, color: int) -> None:
        """Gives all pixels one colour."""
        self._pixels = bytearray(bytes((color,)) * (self.width * self.height))
        self.drawn = False
        self.texts.clear()

    @property
    def text(self) -> str:
        """What its objects say, the upper ones first."""
        found = [
            (spot.y, spot.x, text)
            for number, text in self.texts.items()
            for spot in self.spots.get(number, ())
        ]
        return "\n".join(text for _, _, text in sorted(found))

    def draw(self, lines: Sequence[Line], x: int, y: int, step: int = 2) -> None:
        """Draws lines from ``y`` on as far as there is room; those of one field leave others out.

        Args:
            lines: to be drawn.
            x: where they begin.
            y: of the first one.
            step: from one to the next.
        """
        self.drawn = True
        for row, line in zip(range(y, self.height, step), lines, strict=False):
            size = min(len(line.pixels), max(self.width - x, 0))
            start = row * self.width + x
            if 0 in line.drawn:
                under = np.frombuffer(self._pixels, np.uint8)[start : start + size]
                over = np.frombuffer(line.pixels, np.uint8)[:size]
                np.copyto(under, over, where=np.frombuffer(line.drawn, np.bool_)[:size])
            else:
                self._pixels[start : start + size] = line.pixels[:size]

    @property
    def pixels(self) -> bytes:
        """Palette indices, rows from the top."""
        return bytes(self._pixels)
