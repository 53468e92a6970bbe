"""Looks for the blocks of tracks that the Cues do not list.

Spec: RFC 9559, clause 5.1.3 (Cluster).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from cuelift.container.base import ScanPart
from cuelift.container.matroska import ids
from cuelift.container.matroska.film import HOP_BYTES, LONGEST_CUE_NS, Film
from cuelift.container.matroska.tracks import CaptionTrack
from cuelift.container.matroska.walker import Walker
from cuelift.errors import TruncatedData
from cuelift.media import ByteRange, Fetch, Sample, Window

SLICE_BYTES = 2 * 1024 * 1024
_LONGEST_SLICE = 2 * SLICE_BYTES
_SEARCH_BYTES = 256 * 1024
_MORE_BYTES = 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024
_MOST_MAPPED = 1024 * 1024 * 1024
"""A cluster that is longer is given up; mapped bytes are views that take no memory."""
_USUAL_BLOCK = 22 * 1024
CLUSTER_ID = ids.CLUSTER.to_bytes(4)


class MatroskaScan:
    """A search of clusters, in slices or by hopping.

    Args:
        film: the file.
        captions: the wanted tracks.
        window: what part of the timeline is wanted.
        clusters: positions in the file of the clusters that are known from the Cues, and the
            earliest time in nanoseconds that a cue names in each.
        named: the clusters that hold all blocks of the wanted tracks; None: not known.
    """

    touches_all = False

    def __init__(
        self,
        film: Film,
        captions: Iterable[CaptionTrack],
        window: Window | None,
        clusters: Mapping[int, int],
        named: Collection[int] | None,
    ) -> None:
        self._film = film
        self._captions = tuple(captions)
        self._window = window
        known = {at: time for at, time in clusters.items() if film.payload <= at < film.end}
        self._positions = sorted(known)
        self._regions = _cut(self._all_regions(named), _span(film, window, known))
        self._named = {start for start, _ in self._regions} if named is not None else set()
        """Places where clusters must begin, or blocks would be missed."""
        self._slices = [part for region in self._regions for part in self._split(region)]
        self._ends = dict(self._slices)
        self.warnings: dict[str, None] = {}
        """What was odd while hopping; slices say it in their ``ScanPart``."""

    def _all_regions(self, named: Collection[int] | None) -> list[ByteRange]:
        film = self._film
        if named is None:
            return [ByteRange(film.payload, film.end)] if film.payload < film.end else []
        regions: list[ByteRange] = []
        for start, end in zip(self._positions, [*self._positions[1:], film.end], strict=False):
            if start not in named:
                continue
            if regions and regions[-1].end == start:
                start = regions.pop().start
            regions.append(ByteRange(start, end))
        return regions

    def _split(self, region: ByteRange) -> list[ByteRange]:
        """Slices of a region, cut where clusters are known to begin, if possible."""
        slices = []
        start, end = region
        while end - start > SLICE_BYTES:
            cut = start + SLICE_BYTES
            at = bisect_left(self._positions, cut)
            known = min(self._positions[at] if at < len(self._positions) else end, end)
            if known <= start + _LONGEST_SLICE:
                cut = known
            slices.append(ByteRange(start, cut))
            start = cut
        if start < end:
            slices.append(ByteRange(start, end))
        return slices

    def slices(self) -> Sequence[ByteRange]:
        """Ranges of about 2 MiB, cut at clusters where the Cues name some."""
        return self._slices

    def parse(self, start: int, data: bytes | memoryview) -> ScanPart:
        """The wanted samples whose cluster begins in one slice."""
        here = start + len(data)
        limit = self._ends.get(start, here)
        walker = self._walker(limit)
        lost = start != self._film.payload and data[:4] != CLUSTER_ID
        if lost and start in self._named:
            walker.warn(f"the Cues name a cluster at {start}, but it is not there")
        walker.start(start, lost=lost)
        walker.walk(start, data)
        if not walker.done:
            if len(data) < (_MOST_MAPPED if isinstance(data, memoryview) else _MOST_BYTES):
                return ScanPart((), more=ByteRange(here, self._more_end(walker, limit, here)))
            walker.warn(f"the cluster that reaches to {here} is too long to be read")
        return ScanPart(walker.samples, warning="; ".join(walker.warnings) or None)

    def _more_end(self, walker: Walker, limit: int, here: int) -> int:
        """How far to read on: the rest of the cluster, in steps that grow with what was read."""
        if walker.cluster_end is None:
            end = here + max(_MORE_BYTES, here - limit)
        else:
            end = min(walker.cluster_end, here + max(SLICE_BYTES, here - limit))
        return max(min(end, self._film.end), walker.need_end)

    def _walker(self, limit: int) -> Walker:
        return Walker(self._film, self._captions, self._window, limit)

    def hop(self, emit: Callable[[Sample], None]) -> Fetch[None]:
        """Walks from block header to block header."""
        for region in self._regions:
            walker = self._walker(region.end)
            yield from _hop(self._film, walker, region.start, emit)
            self.warnings.update(walker.warnings)

    def hop_cost(self) -> tuple[int, int]:
        """Bytes and requests, from the file's statistics, or else from the usual size of blocks."""
        payload = sum(end - start for start, end in self._regions)
        whole = max(self._film.end - self._film.payload, 1)
        hops = payload // _USUAL_BLOCK
        if self._film.hops is not None:
            hops = self._film.hops * payload // whole
        requests = min(hops, payload // HOP_BYTES) + len(self._regions)
        return min(requests * HOP_BYTES, payload), requests


def read_cluster(film: Film, caption: CaptionTrack, origin: int) -> Fetch[list[Sample]]:
    """Walks through the cluster that begins at ``origin``, for all samples of one track."""
    samples: list[Sample] = []
    walker = Walker(film, [caption], None, origin + 1)
    yield from _hop(film, walker, origin, samples.append)
    return samples


def _hop(film: Film, walker: Walker, start: int, emit: Callable[[Sample], None]) -> Fetch[None]:
    """Gives a walker the bytes around each header that it comes to."""
    walker.start(start, lost=False)
    where = ByteRange(start, min(start + HOP_BYTES, film.end))
    while not walker.done:
        [data] = yield [where]
        if len(data) < where.end - where.start:
            raise TruncatedData(f"{len(data)} bytes came of {where}")
        walker.walk(where.start, data)
        for sample in walker.samples:
            emit(sample)
        walker.samples.clear()
        if walker.past_window():
            return
        least = _SEARCH_BYTES if walker.lost else HOP_BYTES
        end = max(walker.need_end, walker.pos + least)
        where = ByteRange(walker.pos, min(end, film.end))


def _span(film: Film, window: Window | None, clusters: Mapping[int, int]) -> ByteRange:
    """The part of the file that the window may lie in, by the times of the known clusters."""
    start, end = film.payload, film.end
    if window is None:
        return ByteRange(start, end)
    by_time = sorted((time, at) for at, time in clusters.items())
    times = [time for time, _ in by_time]
    before = bisect_right(times, window.start_ns - LONGEST_CUE_NS)
    if before:
        start = by_time[before - 1][1]
    if window.end_ns is not None:
        # A cue need not name the first block of its cluster, which may last 32 seconds.
        behind = bisect_left(times, window.end_ns + 2 * LONGEST_CUE_NS)
        if behind < len(by_time):
            end = max(by_time[behind][1], start)
    return ByteRange(start, end)


def _cut(regions: Iterable[ByteRange], span: ByteRange) -> list[ByteRange]:
    cut = (ByteRange(max(start, span.start), min(end, span.end)) for start, end in regions)
    return [region for region in cut if region.start < region.end]
