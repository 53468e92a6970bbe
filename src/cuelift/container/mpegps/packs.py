"""Walks through the packs and packets of a programme stream.

On discs every pack has 2048 bytes, and captions are the first packet of theirs; so the bytes that
tell a pack of captions are looked at for all packs of a slice at once.

Spec: ISO/IEC 13818-1, 2.5.3 (pack, system header, packets); ISO/IEC 11172-1, 2.4.3.2 (pack of
MPEG-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cuelift.container.clock import is_jump, signed
from cuelift.container.pes import PRIVATE_1, read_scr

PACK_START = b"\0\0\1\xba"
_PACK, _END, _SYSTEM = 0xBA, 0xB9, 0xBB
_SECTOR = 2048
_PACK_HEAD, _PACK_HEAD_1, _PACKET_HEAD = 14, 12, 6
_STUFFING_AT, _STREAM_AT = 13, 17
_EACH = 16
_FULL = _SECTOR - _STREAM_AT - 3
"""Length of a packet that fills a pack."""
_WORTH = re.compile(rb"[^\0]")
_MAY_HOLD = bytes(255 * (stream in (PRIVATE_1, _SYSTEM)) for stream in range(256))
_LOW_BITS = bytes(byte & 7 for byte in range(256))


class Unit(NamedTuple):
    """A pack header or a packet."""

    at: int
    """Where its start code is in the data."""
    code: int
    """Stream number; 0xBA: a pack header."""
    end: int


class Walk:
    """Goes from start code to start code; where none is, the next pack is sought.

    Args:
        data: to walk through.
        at: where to begin.
        end: of the data; None: all.
    """

    def __init__(self, data: bytes, at: int = 0, end: int | None = None) -> None:
        self._data = data
        self.at = at
        """Behind the last whole unit."""
        self._end = len(data) if end is None else end
        self.lost = 0
        """Bytes that were passed over."""

    def __iter__(self) -> Iterator[Unit]:
        """The whole units; ``at`` is then where the first one begins that is not whole."""
        data = self._data
        while self._end - self.at >= 4:
            at = self.at
            size = self._size(at)
            if size < 0:
                found = data.find(PACK_START, at + 1, self._end)
                # Three bytes of a start code may be the last ones here.
                self.at = found if found >= 0 else max(self._end - 3, at + 1)
                self.lost += self.at - at
                continue
            if size == 0 or at + size > self._end:
                return
            self.at = at + size
            yield Unit(at, data[at + 3], at + size)

    def _size(self, at: int) -> int:
        """Of the unit that begins here; 0: it cannot be told yet, -1: there is none."""
        data = self._data
        code = data[at + 3]
        if data[at] or data[at + 1] or data[at + 2] != 1 or code < _END:
            return -1
        if code == _END:
            return 4
        left = self._end - at
        if code != _PACK:
            size = int.from_bytes(data[at + 4 : at + 6], "big")
            return _PACKET_HEAD + size if left >= _PACKET_HEAD else 0
        if left < 5:
            return 0
        if data[at + 4] & 0xC0 != 0x40:
            return _PACK_HEAD_1 if data[at + 4] & 0xF0 == 0x20 else -1
        return _PACK_HEAD + (data[at + 13] & 7) if left >= _PACK_HEAD else 0


class Slice(NamedTuple):
    """What matters of a slice."""

    start: int
    packets: list[tuple[int, bytes]]
    """Private packets and where each is in the file."""
    clocks: list[tuple[int, int]]
    """Where a clock is told in the file, and its ticks: as many as it takes to follow it."""
    head: bytes
    """Bytes before the first pack."""
    tail: bytes
    """Those of the last unit, which is not whole."""
    lost: int


def cut_slice(start: int, view: bytes | memoryview) -> Slice:
    """The private packets and clocks of a slice that begins at ``start`` of the file."""
    data = bytes(view)
    first = data.find(PACK_START)
    if first < 0:
        return Slice(start, [], [], data, b"", 0)
    sectors = (len(data) - first) // _SECTOR
    found = _cut_sectors(start, data, first, sectors) if sectors > 1 else None
    if found is not None:
        return found
    packets: list[tuple[int, bytes]] = []
    clocks: list[tuple[int, int]] = []
    walk = Walk(data, first)
    for at, code, end in walk:
        if code == PRIVATE_1:
            packets.append((start + at, data[at:end]))
        elif code == _PACK and (ticks := read_scr(data, at)) is not None:
            clocks.append((start + at, ticks))
    return Slice(start, packets, clocks, data[:first], data[walk.at :], walk.lost)


def _cut_sectors(start: int, data: bytes, first: int, sectors: int) -> Slice | None:
    """The same, where each sector is a pack; None: not each is."""
    end = first + sectors * _SECTOR

    def column(at: int) -> bytes:
        return data[first + at : end : _SECTOR]

    code = (column(at) for at in range(len(PACK_START)))
    if any(each.count(byte) != sectors for each, byte in zip(code, PACK_START, strict=True)):
        return None
    if column(_STUFFING_AT).translate(_LOW_BITS).count(0) != sectors:
        return None
    # Packs of which one packet of another stream fills all are not looked into.
    kinds = column(_STREAM_AT).translate(_MAY_HOLD)
    high, low = column(_STREAM_AT + 1), column(_STREAM_AT + 2)
    worth = _either(kinds, high.translate(_other(_FULL >> 8)), low.translate(_other(_FULL & 255)))
    packets: list[tuple[int, bytes]] = []
    for found in _WORTH.finditer(worth):
        at = first + found.start() * _SECTOR
        walk = Walk(data, at, at + _SECTOR)
        units = list(walk)
        if walk.at != at + _SECTOR:
            return None
        packets += [(start + u.at, data[u.at : u.end]) for u in units if u.code == PRIVATE_1]
    clocks = _clocks(start, data, range(first, end, _SECTOR))
    return Slice(start, packets, clocks, data[:first], data[end:], 0)


def _other(byte: int) -> bytes:
    """A table for all bytes but one."""
    return b"\xff" * byte + b"\0" + b"\xff" * (255 - byte)


def _either(*columns: bytes) -> bytes:
    """The bits that are set in any column."""
    value = 0
    for column in columns:
        value |= int.from_bytes(column, "little")
    return value.to_bytes(len(columns[0]), "little")


def _clocks(start: int, data: bytes, places: range) -> list[tuple[int, int]]:
    def read(places: list[int]) -> list[tuple[int, int]]:
        told = ((start + at, read_scr(data, at)) for at in places)
        return [(at, ticks) for at, ticks in told if ticks is not None]

    few = read([*places[::_EACH], places[-1]])
    if any(is_jump(signed(after[1] - before[1])) for before, after in pairwise(few)):
        return read(list(places))
    return few
