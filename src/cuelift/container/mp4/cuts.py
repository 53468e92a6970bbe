"""Indexes of fragments: where in the file fragments begin, and at which time.

Both indexes only cut the file into parts that can be walked at the same time. What they leave out
is found by the walk, so that a wrong or incomplete index costs time, not captions.

Spec: ISO/IEC 14496-12:2022, 8.16.3 (``sidx``), 8.8.10 (``tfra``), 8.8.11 (``mfro``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from struct import Struct
from typing import TypeAlias

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.container.mp4.boxes import children, header_fields, top_box
from cuelift.errors import TruncatedData
from cuelift.media import ByteRange, Fetch, to_ns

MFRA_BYTES = 4 * 1024 * 1024
MAX_CUTS = 200_000
"""More parts than that are not walked at the same time; an index may name more."""
_MFRO_BYTES = 16

Cuts: TypeAlias = dict[int, int | None]
"""Positions in the file at which a fragment or its index begins, with their media time in
nanoseconds; None: not known."""


class SegmentIndex(msgspec.Struct, frozen=True):
    """A segment index box."""

    track: int
    """The stream it describes, by the container's number."""
    timescale: int
    cuts: Cuts
    """Where each reference begins, and where the last one ends."""


def parse_sidx(body: bytes | memoryview, end: int) -> SegmentIndex:
    """Reads a segment index box.

    Args:
        body: from version and flags on.
        end: where the box ends in the file; its references count from there.

    Raises:
        TruncatedData: the references do not fit into the body.
    """
    fields = ByteReader(body)
    version = fields.u32() >> 24
    track, timescale = fields.u32(), fields.u32()
    time, first = (fields.u64(), fields.u64()) if version else (fields.u32(), fields.u32())
    fields.skip(2)
    count = fields.u16()
    references = Struct(">III").iter_unpack(fields.view(count * 12))
    position = end + first
    cuts: Cuts = {}
    for size, duration, _ in references:
        cuts.setdefault(position, to_ns(time, timescale) if timescale else None)
        position += size & 0x7FFFFFFF
        time += duration
    cuts.setdefault(position, to_ns(time, timescale) if timescale else None)
    return SegmentIndex(track, timescale, cuts)


def has_index(head: bytes, at: int, size: int) -> bool:
    """Whether a segment index of more than one fragment lies at the beginning.

    Args:
        head: the first bytes of the file.
        at: where to look from on.
        size: of the file.
    """
    while (box := top_box(head, at, at, size)) is not None and box.kind != b"moof":
        if box.kind == b"sidx" and box.end <= len(head):
            try:
                return len(parse_sidx(head[box.body : box.end], box.end).cuts) > 2
            except TruncatedData:
                return False
        at = box.end
    return False


def read_mfra(size: int, timescales: Mapping[int, int]) -> Fetch[tuple[Cuts, int]]:
    """The cuts that the random access boxes at the end of the file name; often there are none.

    Args:
        size: of the object.
        timescales: of all tracks, by the container's number.

    Returns: the cuts, and where these boxes begin: no fragment lies behind.
    """
    if size < _MFRO_BYTES:
        return {}, size
    [tail] = yield [ByteRange(size - _MFRO_BYTES, size)]
    length = int.from_bytes(tail[12:16], "big")
    if tail[:8] != b"\0\0\0\x10mfro" or not 24 <= length <= min(size, MFRA_BYTES):
        return {}, size
    [mfra] = yield [ByteRange(size - length, size - _MFRO_BYTES)]
    if len(mfra) < 8 or header_fields(mfra, 0) != (length, b"mfra"):
        return {}, size
    cuts: Cuts = {}
    for box in children(mfra, 8, len(mfra)):
        if box.kind == b"tfra":
            entries = _tfra(mfra[box.start : box.end], timescales)
            for position, time_ns in islice(entries, MAX_CUTS - len(cuts)):
                known = cuts.get(position)
                if known is None or (time_ns is not None and time_ns < known):
                    cuts[position] = time_ns
    return cuts, size - length


def _tfra(body: bytes, timescales: Mapping[int, int]) -> Iterator[tuple[int, int | None]]:
    fields = ByteReader(body)
    try:
        version = fields.u32() >> 24
        timescale = timescales.get(fields.u32(), 0)
        lengths = fields.u32()
        count = fields.u32()
        numbers = sum((lengths >> shift & 3) + 1 for shift in (0, 2, 4))
        entry = Struct(f">{'QQ' if version else 'II'}{numbers}x")
        entries = entry.iter_unpack(fields.view(count * entry.size))
    except TruncatedData:
        return
    for time, position in entries:
        yield position, to_ns(time, timescale) if timescale else None
