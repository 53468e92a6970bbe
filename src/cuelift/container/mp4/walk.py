"""Finds every fragment of a file, on as many ways at once as its indexes allow.

A walk goes from box to box. Every place that an index names begins a walk of its own, and a walk
ends where another one has been; so all fragments are found whether or not the indexes list them
all, and an entry that points nowhere does no harm.

Spec: ISO/IEC 14496-12:2022, 8.8.4 (``moof``), 8.16.3 (``sidx``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from cuelift.container.mp4.boxes import HEADER_BYTES, TopBox, top_box
from cuelift.container.mp4.cuts import MAX_CUTS, Cuts, parse_sidx
from cuelift.container.mp4.fragments import FragmentParser, Run
from cuelift.errors import ContainerError
from cuelift.media import ByteRange, Fetch, to_ns

MARGIN_NS = 60_000_000_000
"""Fragments this much before and after a window are read too: muxers put captions into fragments
by their own clock, and a caption may last for long."""

MAX_BOXES = 2_000_000
"""Boxes to pass in one walk: a moof and an mdat for each picture of nine hours, at 30 a second."""

_FIRST_WINDOW = 4096
_FIRST_BATCH = 16
_ENOUGH = 8
"""Fragments to have seen before their size is trusted."""
_BATCH = 4096
_BATCH_BYTES = 64 * 1024 * 1024
_REMEMBERED = 32
_INDEX_BYTES = 16 * 1024 * 1024
_SPARE = HEADER_BYTES + 96
"""Beyond a fragment's own size: the header of the media data behind it, and a little growth."""


class Reach(NamedTuple):
    """Which media times are asked for, in nanoseconds."""

    start_ns: int
    end_ns: int | None


class _Step(NamedTuple):
    """Where a walk stands and what it needs to go on."""

    offset: int
    held: bytes
    """Bytes at ``offset`` that are at hand."""
    length: int
    """How many bytes at ``offset`` to have; 0: one window."""
    from_index: bool = False


