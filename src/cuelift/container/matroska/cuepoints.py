"""Reads the Cues element: where the blocks of a track begin.

Index arithmetic instead of ``ByteReader``, because a film has tens of thousands of cue points; a
test compares it with a plain reader.

Spec: RFC 9559, clauses 5.1.5 (Cues) and 22 (cueing).
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from cuelift.container.matroska import ids
from cuelift.container.matroska.ebml import UNKNOWN, header_at
from cuelift.errors import ContainerError

MAX_CUES_BYTES = 32 * 1024 * 1024
_MAX_ENTRIES = 1_000_000


class CueEntry(NamedTuple):
    """One CueTrackPositions, with the time of its CuePoint. -1: not stated."""

    time: int
    """Ticks."""
    number: int
    """TrackNumber."""
    cluster: int
    """Position of the cluster, counted from the Segment's body."""
    relative: int
    """Position in the cluster, counted from its body."""
    duration: int
    """Ticks."""


def parse_cues(data: bytes, wanted: Container[int]) -> tuple[list[CueEntry], str | None]:
    """The entries of the wanted tracks in file order, and what was wrong, if anything.

    What is readable before damage is returned.

    Args:
        data: the body of the Cues element.
        wanted: TrackNumbers.
    """
    entries: list[CueEntry] = []
    pos, end = 0, len(data)
    try:
        while pos < end:
            if len(entries) > _MAX_ENTRIES:
                raise ContainerError(f"more than {_MAX_ENTRIES} entries")
            # Short sizes, as nearly all are; ids.CUE_POINT as a byte is 0xBB.
            if data[pos] == 0xBB and pos + 1 < end and 0x80 <= data[pos + 1] < 0xFF:
                start = pos + 2
                pos = start + data[pos + 1] - 0x80
                element = ids.CUE_POINT
            else:
                element, start, size = header_at(data, pos)
                if size == UNKNOWN:
                    raise ContainerError(f"element {element:#x} of unknown size")
                pos = start + size
            if pos > end:
                raise ContainerError(f"element {element:#x} reaches past its parent")
            if element == ids.CUE_POINT:
                _parse_point(data, start, pos, wanted, entries)
    except ContainerError as error:
        return entries, f"Cues are damaged after {len(entries)} entries: {error}"
    return entries, None


def _parse_point(
    data: bytes, pos: int, end: int, wanted: Container[int], entries: list[CueEntry]
) -> None:
    """One CuePoint: its time, then a CueTrackPositions for each track."""
    time = -1
    first = len(entries)
    while pos < end:
        kind, size = data[pos], data[pos + 1] - 0x80 if pos + 1 < end else -1
        start = pos + 2
        if not (0 <= size < 0x7F and kind >= 0x80):
            kind, start, size = header_at(data, pos)
            if size == UNKNOWN:
                raise ContainerError(f"element {kind:#x} of unknown size")
        pos = start + size
        if pos > end:
            raise ContainerError(f"element {kind:#x} reaches past its parent")
        if kind == 0xB7:
            if data[start : start + 2] == b"\xf7\x81" and data[start + 2 : pos] in unwanted:
                continue
        elif kind == 0xB3 and size <= 8:
            time = int.from_bytes(data[start:pos])
    if time < 0:
        del entries[first:]
    elif len(entries) > first and entries[first].time < 0:
        entries[first:] = [entry._replace(time=time) for entry in entries[first:]]


def _parse_positions(data: bytes, pos: int, end: int, time: int) -> CueEntry:
    number = cluster = relative = duration = -1
    while pos < end:
        kind, size = data[pos], data[pos + 1] - 0x80 if pos + 1 < end else -1
        start = pos + 2
        if not (0 <= size <= 8 and kind >= 0x80):
            kind, start, size = header_at(data, pos)
            if size == UNKNOWN:
                raise ContainerError(f"element {kind:#x} of unknown size")
        pos = start + size
        if pos > end:
            raise ContainerError(f"element {kind:#x} reaches past its parent")
        if size > 8:
            continue
        if kind == 0xF1:
            cluster = int.from_bytes(data[start:pos])
        elif kind == 0xF0:
            relative = int.from_bytes(data[start:pos])
        elif kind == 0xF7:
            number = int.from_bytes(data[start:pos])
        elif kind == 0xB2:
            duration = int.from_bytes(data[start:pos])
    return CueEntry(time, number, cluster, relative, duration)
