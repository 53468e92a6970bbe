"""Reading caption samples one by one.

The index of an ISO-BMFF file names every sample exactly, so that a scan has nothing to look for.

Spec: ISO/IEC 14496-12:2022, 8.7 (sample tables), 8.8 (movie fragments).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from cuelift.container.base import Index, ScanPart
from cuelift.errors import TruncatedData
from cuelift.media import ByteRange, Extent, Fetch, Sample

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


class IndexScan:
    """See ``Scan``. Without slices: only ``hop`` finds samples, by the index."""

    touches_all = False

    def __init__(self, index: Callable[[], Fetch[Index]]) -> None:
        """Makes a scan.

        Args:
            index: finds all samples.
        """
        self._index = index
        self._warnings: Collection[str] = ()

    @property
    def warnings(self) -> Collection[str]:
        """See ``Scan.warnings``; those of the index."""
        return self._warnings

    def slices(self) -> Sequence[ByteRange]:
        """None: where samples lie is not known before the index is read."""
        return ()

    def parse(self, start: int, data: bytes | memoryview) -> ScanPart:
        """See ``Scan.parse``; there are no slices, so there is nothing in them."""
        return ScanPart(())

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
        """See ``Scan.hop_cost``; nothing is known before the index is read."""
        return 0, 0
