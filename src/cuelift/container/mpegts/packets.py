"""Picks the packets of few streams out of a slice of a transport stream.

The heads of all packets of a slice are strided copies. In the third bytes, which hold the lower
half of a stream's number, the wanted streams are searched for by value: no instruction of ours is
spent on a packet that is not wanted. Of the wanted ones, those that just go on are joined at once.

Spec: ISO/IEC 13818-1, 2.4.3.2 (transport packet), 2.4.3.4 (adaptation field).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from cuelift.container.mpegts.grid import PACKET, SYNC, Heads, runs
from cuelift.container.mpegts.references import Reference, find_references

_ANY = re.compile(rb"[^\0]")
_ONES = re.compile(rb"\x01\x01*")
_SPARSE = 8
"""Maps of programmes are looked at in the first of so many parts of a slice: they come often."""
_DENSE = 32
"""Where there are fewer packets to one that may be of a wanted stream, by half of its number, the
other half is looked at for all packets at once."""
_BURST = 8
"""Packets of a stream behind each other, from which they are taken together."""
_BAD, _STARTS = 0x80, 0x40
_HEAD = 4
_PAYLOAD = PACKET - _HEAD
_PLAIN = 0x10
"""Not scrambled, payload and nothing else."""
_UPPER = bytes(255 if byte & _BAD else byte & 0x1F for byte in range(256))
"""The upper half of a stream's number; no such half in packets that are marked as bad."""
_BEGINS = bytes(255 * bool(byte & _STARTS) for byte in range(256))
_NOT_PLAIN = bytes(255 * (byte & 0xF0 != _PLAIN) for byte in range(256))
_CYCLE = bytes(_PLAIN | counter for counter in range(16))


class Piece(NamedTuple):
    """A packet of a wanted stream, or a row of them that do nothing but go on."""

    at: int
    """Where it is in the file."""
    pid: int
    rows: int
    """How many packets were joined; 0: it is one packet, whole."""
    counter: int
    """Continuity counter of the first of them."""
    data: bytes
    """The payloads of joined packets; else the 188 bytes of one."""


class Cutting(NamedTuple):
    """What matters of a slice."""

    pieces: list[Piece]
    references: list[Reference]
    """As many as it takes to follow each clock: all of those about a jump; in file order."""
    head: tuple[int, bytes]
    """Where the slice begins, and its bytes before the first whole packet."""
    tail: bytes
    """Those behind the last one."""
    lost: int
    """Bytes between packets that are none."""


class _Group(NamedTuple):
    """Wanted streams whose numbers have the same lower half."""

    low: bytes
    found: re.Pattern[bytes]
    """Packets behind each other with that half."""
    pids: dict[int, int]
    """By upper half."""
    is_low: bytes
    is_high: bytes
    """Tables that make ones of the halves, zeros of all else."""


