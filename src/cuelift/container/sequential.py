"""Containers without an index: all of the payload is read, in slices that may come in any order.

What a slice holds on its own is cut out of it as it comes. Samples reach over slices, and clocks
run through all of the file, so the cuttings are joined in file order: a slice that comes early
waits for those before it, and only the few bytes that were cut out of it are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Generic, Protocol, TypeVar

from cuelift.container.base import Index, ScanPart
from cuelift.errors import ContainerError, IndexMismatch
from cuelift.media import Attachment, ByteRange, Extent, Fetch, Sample, Track, Window

SLICE_BYTES = 3 * 1024 * 1024
_MOST_NOTES = 20

P = TypeVar("P")


class Joiner(Protocol[P]):
    """Finds the samples of one container."""

    def cut(self, start: int, data: bytes | memoryview) -> P:
        """Copies what matters out of a slice; knows of no other slice."""

    def join(self, part: P) -> list[Sample]:
        """Takes the cutting of the next slice; the samples that it completes."""

    def finish(self) -> list[Sample]:
        """The samples that are complete now that no more comes."""

    def damage(self) -> str | None:
        """What was lost since the last call, if anything."""

    def note(self) -> str | None:
        """What was odd since the last call, though nothing was lost by it."""


class SequentialScan(Generic[P]):
    """See ``cuelift.container.base.Scan``. Serves one read: each slice is parsed once.

    Args:
        joiner: of the container.
        span: all of the payload.
        step: bytes of a slice.
    """

    touches_all = True

    def __init__(self, joiner: Joiner[P], span: ByteRange, step: int = SLICE_BYTES) -> None:
        starts = range(span.start, span.end, step)
        self._joiner = joiner
        self._slices = [ByteRange(start, min(start + step, span.end)) for start in starts]
        self._waiting: dict[int, P] = {}
        self._turn = 0
        self.warnings: dict[str, None] = {}
        """What was lost while hopping; slices say it in their ``ScanPart``."""

    def slices(self) -> Sequence[ByteRange]:
        """Ranges of about 3 MiB."""
        return self._slices

    def parse(self, start: int, data: bytes | memoryview) -> ScanPart:
        """Takes a slice; the samples of all slices whose turn has come by it."""
        self._waiting[start] = self._joiner.cut(start, data)
        samples: list[Sample] = []
        turn, last = self._turn, len(self._slices)
        while turn < last and self._slices[turn].start in self._waiting:
            samples += self._joiner.join(self._waiting.pop(self._slices[turn].start))
            turn += 1
            if turn == last:
                samples += self._joiner.finish()
        self._turn = turn
        return ScanPart(samples, warning=self._joiner.damage(), note=self._joiner.note())

    def hop(self, emit: Callable[[Sample], None]) -> Fetch[None]:
        """Reads slice after slice: headers are too near to each other to hop between them."""
        for where in self._slices:
            [data] = yield [where]
            part = self.parse(where.start, data)
            for sample in part.samples:
                emit(sample)
            if part.warning and len(self.warnings) < _MOST_NOTES:
                self.warnings[part.warning] = None

    def hop_cost(self) -> tuple[int, int]:
        """All bytes, in so many requests that slices side by side are always the better way."""
        total = sum(end - start for start, end in self._slices)
        return total, total // 2048


class SequentialMovie(Generic[P]):
    """An opened container without an index; see ``cuelift.container.base.Movie``.

    Args:
        container: its name.
        tracks: of it.
        make_scan: a search for the samples of the wanted tracks.
        duration_ns: of the presentation, if it can be told.
        warnings: what was odd about the header.
    """

    exact = False
    truncated: str | None = None

    def __init__(
        self,
        container: str,
        tracks: Sequence[Track],
        make_scan: Callable[[Collection[int]], SequentialScan[P]],
        *,
        duration_ns: int | None = None,
        warnings: Sequence[str] = (),
    ) -> None:
        self.container = container
        self.tracks = tuple(tracks)
        self.duration_ns = duration_ns
        self.warnings = tuple(warnings)
        self._make_scan = make_scan

    def read_attachments(self) -> Fetch[Sequence[Attachment]]:
        """None: these containers carry no files."""
        yield from ()
        return ()

    def index(self, wanted: Collection[int], window: Window | None = None) -> Fetch[Index]:
        """There is no index."""
        yield from ()
        return Index(unindexed=dict.fromkeys(sorted(wanted), f"{self.container} has no index"))

    def payload(self, extent: Extent, data: bytes | memoryview) -> Sequence[Sample] | ByteRange:
        """There are no extents."""
        raise IndexMismatch(f"{self.container} has no index that could name {extent.offset}")

    def recover(self, extent: Extent) -> Fetch[Sequence[Sample]]:
        """There are no extents."""
        yield from ()
        raise ContainerError(f"{self.container} has no index that could name {extent.offset}")

    def scan(self, wanted: Collection[int], window: Window | None = None) -> SequentialScan[P]:
        """A search of all the payload: a decoder needs what comes before a window too."""
        return self._make_scan(wanted)


class Losses:
    """Gathers what was lost or odd, and says each kind once."""

    def __init__(self) -> None:
        self._fresh: dict[str, None] = {}
        self._said: set[str] = set()

    def add(self, kind: str) -> None:
        """Something of a kind happened."""
        if kind not in self._said and len(self._said) < _MOST_NOTES:
            self._said.add(kind)
            self._fresh[kind] = None

    def take(self) -> str | None:
        """What has happened since, of kinds that were not told before."""
        fresh, self._fresh = self._fresh, {}
        return "; ".join(fresh) or None
