"""Pixel data of DVB subtitle objects: lines of coded strings of 2, 4 or 8 bits a pixel.

Spec: ETSI EN 300 743 V1.6.1, 7.2.5.1 and 7.2.5.2 (pixel-data sub-block and its code strings),
10.4 to 10.6 (usual map tables).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeAlias

import numpy as np

from cuelift.codec.nibbles import split

_STRING_2, _STRING_4, _STRING_8 = 0x10, 0x11, 0x12
_MAP_2_4, _MAP_2_8, _MAP_4_8 = 0x20, 0x21, 0x22
_END_OF_LINE = 0xF0
_MAPS = {_MAP_2_4: (2, 4, 2), _MAP_2_8: (2, 8, 4), _MAP_4_8: (4, 8, 16)}
"""Bits of the pixels, of the region, and bytes of the table."""
_USUAL_MAPS = {
    (2, 4): bytes((0, 7, 8, 15)),
    (2, 8): bytes((0x00, 0x77, 0x88, 0xFF)),
    (4, 8): bytes(range(0, 256, 17)),
}
_LONGEST_CODE = 8
"""In units of its own bits."""
_RunAt: TypeAlias = Callable[[bytes, int], tuple[int, int, int]]
_Decode: TypeAlias = Callable[[bytes, int, int, int], tuple[bytes, int]]
"""Takes units, where the string begins and where it ends at the latest, and the line's room."""
_COLORS = tuple(bytes((color,)) for color in range(256))
_NOT_1 = bytes(index != 1 for index in range(256))


class Line(NamedTuple):
    """Pixels of an object from its left edge."""

    pixels: bytes
    """As the region has them."""
    drawn: bytes
    """1 where a pixel is to be drawn, 0 where what lies there stays."""


