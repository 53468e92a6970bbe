"""Reading caption samples in bulk or one by one, instead of by extents.

The index of an ISO-BMFF file names every sample exactly, so a scan knows no more than the index
does. It is there for callers who read a whole file anyway: the slices of a fragmented file hold
their own index, and each can be parsed without the others.

Spec: ISO/IEC 14496-12:2022, 8.8 (movie fragments).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence

from cuelift.container.base import Index, ScanPart
from cuelift.container.mp4.boxes import top_box
from cuelift.errors import ContainerError, TruncatedData
from cuelift.media import ByteRange, Extent, Fetch, Sample

SLICE_BYTES = 8 * 1024 * 1024
_OVERLAP = 8
"""Of slices, so that size and type of a fragment lie whole in the slice where it begins."""
_MOOF_BYTES = 16 * 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024
_BATCH = 256


def take_sample(extent: Extent, data: bytes | memoryview) -> Sample:
    """The sample of an extent.

    Args:
        extent: where it lies.
        data: the bytes from there on.

    Raises:
        TruncatedData: the data are shorter than the sample.
    """
    track, pts, duration, offset, length, description, _ = extent
    if len(data) < length:
        raise TruncatedData(
            f"the sample at {offset} has {length} bytes, {len(data)} came",
            track=track,
            offset=offset,
        )
    return Sample(track, pts, duration, bytes(data[:length]), offset, (), description)


class Mp4Scan:
    """See ``Scan``."""

    def __init__(
        self,
        size: int,
        tabled: Sequence[Extent],
        fragment: Callable[[bytes, int], list[Extent]] | None,
        index: Callable[[], Fetch[Index]],
    ) -> None:
        """Makes a scan.

        Args:
            size: of the object.
            tabled: the samples that the movie box names.
            fragment: gives the samples of a ``moof`` box at an offset; None: there are none.
            index: finds all samples.
        """
        self._size = size
        self._tabled = sorted(tabled, key=lambda extent: extent.offset)
        self._starts = [extent.offset for extent in self._tabled]
        self._fragment = fragment
        self._index = index
        self._warnings: Collection[str] = ()

    @property
    def warnings(self) -> Collection[str]:
        """See ``Scan.warnings``; those of the index."""
        return self._warnings

    def slices(self) -> Sequence[ByteRange]:
        """Pieces of 8 MiB; of a file without fragments, only those where samples begin."""
        starts = range(0, self._size, SLICE_BYTES)
        return [
            ByteRange(start, min(start + SLICE_BYTES + _OVERLAP, self._size))
            for start in starts
            if self._fragment is not None or self._in_slice(start)
        ]

    def _in_slice(self, start: int) -> Sequence[Extent]:
        first = bisect_left(self._starts, start)
        return self._tabled[first : bisect_left(self._starts, start + SLICE_BYTES)]

    def parse(self, start: int, data: bytes | memoryview) -> ScanPart:
        """See ``Scan.parse``.

        Raises:
            ContainerError: a fragment does not state its time, or is broken.
        """
        data = bytes(data)
        extents = list(self._in_slice(start))
        end = min(start + len(data), self._size)
        if self._fragment is not None:
            for at, length in self._moofs(data, start):
                if start + at + length > end:
                    return ScanPart((), ByteRange(end, start + at + length))
                extents += self._fragment(data[at : at + length], start + at)
        last = max((extent.offset + extent.length for extent in extents), default=0)
        if any(extent.offset < start for extent in extents) or last - start > _MOST_BYTES:
            raise ContainerError(f"samples of the fragments at {start} lie far from them")
        if last > end:
            return ScanPart((), ByteRange(end, last))
        extents.sort(key=lambda extent: extent.offset)
        return ScanPart([take_sample(extent, data[extent.offset - start :]) for extent in extents])

    def _moofs(self, data: bytes, start: int) -> Iterator[tuple[int, int]]:
        """Position and length of what look like fragments that begin in the slice."""
        limit = min(SLICE_BYTES + _OVERLAP, len(data))
        at = data.find(b"moof", 4, limit)
        while at >= 0:
            box = top_box(data, at - 4, start + at - 4, self._size)
            length = box.end - box.offset if box else 0
            if 16 <= length <= min(_MOOF_BYTES, self._size - start - at + 4):
                yield at - 4, length
            at = data.find(b"moof", at + 4, limit)

    def hop(self, emit: Callable[[Sample], None]) -> Fetch[None]:
        """Reads sample by sample, in time order of each track."""
        index = yield from self._index()
        self._warnings = index.warnings
        for first in range(0, len(index.extents), _BATCH):
            batch = index.extents[first : first + _BATCH]
            answers = yield [
                ByteRange(extent.offset, extent.offset + extent.length) for extent in batch
            ]
            for extent, data in zip(batch, answers, strict=True):
                emit(take_sample(extent, data))

    def hop_cost(self) -> tuple[int, int]:
        """See ``Scan.hop_cost``; of fragments nothing is known before they are read."""
        return sum(extent.length for extent in self._tabled), len(self._tabled)
