"""Turns the packets of the wanted streams into samples, in file order.

Spec: ISO/IEC 13818-1, 2.4.3 (transport stream), 2.7 (timing); ETSI EN 300 743, clause 6 (DVB
subtitles in PES packets).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cuelift.container.clock import Clock
from cuelift.container.mpegts.assembler import Assembler, Payload
from cuelift.container.mpegts.captions import captions_of
from cuelift.container.mpegts.packets import Cutting, PidFilter, Piece
from cuelift.container.mpegts.psi import Sections, read_pmt
from cuelift.container.mpegts.references import Reference
from cuelift.container.sequential import Losses
from cuelift.container.sup_sets import DisplaySets
from cuelift.errors import TruncatedData
from cuelift.media import Sample


class Feed:
    """A stream of captions, which may be of several tracks."""

    def __init__(self, pid: int, codec: str, tracks: Sequence[int], clock: Clock) -> None:
        """Makes a feed.

        Args:
            pid: of the stream.
            codec: of its captions.
            tracks: the numbers of the tracks that are made of it.
            clock: of its programme.
        """
        self.pid = pid
        self.tracks = tuple(tracks)
        self.clock = clock
        self.assembler = Assembler()
        self.sets = DisplaySets() if codec == "pgs" else None


class TsJoiner:
    """See ``cuelift.container.sequential.Joiner``."""

    def __init__(
        self,
        size: int,
        first: int,
        feeds: Sequence[Feed],
        clocks: Mapping[int, Sequence[Clock]],
        maps: Sequence[int],
        known: frozenset[tuple[int, int, bytes]],
    ) -> None:
        """Makes a joiner.

        Args:
            size: of packets with what lies between them.
            first: where the first packet is in the file.
            feeds: the wanted streams.
            clocks: the clocks that each stream of clock references drives.
            maps: the streams of the wanted programmes' maps.
            known: where captions are, as far as it was known when the file was opened.
        """
        self._feeds = {feed.pid: feed for feed in feeds}
        self._clocks = clocks
        self._maps = {pid: Sections() for pid in maps}
        self._known = known
        self._filter = PidFilter(size, first, self._feeds, clocks, self._maps)
        self._tail = b""
        self._losses = Losses()
        self._notes = Losses()

    def cut(self, start: int, data: bytes | memoryview) -> Cutting:
        """The wanted packets and clock references of a slice."""
        return self._filter.cut(start, data)

    def join(self, part: Cutting) -> list[Sample]:
        """Takes the packets of the next slice."""
        pieces, references, head, tail, lost = part
        if lost:
            self._losses.add(f"bytes that are no packets, the first ones behind {head[0]:,}")
        between = self._filter.join(self._tail, head)
        self._tail = tail
        samples: list[Sample] = []
        turn = 0
        for piece in pieces if between is None else [between, *pieces]:
            while turn < len(references) and references[turn].at <= piece.at:
                self._refer(references[turn])
                turn += 1
            self._take(piece, samples)
        for reference in references[turn:]:
            self._refer(reference)
        return samples

    def _refer(self, reference: Reference) -> None:
        for clock in self._clocks[reference.pid]:
            before = clock.jumps
            clock.refer(reference.ticks, flagged=reference.flagged)
            if clock.jumps > before:
                self._notes.add(
                    "the clock jumps in the file; times go on behind the jump as if it had not"
                )

    def _take(self, piece: Piece, samples: list[Sample]) -> None:
        at, pid, rows, counter, data = piece
        feed = self._feeds.get(pid)
        if feed is not None:
            push = feed.assembler
            found = push.go_on(at, data, rows, counter) if rows else push.push(at, data)
            for payload in found:
                self._emit(feed, payload, samples)
        elif pid in self._maps and not rows:
            self._watch(self._maps[pid].push(data))

    def _emit(self, feed: Feed, payload: Payload, samples: list[Sample]) -> None:
        at, raw, data = payload
        pts = feed.clock.now if raw is None else feed.clock.place(raw)
        if feed.sets is None:
            samples += [Sample(track, pts, None, data, at) for track in feed.tracks]
            return
        for place, when, whole in feed.sets.push(at, pts, data):
            samples += [Sample(track, when, None, whole, place) for track in feed.tracks]

    def _watch(self, sections: Sequence[bytes]) -> None:
        """Looks whether a programme has got captions that it had not."""
        for section in sections:
            try:
                found = read_pmt(section)
            except TruncatedData:
                continue
            if found is not None:
                for caption in captions_of(found):
                    if caption.place not in self._known:
                        self._losses.add(
                            f"captions of stream {caption.pid:#x} ({caption.language or 'und'}) "
                            "begin later in the file and are not read"
                        )

    def finish(self) -> list[Sample]:
        """Completes what ends with the file."""
        samples: list[Sample] = []
        for feed in self._feeds.values():
            for payload in feed.assembler.flush():
                self._emit(feed, payload, samples)
            if feed.sets is not None:
                for at, pts, data in feed.sets.flush():
                    samples += [Sample(track, pts, None, data, at) for track in feed.tracks]
        return samples

    def damage(self) -> str | None:
        """What was lost since the last call."""
        for feed in self._feeds.values():
            assembler = feed.assembler
            if assembler.scrambled:
                self._losses.add(f"stream {feed.pid:#x} is scrambled")
            if assembler.lost:
                self._losses.add(f"packets of stream {feed.pid:#x} are missing")
        return self._losses.take()

    def note(self) -> str | None:
        """Jumps of a clock."""
        return self._notes.take()