class _Field:
    """The lines of a field while they are put together."""

    def __init__(self, data: bytes, depth: int, room: int, *, keep_1: bool) -> None:
        self._depth, self._keep_1 = depth, keep_1
        self._room = self._left = room
        self._tables = {key: table.ljust(256, b"\0") for key, table in _USUAL_MAPS.items()}
        self._data = data
        self._units: dict[int, bytes] = {}
        self._pixels: list[bytes] = []
        self._drawn: list[bytes] = []
        self.lines: list[Line] = []

    def map(self, kind: int, at: int) -> int:
        """Takes a map table; returns where it ends."""
        few, many, size = _MAPS[kind]
        table = self._data[at : at + size]
        self._tables[few, many] = (table if many == 8 else split(table)).ljust(256, b"\0")
        return at + size

    def string(self, kind: int, at: int) -> int:
        """Takes a coded string; returns where it ends."""
        bits, splitter, decode = _STRINGS[kind]
        if bits not in self._units:
            self._units[bits] = splitter(self._data) + bytes(_LONGEST_CODE)
        per_byte = 8 // bits
        end = len(self._data) * per_byte
        raw, end = decode(self._units[bits], at * per_byte, end, self._left)
        if bits <= self._depth and self._left > 0:
            raw = raw[: self._left]
            self._left -= len(raw)
            table = self._tables.get((bits, self._depth))
            self._pixels.append(raw.translate(table) if table else raw)
            self._drawn.append(raw.translate(_NOT_1) if self._keep_1 else b"\1" * len(raw))
        return -(-end // per_byte)

    def end_line(self) -> None:
        """Begins a new line."""
        self.lines.append(Line(b"".join(self._pixels), b"".join(self._drawn)))
        self._pixels, self._drawn, self._left = [], [], self._room

    def close(self) -> None:
        """Ends a line that nothing else ends."""
        if self._pixels:
            self.end_line()


def decode_field(data: bytes, depth: int, room: int, *, keep_1: bool) -> list[Line]:
    """The lines of one field.

    Strings with more bits a pixel than the region has are passed over.

    Args:
        data: sub-blocks.
        depth: bits a pixel of the region.
        room: pixels that a line may have; more are cut off.
        keep_1: pixels of value 1 leave what lies there.
    """
    field = _Field(data, depth, room, keep_1=keep_1)
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind == _END_OF_LINE:
            field.end_line()
        elif kind in _MAPS:
            at = field.map(kind, at)
        elif kind in _STRINGS:
            at = field.string(kind, at)
    field.close()
    return field.lines


def _crumbs(data: bytes) -> bytes:
    """The quarters of each byte, upper ones first, one in each byte."""
    quarters = np.frombuffer(data, np.uint8)[:, None] >> np.array((6, 4, 2, 0), np.uint8) & 3
    return quarters.tobytes()


def _decode(run_at: _RunAt, units: bytes, at: int, end: int, room: int) -> tuple[bytes, int]:
    """A string of 2 or 4 bits a pixel: its pixels, and the unit after it."""
    parts: list[bytes] = []
    while at < end:
        zero = units.find(0, at, end)
        if zero != at:
            parts.append(units[at : zero if zero > 0 else end])
            at += len(parts[-1])
            continue
        run, color, size = run_at(units, at)
        if not run:
            return b"".join(parts), at + size
        parts.append(_COLORS[color] * run)
        at += size
    return b"".join(parts), end


def _run_2(units: bytes, at: int) -> tuple[int, int, int]:
    """Length, colour and units of a code that begins with zero; no length: the string ends."""
    switch = units[at + 1]
    if switch & 2:
        return ((switch & 1) << 2 | units[at + 2]) + 3, units[at + 3], 4
    if switch & 1:
        return 1, 0, 2
    kind = units[at + 2]
    if kind < 2:
        return 2 * kind, 0, 3
    if kind == 2:
        return (units[at + 3] << 2 | units[at + 4]) + 12, units[at + 5], 6
    first, second, third, fourth = units[at + 3 : at + 7]
    return (first << 6 | second << 4 | third << 2 | fourth) + 29, units[at + 7], 8


def _run_4(units: bytes, at: int) -> tuple[int, int, int]:
    """Length, colour and units of a code that begins with zero; no length: the string ends."""
    switch = units[at + 1]
    if switch < 8:
        return (switch + 2 if switch else 0), 0, 2
    if switch < 12:
        return (switch & 3) + 4, units[at + 2], 3
    if switch < 14:
        return switch - 11, 0, 2
    if switch == 14:
        return units[at + 2] + 9, units[at + 3], 4
    return (units[at + 2] << 4 | units[at + 3]) + 25, units[at + 4], 5


def _decode_8(units: bytes, at: int, end: int, room: int) -> tuple[bytes, int]:
    """A string of 8 bits a pixel: its pixels, and the unit after it.

    ffmpeg writes one zero at a string's end where there should be two, so where a line is full, a
    zero ends it too if the line's end follows.
    """
    parts: list[bytes] = []
    while at < end:
        zero = units.find(0, at, end)
        if zero != at:
            parts.append(units[at : zero if zero > 0 else end])
            at += len(parts[-1])
            room -= len(parts[-1])
            continue
        switch = units[at + 1]
        if not switch:
            return b"".join(parts), at + 2
        if switch == _END_OF_LINE and room <= 0:
            return b"".join(parts), at + 1
        color, size = (units[at + 2], 3) if switch & 128 else (0, 2)
        parts.append(_COLORS[color] * (switch & 127))
        room -= switch & 127
        at += size
    return b"".join(parts), end


_STRINGS: dict[int, tuple[int, Callable[[bytes], bytes], _Decode]] = {
    _STRING_2: (2, _crumbs, partial(_decode, _run_2)),
    _STRING_4: (4, split, partial(_decode, _run_4)),
    _STRING_8: (8, bytes, _decode_8),
}
"""Bits a pixel, what takes data apart into such, and what decodes them."""
