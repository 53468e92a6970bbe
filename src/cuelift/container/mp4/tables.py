"""Sample tables: time, place and size of each sample of a track in the movie box.

Spec: ISO/IEC 14496-12:2022, 8.6.1 (``stts``, ``ctts``), 8.7.3 (``stsz``, ``stz2``), 8.7.4
(``stsc``), 8.7.5 (``stco``, ``co64``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, compress, islice, pairwise, repeat
from operator import add, mul
from struct import unpack_from

import msgspec

from cuelift.container.mp4.boxes import Box
from cuelift.errors import ContainerError
from cuelift.media import Extent

MAX_SAMPLES = 1 << 21
"""Of one caption track: nine hours with one sample per picture, at 60 pictures a second."""
MAX_NUMBERS = 2 * MAX_SAMPLES
"""In the tables of all caption tracks: a number of 4 bytes takes up to 68 bytes of memory."""


class Budget:
    """How many numbers the tables of a movie box may still hold."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_NUMBERS

    def take(self, numbers: int) -> None:
        """Counts numbers before they are read.

        Raises:
            ContainerError: there are too many.
        """
        self.left -= numbers
        if self.left < 0:
            raise ContainerError(f"the tables of all tracks hold more than {MAX_NUMBERS} numbers")


class SampleTable(msgspec.Struct, frozen=True):
    """The tables of one track as lists of numbers, not yet put together."""

    samples: int
    """How many there are, the empty ones included."""
    sizes: Sequence[int]
    """One per sample; empty: all have ``size``."""
    size: int
    counts: Sequence[int]
    """``stts``: run lengths."""
    deltas: Sequence[int]
    """``stts``: duration of each sample of the run, in ticks."""
    shifts: Sequence[int] | None
    """``ctts``, one per sample: what to add to the decoding time."""
    chunks: Sequence[int]
    """Where each chunk begins in the file."""
    runs: Sequence[tuple[int, int, int]]
    """``stsc``: first chunk from 1, samples per chunk, sample description from 1."""

    def expected(self, minimum: int) -> int:
        """How many samples have at least ``minimum`` bytes."""
        if self.sizes:
            return sum(size >= minimum for size in self.sizes)
        return self.samples if self.size >= minimum else 0

    @property
    def ticks(self) -> int:
        """Duration of all samples."""
        return sum(map(mul, self.counts, self.deltas))


class Placed(msgspec.Struct, frozen=True):
    """The samples of one track."""

    extents: list[Extent]
    beyond: int = 0
    """Samples left out because they end beyond the end of the object."""
    lost: int = 0
    """Samples that no chunk holds, or that have no time."""


def parse_tables(
    data: bytes | memoryview, boxes: Mapping[bytes, Box], budget: Budget
) -> SampleTable:
    """The tables of a sample table box.

    Args:
        data: the movie box.
        boxes: the children of ``stbl``.
        budget: of all tracks.

    Raises:
        ContainerError: more entries than the box can hold, or than caption tracks have.
    """
    count, size, sizes = _sizes(data, boxes, budget)
    times = _entries(data, boxes.get(b"stts"), "stts", "I", 2, budget)
    counts, deltas = times[::2], times[1::2]
    offset_box, form = boxes.get(b"stco"), "I"
    if offset_box is None:
        offset_box, form = boxes.get(b"co64"), "Q"
    chunks = _entries(data, offset_box, "chunk offsets", form, 1, budget)
    flat = _entries(data, boxes.get(b"stsc"), "stsc", "I", 3, budget)
    runs = list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
    if any(one[0] >= two[0] for one, two in pairwise(runs)):
        raise ContainerError("stsc: first chunks are not in order")
    shifts = _shifts(data, boxes.get(b"ctts"), min(count, sum(counts)), budget)
    return SampleTable(count, sizes, size, counts, deltas, shifts, chunks, runs)


def _entries(
    data: bytes | memoryview, box: Box | None, name: str, form: str, fields: int, budget: Budget
) -> Sequence[int]:
    """The entries of a table of numbers that follows version, flags and count."""
    if box is None:
        return ()
    if box.end - box.start < 8:
        raise ContainerError(f"{name}: {box.end - box.start} bytes are too few")
    count = int.from_bytes(data[box.start + 4 : box.start + 8], "big")
    width = (8 if form == "Q" else 4) * fields
    if count * width > box.end - box.start - 8 or count > MAX_SAMPLES:
        raise ContainerError(f"{name}: {count} entries do not fit in {box.end - box.start} bytes")
    budget.take(count * fields)
    return unpack_from(f">{count * fields}{form}", data, box.start + 8)


def _sizes(
    data: bytes | memoryview, boxes: Mapping[bytes, Box], budget: Budget
) -> tuple[int, int, Sequence[int]]:
    box = boxes.get(b"stsz")
    if box is None:
        return _compact_sizes(data, boxes.get(b"stz2"), budget)
    if box.end - box.start < 12:
        raise ContainerError(f"stsz: {box.end - box.start} bytes are too few")
    size, count = unpack_from(">II", data, box.start + 4)
    if count > MAX_SAMPLES:
        raise ContainerError(f"stsz: {count} samples are too many for captions")
    if size:
        return count, size, ()
    inner = Box(box.kind, box.start + 4, box.end)
    return count, 0, _entries(data, inner, "stsz", "I", 1, budget)


