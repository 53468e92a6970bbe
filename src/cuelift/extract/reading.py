"""Carries a read plan out: samples of each track in time order, the first ones early."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

from cuelift.container import Movie, Scan
from cuelift.errors import ContainerError, IndexMismatch
from cuelift.extract.plan import ReadPlan
from cuelift.media import ByteRange, Extent, Fetch, Sample, Window
from cuelift.store.drive import Job, Progress, Source, jobs

STRAYS = 16
"""Wrong index entries of a track that are mended one by one; with more, the track is searched for
as if it had no index."""
WIDEN_LIMIT = 8
"""How often a container may ask for more of one sample."""
DIRECT_BATCH = 256
"""Samples that are read before they are handed on."""
MORE_LIMIT = 64
"""How often a container may ask for more of one slice."""


class Trouble:
    """What went wrong while reading, by track; a few words each, all of it counted."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}
        self.first: dict[int, str] = {}
        self.warnings: list[str] = []
        self.damaged: str | None = None
        """The first thing that was in the way of a search."""
        self.misled: set[int] = set()
        """Tracks whose index is wrong so often that a search is due; not all of their samples were
        handed out."""
        self.strays: dict[int, int] = {}
        """Wrong index entries, by track."""

    def stray(self, track: int) -> bool:
        """Counts a wrong index entry; whether it is one too many."""
        self.strays[track] = self.strays.get(track, 0) + 1
        if self.strays[track] > STRAYS:
            self.misled.add(track)
        return track in self.misled

    def note(self, track: int, message: str) -> None:
        """One sample of a track is lost."""
        self.counts[track] = self.counts.get(track, 0) + 1
        self.first.setdefault(track, message)

    def damage(self, message: str) -> None:
        """Something in the way of a search; what it cost cannot be told."""
        self.damaged = self.damaged or message
        self.warn(message)

    def warn(self, message: str) -> None:
        """Something about the file as a whole."""
        if message not in self.warnings and len(self.warnings) < 100:
            self.warnings.append(message)


