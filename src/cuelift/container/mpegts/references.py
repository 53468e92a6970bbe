"""Finds the clock references that it takes to follow the clock of a programme.

A clock is told every tenth of a second at least. While it just runs on, a few of these do.

Spec: ISO/IEC 13818-1, 2.4.3.4 (adaptation field: PCR, discontinuity indicator).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cuelift.container.clock import CLOCK_HZ, signed
from cuelift.container.mpegts.grid import Heads

_ADAPTED = bytes(bool(byte & 0x20) for byte in range(256))
_HAS_PCR, _NEW_CLOCK = 0x10, 0x80
_SHORTEST = 7
_SAMPLES = 4
_STEP = 512
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
    """A few references of a stream, the first and the last among them; all where it may jump.

    Args:
        start: of the slice in the file.
        heads: of the packets of a run in it.
        pid: that carries the clock.
    """
    few: list[Reference] = []
    for sample in range(_SAMPLES):
        first = heads.run.packets * sample // _SAMPLES
        found = next(_forward(start, heads, pid, first), None)
        if found is not None and found not in few:
            few.append(found)
    if not few:
        return few
    last = next(_backward(start, heads, pid))
    if last != few[-1]:
        few.append(last)
    steps = (signed(after.ticks - before.ticks) for before, after in pairwise(few))
    if all(0 <= step <= _MOST_STEP for step in steps) and not any(each.flagged for each in few):
        return few
    return list(_forward(start, heads, pid, 0))


def _forward(start: int, heads: Heads, pid: int, first: int) -> Iterator[Reference]:
    """The references of a stream from a packet on."""
    for at in range(first, heads.run.packets, _STEP):
        adapted = _adapted(heads, range(at, min(at + _STEP, heads.run.packets)))
        number = adapted.find(1)
        while number >= 0:
            found = _reference(start, heads, pid, at + number)
            if found is not None:
                yield found
            number = adapted.find(1, number + 1)


def _backward(start: int, heads: Heads, pid: int) -> Iterator[Reference]:
    """The references of a stream, the last one first."""
    for end in range(heads.run.packets, 0, -_STEP):
        at = max(end - _STEP, 0)
        adapted = _adapted(heads, range(at, end))
        number = adapted.rfind(1)
        while number >= 0:
            found = _reference(start, heads, pid, at + number)
            if found is not None:
                yield found
            number = adapted.rfind(1, 0, number)


def _adapted(heads: Heads, packets: range) -> bytes:
    """Ones for packets that have an adaptation field, zeros for others."""
    return heads.column(3, packets).translate(_ADAPTED)


def _reference(start: int, heads: Heads, pid: int, number: int) -> Reference | None:
    """The reference that a packet with an adaptation field carries, if it does."""
    data, at = heads.data, heads.run.at + number * heads.size
    if data[at + 2] != pid & 0xFF or data[at + 1] & 0x9F != pid >> 8:
        return None
    if data[at + 4] < _SHORTEST or not data[at + 5] & _HAS_PCR:
        return None
    ticks = int.from_bytes(data[at + 6 : at + 10], "big") << 1 | data[at + 10] >> 7
    return Reference(start + at, pid, ticks, bool(data[at + 5] & _NEW_CLOCK))
