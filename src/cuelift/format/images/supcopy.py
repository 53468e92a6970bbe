"""Copies presentation graphics: the segments stay as they are, their times move.

Where only a part is wanted, the first display set tells what a player would know by then, as those
do that discs hold for players that tune in; and what shows at the part's end is cleared.

Spec: US 2009/0185789 A1 (segments, display sets and epochs of the presentation graphics stream).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cuelift.format.images.epoch import Composition, Epoch
from cuelift.format.images.segments import (
    COMPOSITION,
    Segment,
    at_time,
    clearing,
    segments_of,
)


class DisplaySet(NamedTuple):
    """A display set as it came."""

    start_ns: int
    until_ns: int | None
    """When it goes at the latest, where that is told beside it."""
    data: bytes


class Part(NamedTuple):
    """What of a track is copied."""

    start_ns: int | None = None
    """None: from its beginning."""
    end_ns: int | None = None
    shift_ns: int = 0
    """Added to times."""
    forced: bool | None = None
    """Forced objects alone, or the others alone; None: all."""


def copy_sup(sets: Iterable[DisplaySet], part: Part) -> bytes:
    """A ``.sup`` file.

    Args:
        sets: in order of time.
        part: of them.
    """
    return b"".join(_Copy(part).run(sets))


class _Copy:
    def __init__(self, part: Part) -> None:
        self._part = part
        self._epoch = Epoch()
        self._showing: Composition | None = None
        """What a player of the whole shows; nothing where it has no objects."""
        self._until_ns: int | None = None
        self._begun = part.start_ns is None

    def run(self, sets: Iterable[DisplaySet]) -> Iterator[bytes]:
        end_ns = self._part.end_ns
        for each in sets:
            if end_ns is not None and each.start_ns >= end_ns:
                break
            yield from self._run_out(each.start_ns)
            yield from self._take(each)
        yield from self._close()

    def _take(self, each: DisplaySet) -> Iterator[bytes]:
        before = self._part.start_ns
        early = before is not None and each.start_ns < before
        if not early:
            yield from self._tune_in(each.start_ns)
        segments = self._learn(segments_of(each.data))
        self._until_ns = each.until_ns
        if early:
            return
        shown = self._showing
        if not self._begun and shown is not None and not shown.starts_epoch:
            segments = list(self._epoch.told(shown))
        self._begun = True
        yield from self._at(each.start_ns, segments)

    def _learn(self, segments: Sequence[Segment]) -> list[Segment]:
        """Follows a display set; its segments, as far as they are wanted."""
        wanted = []
        for segment in segments:
            if segment.kind != COMPOSITION:
                self._epoch.learn(segment)
                wanted.append(segment)
                continue
            made = Composition(segment.body)
            if made.starts_epoch:
                self._epoch.clear()
            if self._part.forced is not None:
                made.only(forced=self._part.forced)
                segment = made.segment()
            self._showing = made
            wanted.append(segment)
        return wanted

    def _tune_in(self, now_ns: int | None) -> Iterator[bytes]:
        """Shows at the part's beginning what has shown before it."""
        start_ns = self._part.start_ns
        if self._begun or start_ns is None or start_ns == now_ns or not self._shows:
            return
        if self._until_ns is None or self._until_ns > start_ns:
            self._begun = True
            assert self._showing is not None  # noqa: S101 - it shows something
            yield from self._at(start_ns, self._epoch.told(self._showing))

    @property
    def _shows(self) -> bool:
        return self._showing is not None and bool(self._showing.placed)

    def _run_out(self, now_ns: int) -> Iterator[bytes]:
        """Clears what has its end told beside it, if that comes before another display set."""
        until_ns, start_ns = self._until_ns, self._part.start_ns
        if until_ns is None or until_ns >= now_ns or not self._shows:
            return
        if start_ns is None or until_ns > start_ns:
            yield from self._tune_in(None)
            yield from self._clear(until_ns)
        elif self._showing is not None:
            self._showing.placed = []
        self._until_ns = None

    def _close(self) -> Iterator[bytes]:
        ends = [each for each in (self._until_ns, self._part.end_ns) if each is not None]
        if not self._shows or not ends:
            return
        yield from self._tune_in(None)
        if self._begun:
            yield from self._clear(min(ends))

    def _clear(self, time_ns: int) -> Iterator[bytes]:
        made = self._showing
        if made is not None:
            made.placed = []
            yield from self._at(time_ns, clearing(made.number + 1, made.canvas))

    def _at(self, time_ns: int, segments: Iterable[Segment]) -> Iterator[bytes]:
        return at_time(time_ns + self._part.shift_ns, segments)
