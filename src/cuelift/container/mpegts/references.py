"""Finds the clock references that it takes to follow the clock of a programme.

A clock is told every tenth of a second at least. While it just runs on, two of these do.

Spec: ISO/IEC 13818-1, 2.4.3.4 (adaptation field: PCR, discontinuity indicator).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cuelift.container.clock import CLOCK_HZ, signed
from cuelift.container.mpegts.grid import Heads

_ADAPTED = bytes(bool(byte & 0x20) for byte in range(256))
_HAS_PCR, _NEW_CLOCK = 0x10, 0x80
_SHORTEST = 7
_SAMPLES = 4
_STEP = 256
"""Packets that are looked at at once."""
_MOST_STEP = 5 * CLOCK_HZ


class Reference(NamedTuple):
    """A programme clock reference, in 90 kHz ticks."""

    at: int
    pid: int
    ticks: int
    flagged: bool
    """Another clock than before."""


def find_references(start: int, heads: Heads, pid: int) -> list[Reference]:
    """The first and the last reference of a stream; all where the clock may jump.

    Whether it may is told by a few between them.

    Args:
        start: of the slice in the file.
        heads: of the packets of a run in it.
        pid: that carries the clock.
    """
    count = heads.run.packets
    numbers: list[int] = []
    for sample in range(_SAMPLES):
        first = count * sample // _SAMPLES
        if numbers and first <= numbers[-1]:
            continue  # the one before was the first one from here on too
        found = _after(heads, pid, first)
        if found < 0:
            break
        numbers.append(found)
    if not numbers:
        return []
    last = _before(heads, pid, numbers[-1] + 1)
    if last >= 0:
        numbers.append(last)
    if _runs_on(heads, numbers):
        numbers = sorted({numbers[0], numbers[-1]})
    else:
        numbers = list(_all(heads, pid))
    return [_reference(start, heads, pid, number) for number in numbers]


def _runs_on(heads: Heads, numbers: Sequence[int]) -> bool:
    """Whether the clock just runs on from each of some references to the next."""
    data, run, size = heads
    before = None
    for number in numbers:
        at = run.at + number * size
        ticks = _ticks(data, at)
        if data[at + 5] & _NEW_CLOCK:
            return False
        if before is not None and not 0 <= signed(ticks - before) <= _MOST_STEP:
            return False
        before = ticks
    return True


def _all(heads: Heads, pid: int) -> Iterator[int]:
    """The numbers of all packets with a reference of a stream."""
    number = _after(heads, pid, 0)
    while number >= 0:
        yield number
        number = _after(heads, pid, number + 1)


def _after(heads: Heads, pid: int, first: int) -> int:
    """The number of the first packet from one on that has a reference of a stream; or -1."""
    data, run, size = heads
    at, end, step = run.at + first * size, run.at + run.packets * size, _STEP * size
    high, low = pid >> 8, pid & 0xFF
    while at < end:
        stop = min(at + step, end)
        adapted = data[at + 3 : stop : size].translate(_ADAPTED)
        number = adapted.find(1)
        while number >= 0:
            place = at + number * size
            if data[place + 2] == low and data[place + 1] & 0x9F == high and _tells(data, place):
                return (place - run.at) // size
            number = adapted.find(1, number + 1)
        at = stop
    return -1


def _before(heads: Heads, pid: int, first: int) -> int:
    """The number of the last packet, not before ``first``, that has a reference; or -1."""
    data, run, size = heads
    start, end, step = run.at + first * size, run.at + run.packets * size, _STEP * size
    high, low = pid >> 8, pid & 0xFF
    while end > start:
        at = max(end - step, start)
        adapted = data[at + 3 : end : size].translate(_ADAPTED)
        number = adapted.rfind(1)
        while number >= 0:
            place = at + number * size
            if data[place + 2] == low and data[place + 1] & 0x9F == high and _tells(data, place):
                return (place - run.at) // size
            number = adapted.rfind(1, 0, number)
        end = at
    return -1


def _tells(data: bytes, place: int) -> bool:
    """Whether the adaptation field of a packet has a reference."""
    return data[place + 4] >= _SHORTEST and data[place + 5] & _HAS_PCR != 0


def _reference(start: int, heads: Heads, pid: int, number: int) -> Reference:
    """The reference that a packet carries."""
    data, run, size = heads
    at = run.at + number * size
    return Reference(start + at, pid, _ticks(data, at), data[at + 5] & _NEW_CLOCK != 0)


def _ticks(data: bytes, at: int) -> int:
    """The reference in the adaptation field of a packet."""
    return int.from_bytes(data[at + 6 : at + 10], "big") << 1 | data[at + 10] >> 7
