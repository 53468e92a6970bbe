"""Colour look-up tables of DVB subtitles: the usual ones, and those that a stream defines.

Spec: ETSI EN 300 743 V1.6.1, 7.2.4 (CLUT definition segment) and clause 10 (default contents).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cuelift.bytereader import ByteReader
from cuelift.codec.colors import BT601, to_rgb

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FLAGS = {2: 0x80, 4: 0x40, 8: 0x20}
"""Which flag of an entry says that it is of the table with so many bits a pixel."""
_FULL_RANGE = 0x01


class Clut:
    """One table for each depth: red, green, blue and alpha of 4, 16 and 256 colours."""

    def __init__(self) -> None:
        self._tables = {depth: bytearray(usual_table(depth)) for depth in _FLAGS}

    def palette(self, depth: int) -> bytes:
        """The colours of pixels of so many bits."""
        return bytes(self._tables[depth])

    def define(self, body: ByteReader) -> None:
        """Takes entries: number, flags, then Y, Cr, Cb and transparency in 32 or 16 bits."""
        entries: list[tuple[int, int]] = []
        colors: list[tuple[int, int, int, int]] = []
        while body.left >= 4:
            number, flags = body.u8(), body.u8()
            if flags & _FULL_RANGE and body.left < 4:
                break
            entries.append((number, flags))
            colors.append((_read_full if flags & _FULL_RANGE else _read_reduced)(body))
        palette = _palette(np.array(colors, np.uint8).reshape(-1, 4))
        for at, (number, flags) in enumerate(entries):
            for depth, flag in _FLAGS.items():
                if flags & flag and number < 1 << depth:
                    self._tables[depth][number * 4 : number * 4 + 4] = palette[at * 4 : at * 4 + 4]


def _read_full(body: ByteReader) -> tuple[int, int, int, int]:
    return body.u8(), body.u8(), body.u8(), body.u8()


def _read_reduced(body: ByteReader) -> tuple[int, int, int, int]:
    both = body.u16()
    return both >> 8 & 0xFC, both >> 2 & 0xF0, both << 2 & 0xF0, both << 6 & 0xC0


def _palette(colors: NDArray[np.uint8]) -> bytes:
    """Colours given as Y, Cr, Cb and transparency; a Y of zero means that nothing shows."""
    rgba = np.empty((len(colors), 4), np.uint8)
    rgba[:, :3] = to_rgb(colors, BT601)
    rgba[:, 3] = 255 - colors[:, 3]
    rgba[(colors[:, 0] == 0) | (rgba[:, 3] == 0)] = 0
    return rgba.tobytes()


@cache
def usual_table(depth: int) -> bytes:
    """The colours of pixels of so many bits, unless a stream defines others."""
    make = {2: _usual_4, 4: _usual_16, 8: _usual_256}[depth]
    return b"".join(bytes(make(number)) for number in range(1 << depth))


def _bits(number: int, level: int) -> list[int]:
    """Red, green and blue where the three lowest bits have a level or nothing."""
    return [level * (number >> part & 1) for part in range(3)]


def _usual_4(number: int) -> list[int]:
    level, alpha = ((0, 0), (255, 255), (0, 255), (127, 255))[number]
    return [level] * 3 + [alpha]


def _usual_16(number: int) -> list[int]:
    return [*_bits(number, 127 if number & 8 else 255), 255 if number else 0]


def _usual_256(number: int) -> list[int]:
    if number < 8:
        return [*_bits(number, 255), 63 if number else 0]
    kind = number & 0x88
    base, weak, strong = (0, 85, 170) if not kind & 0x80 else (127, 43, 85)
    if kind == 0x88:
        base = 0
    parts = zip(_bits(number, weak), _bits(number >> 4, strong), strict=True)
    return [*(base + low + high for low, high in parts), 127 if kind == 0x08 else 255]
