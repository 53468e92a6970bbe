"""Where the packets of a transport stream begin.

Packets have 188 bytes. Discs put a time stamp of four bytes before each (192); some recorders keep
the sixteen parity bytes behind each (204).

Spec: ISO/IEC 13818-1, 2.4.3.2 (sync_byte); System Description Blu-ray Disc, part 3 (source
packets).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PACKET = 188
SYNC = 0x47
SIZES = (188, 192, 204)
_PROOF = 5
"""Packets in a row that prove a grid."""
_PROBE = 16 * 1024
_STEP = 64
_CHAINS = {
    size: re.compile(rb"\x47(?=.{%d}\x47.{%d}\x47)" % (size - 1, size - 1), re.DOTALL)
    for size in SIZES
}


class Grid(NamedTuple):
    """How far packets are apart, and where the first one's sync byte is."""

    size: int
    first: int


class Run(NamedTuple):
    """Packets that follow each other."""

    at: int
    packets: int


class Heads(NamedTuple):
    """The heads of the packets of a run."""

    data: bytes
    """Of the slice."""
    run: Run
    size: int
    """Of packets with what lies between them."""

    def column(self, number: int, packets: range) -> bytes:
        """One byte of each of some packets that follow each other."""
        first = self.run.at + number
        start, stop = packets.start * self.size, (packets.stop - 1) * self.size
        return self.data[first + start : first + stop + 1 : self.size]


def find_grid(data: bytes) -> Grid | None:
    """The grid of the packets that ``data`` begins with, or None.

    At least five packets in a row prove it; where there are fewer in ``data``, all of them, if the
    first one begins right at the start.
    """
    head = data[:_PROBE]
    for size in SIZES:
        for first in range(min(size, len(head))):
            if head[first] == SYNC and _is_proven(head, size, first):
                return Grid(size, first)
    return None


def _is_proven(head: bytes, size: int, first: int) -> bool:
    column = head[first::size]
    if len(column) >= _PROOF:
        return column[:_PROOF].count(SYNC) == _PROOF
    room = first in (0, size - PACKET) and (len(head) - first) % size in (0, PACKET)
    return room and column.count(SYNC) == len(column) and len(head) >= first + PACKET


def runs(data: bytes, size: int, first: int) -> Iterator[Run]:
    """The packets of a slice, in runs between which bytes were lost.

    Args:
        data: of the slice. No view: strided copies of one are slow.
        size: of packets with what lies between them.
        first: where the first sync byte should be.
    """
    count = (len(data) - first - PACKET) // size + 1 if len(data) - first >= PACKET else 0
    if count == 0:
        return
    if data.startswith(b"\x47", first + (count - 1) * size) and _is_held(data, size, first, count):
        yield Run(first, count)
        return
    at = first if data[first] == SYNC else _resync(data, size, 0)
    while at >= 0:
        count = _leading(data, at, size)
        if count:
            yield Run(at, count)
        at = _resync(data, size, at + max(count, 1) * size - size + 1)


def _is_held(data: bytes, size: int, first: int, count: int) -> bool:
    """Whether each of these packets begins as one."""
    column = data[first : first + (count - 1) * size + 1 : size]
    return column == b"\x47" * count


def _leading(data: bytes, at: int, size: int) -> int:
    """How many packets follow each other from ``at`` on."""
    count = 0
    step = _STEP
    while True:
        first = at + count * size
        whole = min((len(data) - first - PACKET) // size + 1, step)
        if whole <= 0:
            return count
        column = data[first : first + (whole - 1) * size + 1 : size]
        good = whole - len(column.lstrip(b"\x47"))
        count += good
        if good < whole:
            return count
        step *= 2


def _resync(data: bytes, size: int, at: int) -> int:
    """The next place from which three packets follow each other; -1: there is none."""
    found = _CHAINS[size].search(data, at)
    return found.start() if found else -1