class PidFilter:
    """Looks for the packets of some streams, and for the clocks of their programmes."""

    def __init__(
        self,
        size: int,
        first: int,
        pids: Collection[int],
        clocks: Iterable[int] = (),
        sparse: Collection[int] = (),
    ) -> None:
        """Makes a filter.

        Args:
            size: of packets with what lies between them.
            first: where a sync byte is in the file.
            pids: of the wanted streams.
            clocks: streams that carry the clocks.
            sparse: streams of which some packets will do.
        """
        self._size = size
        self._first = first
        self._pids = frozenset((*pids, *sparse))
        self._groups = _groups(frozenset(pids))
        self._sparse = _groups(frozenset(sparse) - frozenset(pids))
        self._clocks = sorted(set(clocks))

    def cut(self, start: int, data: bytes | memoryview) -> Cutting:
        """Looks through a slice that begins at ``start`` of the file."""
        data = bytes(data)
        pieces: list[Piece] = []
        references: list[Reference] = []
        first, end, lost = len(data), 0, 0
        gap = self._size - PACKET
        for run in runs(data, self._size, (self._first - start) % self._size):
            lost += run.at - end if end else max(run.at - self._size, 0)
            first = min(first, run.at)
            end = run.at + (run.packets - 1) * self._size + PACKET
            end += gap if end + gap <= len(data) else 0
            heads = Heads(data, run, self._size)
            pieces += self._look(start, heads)
            for pid in self._clocks:
                references += find_references(start, heads, pid)
        pieces.sort()
        references.sort()
        rest = max(end, len(data) - self._size) if end else len(data) - self._size
        lost += max(rest - end, 0)
        head = data[: min(first, self._size)]
        return Cutting(pieces, references, (start, head), data[max(rest, 0) :], lost)

    def join(self, tail: bytes, head: tuple[int, bytes]) -> Piece | None:
        """The packet that lies over the border of two slices, if it is wanted."""
        start, rest = head
        data = (tail + rest)[:PACKET]
        if not tail or len(data) < PACKET or data[0] != SYNC or data[1] & _BAD:
            return None
        pid = (data[1] & 0x1F) << 8 | data[2]
        return Piece(start - len(tail), pid, 0, 0, data) if pid in self._pids else None

    def _look(self, start: int, heads: Heads) -> list[Piece]:
        low = heads.column(2, range(heads.run.packets))
        pieces: list[Piece] = []
        for groups, part in (
            (self._groups, low),
            (self._sparse, low[: len(low) // _SPARSE] if self._sparse else b""),
        ):
            for group in groups:
                if group.low in part:
                    for numbers in _rows(group, heads, part):
                        if len(numbers) < _BURST:
                            _take_each(start, heads, group, numbers, pieces)
                            continue
                        for pid, chosen in _by_stream(group, heads, numbers):
                            _take(start, heads, pid, chosen, pieces)
        return pieces


def _groups(pids: Iterable[int]) -> list[_Group]:
    halves: dict[int, dict[int, int]] = {}
    for pid in sorted(pids):
        halves.setdefault(pid & 0xFF, {})[pid >> 8] = pid
    groups = []
    for half, members in halves.items():
        low = bytes((half,))
        # A literal first: it is searched for much faster than its repetition.
        found = re.compile(re.escape(low) + re.escape(low) + b"*", re.DOTALL)
        is_low = bytes(byte == half for byte in range(256))
        is_high = bytes(upper in members for upper in _UPPER)
        groups.append(_Group(low, found, members, is_low, is_high))
    return groups


def _rows(group: _Group, heads: Heads, low: bytes) -> Iterator[Sequence[int]]:
    """The numbers of packets that may be of a group's streams, in order.

    Those of a burst are a range.

    Args:
        group: of streams.
        heads: of the packets.
        low: the third byte of each that is looked at.
    """
    first, end = low.find(group.low), low.rfind(group.low) + 1
    if low.count(group.low, first, end) > len(low) // _DENSE:
        high = heads.column(1, range(len(low)))
        both = _both(low.translate(group.is_low), high.translate(group.is_high))
        spans = [each.span() for each in _ONES.finditer(both)]
    else:
        spans = [each.span() for each in group.found.finditer(low, first, end)]
    loose: list[int] = []
    for first, last in spans:
        if last - first < _BURST:
            loose += range(first, last)
            continue
        if loose:
            yield loose
            loose = []
        yield range(first, last)
    if loose:
        yield loose


def _both(one: bytes, other: bytes) -> bytes:
    """The bits that are set in both columns."""
    both = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return both.to_bytes(len(one), "little")


def _take_each(
    start: int, heads: Heads, group: _Group, numbers: Iterable[int], pieces: list[Piece]
) -> None:
    """Takes packets one by one, those of a group's streams."""
    data, run, size = heads
    for number in numbers:
        at = run.at + number * size
        pid = group.pids.get(_UPPER[data[at + 1]])
        if pid is not None:
            pieces.append(Piece(start + at, pid, 0, 0, data[at : at + PACKET]))


def _by_stream(
    group: _Group, heads: Heads, numbers: Sequence[int]
) -> Iterator[tuple[int, Sequence[int]]]:
    """The packets of each stream of a group that has any."""
    upper = _picked(heads, 1, numbers).translate(_UPPER)
    if upper.count(upper[:1]) == len(upper):
        if upper[0] in group.pids:
            yield group.pids[upper[0]], numbers
        return
    for half in set(upper) & group.pids.keys():
        chosen = bytes(half) + b"\1" + bytes(255 - half)
        yield group.pids[half], list(compress(numbers, upper.translate(chosen)))


def _picked(heads: Heads, number: int, packets: Sequence[int]) -> bytes:
    """One byte of each of some packets."""
    if isinstance(packets, range):
        return heads.column(number, packets)
    first, size, data = heads.run.at + number, heads.size, heads.data
    return bytes([data[first + packet * size] for packet in packets])


def _take(start: int, heads: Heads, pid: int, numbers: Sequence[int], pieces: list[Piece]) -> None:
    """Takes the packets of one stream in order; those that go on after each other are joined."""
    flags = _picked(heads, 3, numbers)
    begins = _picked(heads, 1, numbers).translate(_BEGINS)
    odd = _either(begins, flags.translate(_NOT_PLAIN))
    data, run, size = heads
    turn = 0
    for found in (*[each.start() for each in _ANY.finditer(odd)], len(numbers)):
        if found > turn:
            _go_on(start, heads, pid, numbers[turn:found], flags[turn:found], pieces)
        if found < len(numbers):
            at = run.at + numbers[found] * size
            pieces.append(Piece(start + at, pid, 0, 0, data[at : at + PACKET]))
        turn = found + 1


def _either(one: bytes, other: bytes) -> bytes:
    """The bits that are set in any of two columns."""
    both = int.from_bytes(one, "little") | int.from_bytes(other, "little")
    return both.to_bytes(len(one), "little")


def _go_on(
    start: int,
    heads: Heads,
    pid: int,
    numbers: Sequence[int],
    flags: bytes,
    pieces: list[Piece],
) -> None:
    """Packets that have nothing but payload: joined, if their counters follow each other."""
    data, run, size = heads
    count, counter = len(flags), flags[0] & 0x0F
    at = run.at + numbers[0] * size
    if count == 1 or flags != (_CYCLE * (count // 16 + 2))[counter : counter + count]:
        places = [run.at + number * size for number in numbers]
        pieces += [Piece(start + at, pid, 0, 0, data[at : at + PACKET]) for at in places]
        return
    if isinstance(numbers, range):
        end = at + (count - 1) * size + PACKET
        joined = _payloads(memoryview(data)[at + _HEAD : end], size)
    else:
        places = [run.at + number * size for number in numbers]
        joined = b"".join([data[at + _HEAD : at + PACKET] for at in places])
    pieces.append(Piece(start + at, pid, count, counter, joined))


def _payloads(rows: memoryview, size: int) -> bytes:
    """Payloads without what lies between them.

    Args:
        rows: from the first payload to the end of the last one.
        size: from one to the next.
    """
    # A byte of every row at a time: that is quicker than a piece of every row.
    block = bytearray(rows)
    for width in range(size, _PAYLOAD, -1):
        del block[_PAYLOAD::width]
    return bytes(block)