def read_samples(
    source: Source,
    movie: Movie,
    plan: ReadPlan,
    window: Window | None,
    trouble: Trouble,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[list[Sample]]:
    """Reads what the plan says.

    Yields: samples, each track's in index or file order.
    """
    source.drop_held()
    if plan.extents:
        indexed = _Indexed(source, movie, plan, trouble, progress)
        yield from indexed.read_each() if plan.direct else indexed.read()
    if plan.scanned:
        scan = movie.scan(plan.scanned, window)
        if plan.scan_mode == "mapped":
            yield from _mapped(source, scan, plan.scan_slices, trouble, progress)
        elif plan.scan_mode == "hop":
            yield from _hop(source, scan, trouble, progress)
            for text in scan.warnings:
                trouble.damage(text)
        else:
            yield from _bulk(source, scan, plan.scan_slices, trouble, progress)


class _Indexed:
    """Fetches the merged ranges of a plan and hands their samples on in order."""

    def __init__(
        self,
        source: Source,
        movie: Movie,
        plan: ReadPlan,
        trouble: Trouble,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._source = source
        self._movie = movie
        self._plan = plan
        self._trouble = trouble
        self._progress = progress
        self._results: list[Sequence[Sample] | None] = []
        self._order: dict[int, list[int]] = {}
        """Positions of each track's extents."""
        self._next: dict[int, int] = {}
        self._heads: dict[int, tuple[bytes, int]] = {}
        self._queue: deque[Job] = deque()
        self._strays: list[int] = []
        self._allowance = plan.stray_bytes
        """Bytes that may still be read for wrong index entries; None: as many as it takes."""

    def read(self) -> Iterator[list[Sample]]:
        """All samples; what the index places wrongly is looked for in its cluster."""
        merged = self._plan.merged
        self._results = [None] * len(self._plan.extents)
        for position, extent in enumerate(self._plan.extents):
            self._order.setdefault(extent.track, []).append(position)
        self._next = dict.fromkeys(self._order, 0)
        self._queue.extend([Job(part[0], part[1], tag) for tag, part in enumerate(merged)])
        known, done = len(merged), 0
        for batch in self._source.stream(self._queue):
            for (start, _, tag), data in batch:
                if tag < known:
                    self._unpack(merged[tag][2], start, data)
                else:
                    self._unpack_tail(tag - known, data)
            done += len(batch)
            self._report(done)
            self._mend()
            if ready := self._ready():
                yield ready

    def _report(self, done: int) -> None:
        if self._progress is not None:
            _tell(self._progress, self._source, done, done + len(self._queue))

    def _unpack(self, members: list[int], start: int, data: bytes) -> None:
        if len(members) == 1:
            self._take(members[0], data)
            return
        extents = self._plan.extents
        for position in members:
            extent = extents[position]
            first = extent.offset - start
            self._take(position, data[first : first + extent.length])

    def _unpack_tail(self, position: int, tail: bytes) -> None:
        head, _ = self._heads[position]
        self._take(position, head + tail)

    def _take(self, position: int, data: bytes) -> None:
        extent = self._plan.extents[position]
        try:
            result = self._movie.payload(extent, data)
        except IndexMismatch:
            self._strays.append(position)
            return
        except ContainerError as error:
            self._lose(position, error)
            return
        if isinstance(result, ByteRange):
            self._widen(position, data, result)
        else:
            self._heads.pop(position, None)
            self._results[position] = result

    def _widen(self, position: int, data: bytes, wanted: ByteRange) -> None:
        extent = self._plan.extents[position]
        have = extent.offset + len(data)
        tries = self._heads.get(position, (b"", 0))[1] + 1
        end = min(wanted.end, self._source.size)
        if wanted.start != extent.offset or end <= have or tries > WIDEN_LIMIT:
            self._lose(position, ContainerError(f"the sample at {extent.offset} ends too early"))
            return
        self._heads[position] = (data, tries)
        self._queue.appendleft(Job(have, end, len(self._plan.merged) + position))

    def _lose(self, position: int, error: ContainerError) -> None:
        self._heads.pop(position, None)
        if self._results:
            self._results[position] = ()
        self._trouble.note(self._plan.extents[position].track, error.message)

    def _mend(self) -> None:
        """Looks for the samples of wrong index entries."""
        for position in self._strays:
            self._results[position] = self._recovered(position)
        self._strays.clear()

    def _recovered(self, position: int) -> Sequence[Sample]:
        """The sample that a wrong index entry means, as far as reading for it is allowed."""
        before = self._source.counters.bytes_read
        if self._trouble.stray(self._plan.extents[position].track):
            return ()
        try:
            if self._allowance is not None and self._allowance <= 0:
                raise ContainerError(
                    "the index places it wrongly, and looking for it would read more than "
                    "--max-read allows"
                )
            found = self._source.run(self._movie.recover(self._plan.extents[position]))
            self._trouble.warn("the index places samples wrongly; they were looked for nearby")
        except ContainerError as error:
            self._lose(position, error)
            found = ()
        if self._allowance is not None:
            self._allowance -= self._source.counters.bytes_read - before
        return found

    def read_each(self) -> Iterator[list[Sample]]:
        """All samples of a file in memory, one read each, in index order."""
        extents = self._plan.extents
        for first in range(0, len(extents), DIRECT_BATCH):
            part = extents[first : first + DIRECT_BATCH]
            blocks = self._source.fetch([(extent[3], extent[3] + extent[4]) for extent in part])
            ready = _copied(part, blocks) if self._movie.exact else None
            yield self._unpacked(first, blocks) if ready is None else ready
            if self._progress is not None:
                _tell(self._progress, self._source, first + len(part), len(extents))
        self._source.check_unchanged()

    def _unpacked(self, first: int, blocks: Sequence[bytes]) -> list[Sample]:
        payload, extents = self._movie.payload, self._plan.extents
        ready: list[Sample] = []
        for position, data in enumerate(blocks, first):
            try:
                result = payload(extents[position], data)
                if isinstance(result, ByteRange):
                    result = self._widened(extents[position], data, result)
                ready += result
            except IndexMismatch:
                ready += self._recovered(position)
            except ContainerError as error:
                self._lose(position, error)
        return ready

    def _widened(self, extent: Extent, data: bytes, wanted: ByteRange) -> Sequence[Sample]:
        for _ in range(WIDEN_LIMIT):
            if wanted.start != extent.offset or wanted.end <= extent.offset + len(data):
                break
            [data] = self._source.gather([wanted])
            result = self._movie.payload(extent, data)
            if not isinstance(result, ByteRange):
                return result
            wanted = result
        raise ContainerError(f"the sample at {extent.offset} ends too early")

    def _ready(self) -> list[Sample]:
        """The samples that no earlier sample of their track is missing before."""
        ready: list[Sample] = []
        for track, positions in self._order.items():
            at = self._next[track]
            while at < len(positions):
                samples = self._results[positions[at]]
                if samples is None:
                    break
                ready += samples
                self._results[positions[at]] = ()
                at += 1
            self._next[track] = at
        return ready


def _copied(extents: Sequence[Extent], blocks: Sequence[bytes]) -> list[Sample] | None:
    """Samples that are what their extents name; None when a block is not as long as it should be.

    Much of what a film of exact extents costs, so it is done column by column.
    """
    tracks, pts, durations, offsets, lengths, descriptions, _ = zip(*extents, strict=True)
    if tuple(map(len, blocks)) != lengths:
        return None
    rows = zip(tracks, pts, durations, blocks, offsets, repeat(()), descriptions, strict=False)
    return list(map(Sample._make, rows))


def _tell(progress: Callable[[Progress], None], source: Source, done: int, known: int) -> None:
    counters = source.counters
    progress(Progress(counters.bytes_read, sum(counters.requests.values()), done, known))


def _bulk(
    source: Source,
    scan: Scan,
    slices: Sequence[ByteRange],
    trouble: Trouble,
    progress: Callable[[Progress], None] | None,
) -> Iterator[list[Sample]]:
    """Reads slices side by side, hands their samples on in file order."""

    def more(wanted: ByteRange, have: bytes) -> bytes:
        return have + source.gather([wanted])[0]

    queue = jobs(slices)
    arrived: dict[int, list[Sample]] = {}
    turn = done = 0
    for batch in source.stream(queue):
        for job, data in batch:
            arrived[job.tag] = _parse_slice(scan, job.start, data, trouble, more)
        done += len(batch)
        if progress is not None:
            _tell(progress, source, done, len(slices))
        ready: list[Sample] = []
        while turn in arrived:
            ready += arrived.pop(turn)
            turn += 1
        if ready:
            yield ready


def _mapped(
    source: Source,
    scan: Scan,
    slices: Sequence[ByteRange],
    trouble: Trouble,
    progress: Callable[[Progress], None] | None,
) -> Iterator[list[Sample]]:
    """Looks through a file in memory; pages without a header are never touched."""
    for number, (start, end) in enumerate(slices, 1):

        def more(wanted: ByteRange, _: bytes | memoryview, start: int = start) -> memoryview:
            return _view(source, start, wanted.end)

        samples = _parse_slice(scan, start, _view(source, start, end), trouble, more)
        if progress is not None:
            _tell(progress, source, number, len(slices))
        if samples:
            yield samples
    source.check_unchanged()


def _view(source: Source, start: int, end: int) -> memoryview:
    view = source.view(start, end)
    return memoryview(source.gather([ByteRange(start, end)])[0]) if view is None else view


def _parse_slice(
    scan: Scan,
    start: int,
    data: bytes | memoryview,
    trouble: Trouble,
    more: Callable[[ByteRange, Any], bytes | memoryview],
) -> list[Sample]:
    """The samples of a slice.

    Args:
        scan: that made the slice.
        start: of the slice.
        data: of the slice.
        trouble: where damage is told.
        more: gives the slice with a further range behind it.
    """
    try:
        part = scan.parse(start, data)
        for _ in range(MORE_LIMIT):
            if part.more is None:
                break
            data = more(part.more, data)
            part = scan.parse(start, data)
    except ContainerError as error:
        trouble.damage(f"bytes {start:,} to {start + len(data):,}: {error.message}")
        return []
    if part.more is not None:
        trouble.damage(f"bytes {start:,} to {start + len(data):,} could not be parsed to their end")
    for text, tell in ((part.warning, trouble.damage), (part.note, trouble.warn)):
        if text:
            tell(text)
    return list(part.samples)


def _hop(
    source: Source,
    scan: Scan,
    trouble: Trouble,
    progress: Callable[[Progress], None] | None,
) -> Iterator[list[Sample]]:
    """Walks from header to header, one small read after the other."""
    found: list[Sample] = []
    walk: Fetch[None] = scan.hop(found.append)
    try:
        wanted = next(walk)
        while True:
            # One small read after the other: none of them is asked for again.
            wanted = walk.send(source.gather(wanted))
            if found:
                if progress is not None:
                    _tell(progress, source, wanted[0].start, source.size)
                yield found.copy()
                found.clear()
    except StopIteration:
        pass
    except ContainerError as error:
        trouble.damage(f"the search ended early: {error.message}")
    yield found
