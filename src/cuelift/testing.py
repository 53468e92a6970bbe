"""Doubles for tests, ours and our users'."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from cuelift.container import Movie
from cuelift.errors import ContainerError
from cuelift.media import ByteRange, Extent, Fetch, Sample, Window

T = TypeVar("T")


class RangedBytes:
    """An object in memory that answers a ``Fetch`` and remembers what it was asked."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.asked: list[ByteRange] = []
        """Every range, as it was asked."""
        self.rounds = 0
        """How often a reader had to wait for an answer."""

    @property
    def bytes_read(self) -> int:
        """Bytes that were answered, doubles counted twice."""
        size = len(self.data)
        return sum(max(min(end, size) - min(start, size), 0) for start, end in self.asked)

    def answer(self, wanted: Sequence[ByteRange]) -> list[bytes]:
        """The bytes of each range; shorter where the object ends."""
        self.asked.extend(wanted)
        self.rounds += 1
        return [self.data[start:end] for start, end in wanted]

    def run(self, fetch: Fetch[T]) -> T:
        """Drives a reader to its result."""
        try:
            wanted = next(fetch)
            while True:
                wanted = fetch.send(self.answer(wanted))
        except StopIteration as stop:
            result: T = stop.value
            return result


def read_indexed(
    movie: Movie, source: RangedBytes, wanted: Collection[int], window: Window | None = None
) -> list[Sample]:
    """All samples of the wanted tracks by their index, in index order.

    Raises:
        ContainerError: a wanted track has no index, or an extent cannot be read.
    """
    index = source.run(movie.index(wanted, window))
    if index.unindexed:
        raise ContainerError(f"not indexed: {dict(index.unindexed)}")
    return [sample for extent in index.extents for sample in read_extent(movie, source, extent)]


def read_extent(movie: Movie, source: RangedBytes, extent: Extent) -> Sequence[Sample]:
    """The samples of one extent, widened as often as the container asks for."""
    where = ByteRange(extent.offset, extent.offset + extent.length)
    for _ in range(8):
        [data] = source.answer([where])
        result = movie.payload(extent, data)
        if not isinstance(result, ByteRange):
            return result
        where = result
    raise ContainerError(f"extent at {extent.offset} was widened eight times")


def read_scanned(
    movie: Movie, source: RangedBytes, wanted: Collection[int], window: Window | None = None
) -> list[Sample]:
    """All samples of the wanted tracks by parsing every slice of a scan."""
    scan = movie.scan(wanted, window)
    samples: list[Sample] = []
    for start, end in scan.slices():
        [data] = source.answer([ByteRange(start, end)])
        part = scan.parse(start, data)
        while part.more is not None:
            data += source.answer([part.more])[0]
            part = scan.parse(start, data)
        samples += part.samples
    return samples


def read_hopped(
    movie: Movie, source: RangedBytes, wanted: Collection[int], window: Window | None = None
) -> list[Sample]:
    """All samples of the wanted tracks by hopping from header to header."""
    samples: list[Sample] = []
    source.run(movie.scan(wanted, window).hop(samples.append))
    return samples