def _compact_sizes(
    data: bytes | memoryview, box: Box | None, budget: Budget
) -> tuple[int, int, Sequence[int]]:
    if box is None:
        return 0, 0, ()
    if box.end - box.start < 12:
        raise ContainerError(f"stz2: {box.end - box.start} bytes are too few")
    width = data[box.start + 7]
    count = int.from_bytes(data[box.start + 8 : box.start + 12], "big")
    if width not in (4, 8, 16) or count * width > (box.end - box.start - 12) * 8:
        raise ContainerError(f"stz2: {count} sizes of {width} bits do not fit")
    if count > MAX_SAMPLES:
        raise ContainerError(f"stz2: {count} samples are too many for captions")
    budget.take(count)
    if width == 16:
        return count, 0, unpack_from(f">{count}H", data, box.start + 12)
    body = data[box.start + 12 : box.start + 12 + (count * width + 7) // 8]
    if width == 8:
        return count, 0, tuple(body)
    nibbles = chain.from_iterable((byte >> 4, byte & 15) for byte in body)
    return count, 0, tuple(islice(nibbles, count))


def _shifts(
    data: bytes | memoryview, box: Box | None, count: int, budget: Budget
) -> Sequence[int] | None:
    """Composition offsets, one per sample.

    They are read as signed in version 0 too: QuickTime writers put negative ones there.
    """
    pairs = _entries(data, box, "ctts", "i", 2, budget)
    if not any(pairs[1::2]):
        return None
    budget.take(count)  # one run may stand for all samples
    runs = map(repeat, pairs[1::2], (max(run, 0) for run in pairs[::2]))
    shifts = list(islice(chain.from_iterable(runs), count))
    return shifts + [0] * (count - len(shifts))


def place(
    table: SampleTable, track: int, descriptions: int, minimum: int, object_size: int
) -> Placed:
    """Puts the tables of a track together.

    A duration of 0 is kept, but for the last sample, whose writer did not know it.

    Args:
        table: as parsed.
        track: goes into ``Extent.track``.
        descriptions: how many the track has; a sample that names another has the first.
        minimum: samples with fewer bytes hold nothing and are left out; at least 1.
        object_size: samples that end beyond it are left out and counted.

    Returns: extents in order of presentation time.

    Raises:
        ContainerError: the samples have more bytes than the object.
    """
    count = min(table.samples, sum(table.counts))
    beyond = 0
    sizes: Sequence[int] = table.sizes[:count]
    if not table.sizes:
        if table.size < minimum:
            return Placed([])
        beyond = max(count - object_size // table.size, 0)
        count -= beyond
        sizes = (table.size,) * count
    offsets, entries = _locate(table, sizes, descriptions)
    lost = table.samples - beyond - len(offsets)
    times, durations = _times(table, len(offsets))
    keep = [
        size >= minimum and offset + size <= object_size
        for offset, size in zip(offsets, sizes, strict=False)
    ]
    if sum(compress(sizes, keep)) > object_size:
        raise ContainerError(f"the sample table names more bytes than the {object_size} there are")
    rows = zip(repeat(track), times, durations, offsets, sizes, entries, repeat(0), strict=False)
    extents = list(map(Extent._make, compress(rows, keep)))
    if table.shifts is not None:
        extents.sort(key=_pts)
    if not all(keep):
        beyond += sum(size >= minimum for size in sizes[: len(keep)]) - len(extents)
    return Placed(extents, beyond, lost)


def _pts(extent: Extent) -> int:
    return extent.pts


def _times(table: SampleTable, count: int) -> tuple[Sequence[int], Sequence[int | None]]:
    """Presentation times and durations of the first samples."""
    if len(table.counts) >= count and table.counts[:count] == (1,) * count:
        deltas = list(table.deltas[:count])
    else:
        deltas = list(islice(chain.from_iterable(map(repeat, table.deltas, table.counts)), count))
    times = list(accumulate(deltas[:-1], initial=0))
    durations: list[int | None] = [*deltas]
    if durations and durations[-1] == 0 and count == table.samples:
        durations[-1] = None
    return (times if table.shifts is None else list(map(add, times, table.shifts))), durations


def _locate(
    table: SampleTable, sizes: Sequence[int], descriptions: int
) -> tuple[list[int], list[int]]:
    """Where each sample lies, and its sample description from 0, as far as chunks hold samples."""
    offsets: list[int] = []
    entries: list[int] = []
    ends = [first - 1 for first, _, _ in table.runs[1:]] + [len(table.chunks)]
    for (first, per_chunk, description), end in zip(table.runs, ends, strict=False):
        before = len(offsets)
        chunks = table.chunks[max(first - 1, 0) : end]
        if per_chunk == 1:
            offsets += chunks[: len(sizes) - before]
        elif per_chunk:
            for chunk in chunks:
                part = sizes[len(offsets) : len(offsets) + per_chunk]
                if not part:
                    break
                offsets += accumulate(part[:-1], initial=chunk)
        entry = description - 1 if 0 < description <= descriptions else 0
        entries += [entry] * (len(offsets) - before)
    return offsets, entries
