"""Turns packets of private stream 1 into samples, in file order.

Where a stream has no video or audio, as in the ``.sub`` files of VobSub, its captions are on the
clock of a film that is elsewhere: their times are taken as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

from cuelift.container.clock import Clock
from cuelift.container.mpegps.packs import Slice, Walk, cut_slice
from cuelift.container.mpegps.units import FIRST_STREAM, LAST_STREAM, Units, read_private
from cuelift.container.pes import PRIVATE_1
from cuelift.container.sequential import Losses
from cuelift.media import Sample


class PsJoiner:
    """See ``cuelift.container.sequential.Joiner``."""

    def __init__(
        self,
        wanted: Mapping[int, int],
        known: frozenset[int],
        clock: Clock | None,
        scale: tuple[int, int] = (1, 1),
    ) -> None:
        """Makes a joiner.

        Args:
            wanted: track by number of the sub-stream.
            known: all sub-streams that were found when the file was opened.
            clock: of the film; None: times are taken as they are.
            scale: ticks of the tracks, and how many of 90 kHz they are.
        """
        self._scale = scale
        self._wanted = wanted
        self._known = known
        self._clock = clock
        self._units = {stream: Units() for stream in wanted}
        self._tail = b""
        self._losses = Losses()
        self._notes = Losses()

    def cut(self, start: int, data: bytes | memoryview) -> Slice:
        """The private packets of a slice."""
        return cut_slice(start, data)

    def join(self, part: Slice) -> list[Sample]:
        """Takes the packets of the next slice."""
        samples: list[Sample] = []
        lost = part.lost
        if self._tail or part.head:
            lost += self._bridge(part, samples)
        else:
            self._tail = part.tail
        turn = 0
        for at, packet in part.packets:
            while turn < len(part.clocks) and part.clocks[turn][0] <= at:
                self._refer(part.clocks[turn][1])
                turn += 1
            self._take(at, packet, samples)
        for _, ticks in part.clocks[turn:]:
            self._refer(ticks)
        if lost:
            self._losses.add(f"bytes that are no packets, the first ones behind {part.start:,}")
        return samples

    def _bridge(self, part: Slice, samples: list[Sample]) -> int:
        """Takes the units over the border of two slices; the number of bytes that are none."""
        at = part.start - len(self._tail)
        data = self._tail + part.head
        walk = Walk(data)
        for unit in walk:
            if unit.code == PRIVATE_1:
                self._take(at + unit.at, data[unit.at : unit.end], samples)
        rest = data[walk.at :]
        if part.tail or part.packets or part.clocks:
            self._tail = part.tail
            return walk.lost + len(rest)
        self._tail = rest
        return walk.lost

    def _refer(self, ticks: int) -> None:
        if self._clock is None:
            return
        before = self._clock.jumps
        self._clock.refer(ticks)
        if self._clock.jumps > before:
            self._notes.add(
                "the clock jumps in the file; times go on behind the jump as if it had not"
            )

    def _take(self, at: int, packet: bytes, samples: list[Sample]) -> None:
        private = read_private(packet)
        if private is None:
            return
        stream, pts, data = private
        units = self._units.get(stream)
        if units is None:
            if FIRST_STREAM <= stream <= LAST_STREAM and stream not in self._known:
                self._losses.add(f"captions of sub-stream {stream:#x} were found too late")
            return
        if pts is not None and self._clock is not None:
            pts = self._clock.place(pts)
        picture = units.push(at, pts, data)
        if picture is not None:
            ticks = picture.pts * self._scale[0] // self._scale[1]
            samples.append(Sample(self._wanted[stream], ticks, None, picture.data, picture.at))

    def finish(self) -> list[Sample]:
        """The file ends."""
        for units in self._units.values():
            units.flush()
        return []

    def damage(self) -> str | None:
        """What was lost since the last call."""
        for stream, units in self._units.items():
            if units.lost:
                self._losses.add(f"packets of sub-stream {stream:#x} are missing")
        return self._losses.take()

    def note(self) -> str | None:
        """Jumps of the clock."""
        return self._notes.take()