class Walker:
    """Walks over the top-level boxes of one file and gives each fragment to the parser."""

    def __init__(
        self,
        parser: FragmentParser,
        size: int,
        *,
        timescales: dict[int, int],
        reach: Reach | None = None,
        most: int = MAX_BOXES,
    ) -> None:
        """Makes a walker.

        Args:
            parser: gets each fragment once.
            size: of the object.
            timescales: of the wanted tracks, by the container's number.
            reach: fragments that an index places clear of it are passed over.
            most: how many boxes to pass.
        """
        self._parser = parser
        self._size = size
        self._timescales = timescales
        self._reach = reach
        self._left = most
        self._visited: set[int] = set()
        """Where walks end: fragments, indexes and places that an index named."""
        self._past: dict[int, int] = {}
        """By track number, the first fragment that begins clear of ``reach``."""
        self._started: set[int] = set()
        """Places that an index named."""
        self._sizes: deque[int] = deque(maxlen=_REMEMBERED)
        self._pending: deque[_Step] = deque()
        self._queued: set[int] = set()
        """Offsets of the steps that are pending."""
        self._learning = False
        self.runs: dict[int, list[Run]] = {}
        """What each fragment holds, by its offset."""
        self.warnings: list[str] = []
        self.skipped = False
        """Whether fragments were passed over because of ``reach``."""
        self.misled = False
        """Whether an index named a place where no box begins."""
        self.limited = False
        """Whether boxes were left because there are more than ``most``."""
        self.stated: dict[int, int] = {}
        """Timescales that segment indexes state, by track number."""

    def walk(self, start: int, end: int, head: bytes, cuts: Cuts) -> Fetch[None]:
        """Visits all fragments from ``start`` on.

        Args:
            start: a box begins there.
            end: a walk that comes there is over.
            head: the first bytes of the file.
            cuts: what indexes name.
        """
        self._visited.add(end)
        self._begin(start, cuts)
        self._advance(_Step(start, head[start:], 0))
        while not self.limited and (batch := self._take_batch()):
            answers = yield self._ranges(batch)
            for step, data in zip(batch, answers, strict=True):
                if not data:
                    self._warn(f"nothing could be read at {step.offset}")
                    continue
                self._advance(step._replace(held=step.held + data))
        if self.limited:
            self._warn("there are too many boxes: fragments may be missing")

    def _begin(self, after: int, cuts: Cuts) -> None:
        """Starts a walk at every cut whose time is asked for."""
        places = sorted(cut for cut in cuts if after < cut < self._size)
        times = [cuts[place] for place in places]
        for number, place in enumerate(places):
            until = times[number + 1] if number + 1 < len(places) else None
            if place in self._started:
                continue
            if len(self._started) >= MAX_CUTS:
                return  # walks pass the other places all the same
            self._started.add(place)
            if self._outside(times[number], until):
                self._visited.add(place)
                self.skipped = True
            else:
                self._queue(_Step(place, b"", 0, from_index=True))

    def _outside(self, time_ns: int | None, until_ns: int | None) -> bool:
        if self._reach is None:
            return False
        start_ns, end_ns = self._reach
        if end_ns is not None and time_ns is not None and time_ns >= end_ns + MARGIN_NS:
            return True
        if time_ns is None or until_ns is None:
            return False
        # Where one track lies behind another, times begin anew.
        return time_ns <= until_ns <= start_ns - MARGIN_NS

    def _queue(self, step: _Step) -> None:
        if step.offset not in self._queued:
            self._queued.add(step.offset)
            self._pending.append(step)

    def _window(self) -> int:
        learned = max(self._sizes, default=0) + _SPARE
        return learned if len(self._sizes) >= _ENOUGH else max(learned, _FIRST_WINDOW)

    def _ranges(self, batch: Sequence[_Step]) -> list[ByteRange]:
        """What to read for each step: never more of the file than up to the next step."""
        window = self._window()
        ranges = []
        limits = [step.offset for step in batch[1:]] + [self._size]
        for (offset, held, length, _), limit in zip(batch, limits, strict=True):
            start = offset + len(held)
            end = offset + length if length else min(offset + window, limit)
            ranges.append(ByteRange(start, min(max(end, start + HEADER_BYTES), self._size)))
        return ranges

    def _take_batch(self) -> list[_Step]:
        """Steps to go at once, in order; empty: the walk is over.

        At first they are a few from all over the file, to learn how large fragments are.
        """
        batch: list[_Step] = []
        if not self._learning and len(self._pending) > _FIRST_BATCH:
            self._learning = True
            batch = list(self._pending)[:: len(self._pending) // _FIRST_BATCH][:_FIRST_BATCH]
            self._queued.difference_update(step.offset for step in batch)
            self._pending = deque(step for step in self._pending if step.offset in self._queued)
            return sorted(batch)
        most = max(min(_BATCH, _BATCH_BYTES // self._window()), 1)
        while self._pending and len(batch) < most:
            step = self._pending.popleft()
            self._queued.discard(step.offset)
            if step.offset not in self._visited:
                batch.append(step)
        return sorted(batch)

    def _warn(self, text: str) -> None:
        if len(self.warnings) < 100:
            self.warnings.append(text)

    def _advance(self, step: _Step) -> None:
        """Goes from box to box as far as the bytes at hand reach."""
        data, at, offset = step.held, 0, step.offset
        while offset + 8 <= self._size and offset not in self._visited and self._may_pass():
            box = top_box(data, at, offset, self._size)
            if box is None:
                if len(data) - at < min(HEADER_BYTES, self._size - offset):
                    self._queue(_Step(offset, data[at:], 0, step.from_index))
                elif step.from_index and at == 0:
                    self.misled = True
                else:
                    self._warn(f"there is no box at {offset}: fragments behind it may be missing")
                return
            if box.kind in (b"moof", b"sidx"):
                length = box.end - offset
                if not self._is_whole(box):
                    return
                if at + length > len(data):
                    wanted = length + HEADER_BYTES
                    self._queue(_Step(offset, data[at:], wanted, step.from_index))
                    return
                self._visited.add(offset)
                if self._take(box, data[at : at + length]):
                    return
            elif offset in self._started:
                self._visited.add(offset)
            self._left -= 1
            at += box.end - offset
            offset = box.end

    def _may_pass(self) -> bool:
        self.limited = not self._left
        return not self.limited

    def _is_whole(self, box: TopBox) -> bool:
        kind = box.kind.decode()
        if box.end > self._size:
            self._warn(f"the {kind} box at {box.offset} is cut off by the end of the file")
            return False
        if box.end - box.offset > _INDEX_BYTES:
            raise ContainerError(
                f"the {kind} box at {box.offset} has {box.end - box.offset} bytes, "
                f"more than {_INDEX_BYTES}"
            )
        return True

    def _take(self, box: TopBox, data: bytes) -> bool:
        """Reads a fragment or an index; True: nothing behind it is asked for."""
        body = box.body - box.offset
        try:
            if box.kind == b"sidx":
                index = parse_sidx(memoryview(data)[body:], box.end)
                if index.timescale:
                    self.stated.setdefault(index.track, index.timescale)
                self._begin(box.end, index.cuts)
                return False
            self._sizes.append(len(data))
            runs = self._parser.parse(data, box.offset, body)
        except ContainerError as error:
            self._warn(f"the {box.kind.decode()} box at {box.offset} is broken: {error}")
            return False
        if not runs:
            return False
        self.runs[box.offset] = runs
        return self._is_past(box.offset, runs)

    def _is_past(self, offset: int, runs: Sequence[Run]) -> bool:
        """Whether every wanted track begins clear of what is asked for, here or before."""
        if self._reach is None or self._reach.end_ns is None:
            return False
        limit_ns = self._reach.end_ns + MARGIN_NS
        for run in runs:
            if run.base is not None and to_ns(run.base, self._timescales[run.number]) >= limit_ns:
                self._past[run.number] = min(offset, self._past.get(run.number, offset))
        past = all(self._past.get(number, self._size) <= offset for number in self._timescales)
        self.skipped |= past
        return past
