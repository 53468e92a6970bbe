"""Reads the Cues element: where the blocks of a track begin.

Index arithmetic instead of ``ByteReader``, because a film has tens of thousands of cue points; a
test compares it with a plain reader.

Spec: RFC 9559, clauses 5.1.5 (Cues) and 22 (cueing).
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from cuelift.container.matroska import ids
from cuelift.container.matroska.ebml import HEADER_BYTES, UNKNOWN, header_at
from cuelift.errors import ContainerError

MAX_CUES_BYTES = 32 * 1024 * 1024
_MAX_ENTRIES = 1_000_000
_VALUE = rb"(\x81.|\x82..|\x83...|\x84....|\x85.....)"
_USUAL = re.compile(
    rb"\xbb.\xb3" + _VALUE + rb"\xb7.\xf7\x81(.)\xf1" + _VALUE + rb"\xf0" + _VALUE
    + rb"(?:\xb2" + _VALUE + rb")?",
    re.DOTALL,
)  # fmt: skip
"""A CuePoint as known writers make it: one track, all fields in this order. Matching takes a third
of the time of walking, and every caption of a film has such a point."""
_LEAD = (0, *((0x80 | size) << 8 * size for size in range(7)))
"""What the size in front of a value adds to the whole, by their length."""

_FIELDS = (ids.CUE_TRACK, ids.CUE_CLUSTER_POSITION, ids.CUE_RELATIVE_POSITION, ids.CUE_DURATION)


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
    # Behind the end, so that a byte may be looked at before it is known to be inside.
    data += bytes(HEADER_BYTES)
    usual = _USUAL.match
    try:
        while pos < end:
            found = usual(data, pos, end)
            if found is not None:
                last, positions = found.end(), found.end(1)
                # The CuePoint and its CueTrackPositions must end where the match does.
                if (
                    data[pos + 1] == 0x7E + last - pos
                    and data[positions + 1] == 0x7E + last - positions
                    and len(entries) < _MAX_ENTRIES
                ):
                    pos = last
                    if found[2][0] in wanted:
                        entries.append(_entry(*found.groups()))
                    continue
            # An id of one byte (0xBB: CuePoint) and a size of one, as nearly all are.
            element, start, size = data[pos], pos + 2, data[pos + 1] - 0x80
            if element < 0x80 or not 0 <= size < 0x7F:
                element, start, size = _long_header(data, pos)
            pos = start + size
            if pos > end or len(entries) > _MAX_ENTRIES:
                raise ContainerError(f"element {element:#x} is one too many, or too long")
            if element == ids.CUE_POINT:
                _parse_point(data, start, pos, wanted, entries)
    except ContainerError as error:
        return entries, f"the Cues are damaged after {len(entries)} entries: {error}"
    return entries, None


def _entry(
    time: bytes, number: bytes, cluster: bytes, relative: bytes, duration: bytes | None
) -> CueEntry:
    value, lead = int.from_bytes, _LEAD
    return CueEntry(
        value(time) - lead[len(time)],
        number[0],
        value(cluster) - lead[len(cluster)],
        value(relative) - lead[len(relative)],
        -1 if duration is None else value(duration) - lead[len(duration)],
    )


def _long_header(data: bytes, pos: int) -> tuple[int, int, int]:
    element, start, size = header_at(data, pos)
    if size == UNKNOWN:
        raise ContainerError(f"element {element:#x} of unknown size")
    return element, start, size


def _parse_point(
    data: bytes, pos: int, end: int, wanted: Container[int], entries: list[CueEntry]
) -> None:
    """One CuePoint: its time, then a CueTrackPositions for each track."""
    time = -1
    first = len(entries)
    while pos < end:
        element, start, size = data[pos], pos + 2, data[pos + 1] - 0x80
        if element < 0x80 or not 0 <= size < 0x7F:
            element, start, size = _long_header(data, pos)
        pos = start + size
        if pos > end or (size > 8 and element == ids.CUE_TIME):
            raise ContainerError(f"element {element:#x} is too long")
        if element == ids.CUE_TRACK_POSITIONS:
            # Known writers put CueTrack first, so that a track not wanted costs next to nothing.
            known = data[start] == ids.CUE_TRACK and data[start + 1] == 0x81
            if known and data[start + 2] not in wanted:
                continue
            entry = _parse_positions(data, start, pos, time)
            if entry.number in wanted:
                entries.append(entry)
        elif element == ids.CUE_TIME:
            time = int.from_bytes(data[start:pos])
    _settle_times(entries, first, time)


def _settle_times(entries: list[CueEntry], first: int, time: int) -> None:
    """Entries that came before their CueTime get it; without one they mean nothing."""
    if time < 0:
        del entries[first:]
    elif len(entries) > first and entries[first].time != time:
        entries[first:] = [entry._replace(time=time) for entry in entries[first:]]


def _parse_positions(data: bytes, pos: int, end: int, time: int) -> CueEntry:
    number = cluster = relative = duration = -1
    while pos < end:
        element, start, size = data[pos], pos + 2, data[pos + 1] - 0x80
        if element < 0x80 or not 0 <= size < 0x7F:
            element, start, size = _long_header(data, pos)
        pos = start + size
        if pos > end or (size > 8 and element in _FIELDS):
            raise ContainerError(f"element {element:#x} is too long")
        if element == ids.CUE_CLUSTER_POSITION:
            cluster = int.from_bytes(data[start:pos])
        elif element == ids.CUE_RELATIVE_POSITION:
            relative = int.from_bytes(data[start:pos])
        elif element == ids.CUE_TRACK:
            number = int.from_bytes(data[start:pos])
        elif element == ids.CUE_DURATION:
            duration = int.from_bytes(data[start:pos])
    return CueEntry(time, number, cluster, relative, duration)
