"""Counts the forced captions of PGS and VobSub tracks for ``probe``, where that costs little.

The flags are in the composition of each display set, and in the control sequences of each
sub-picture unit. Samples are read where the index lists them and all of them together are few bytes
of the object; their pictures are not decoded.

Spec: US 2009/0185789 A1 (presentation composition segment); DVD Specifications for Read-Only Disc,
part 3: sub-picture units (FSTA_DSP).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cuelift.container import Movie
from cuelift.errors import ContainerError
from cuelift.format.images.epoch import Composition
from cuelift.format.images.segments import COMPOSITION, OBJECT, segments_of
from cuelift.media import ByteRange, Extent, Sample
from cuelift.store.drive import Source

COUNTED = frozenset(("pgs", "vobsub"))
"""Codecs whose forced captions can be counted."""
SHARE = 1000
"""One byte in so many of the object may be read."""
ALWAYS_BYTES = 1 << 18
REMOTE_READS = 256
_WIDENINGS = 8
_FORCED_START = 0
_ARGUMENTS = {0: 0, 1: 0, 2: 0, 3: 2, 4: 2, 5: 6, 6: 4}
"""Bytes that follow the commands of a sub-picture unit; a start comes before any other one."""


class ForcedCounter:
    """Counts within a budget that all tracks of a film share."""

    def __init__(self, source: Source, movie: Movie) -> None:
        self._source = source
        self._movie = movie
        self._bytes = max(ALWAYS_BYTES, source.size // SHARE)
        self._reads = REMOTE_READS if source.profile.remote else None

    def count(self, extents: Sequence[Extent]) -> int | None:
        """How many captions of a track are forced; None: it would cost too much to know.

        Args:
            extents: of the track, all of them.
        """
        found: list[Sample] = []
        open_ones = {
            at: ByteRange(each.offset, min(each.offset + each.length, self._source.size))
            for at, each in enumerate(extents)
        }
        for _ in range(_WIDENINGS):
            if not open_ones:
                found.sort(key=lambda sample: sample.pts)
                return self._counted(found)
            if not self._may_read(open_ones.values()):
                return None
            blocks = self._source.gather(list(open_ones.values()))
            try:
                open_ones = self._taken(extents, dict(zip(open_ones, blocks, strict=True)), found)
            except ContainerError:
                return None
        return None

    def _counted(self, samples: Sequence[Sample]) -> int:
        if samples and self._movie.tracks[samples[0].track].codec == "pgs":
            sets = ForcedSets()
            return sum(sets.begin(sample.data) for sample in samples)
        return sum(starts_forced(sample.data) for sample in samples)

    def _taken(
        self, extents: Sequence[Extent], blocks: dict[int, bytes], found: list[Sample]
    ) -> dict[int, ByteRange]:
        """Takes the samples that are whole; the ranges of the others."""
        wider = {}
        for at, data in blocks.items():
            result = self._movie.payload(extents[at], data)
            if isinstance(result, ByteRange):
                wider[at] = result
            else:
                found += result
        return wider

    def _may_read(self, ranges: Iterable[ByteRange]) -> bool:
        """Whether these ranges are within the budget; if so, they are taken off it."""
        sizes = [end - start for start, end in ranges]
        if sum(sizes) > self._bytes or (self._reads is not None and len(sizes) > self._reads):
            return False
        self._bytes -= sum(sizes)
        if self._reads is not None:
            self._reads -= len(sizes)
        return True


class ForcedSets:
    """Follows the display sets of a PGS track, in order of time."""

    def __init__(self) -> None:
        self._shown: frozenset[bytes] = frozenset()
        """The forced objects that show, with their places, as compositions have them."""

    def begin(self, data: bytes) -> bool:
        """Whether a display set begins to show a forced object.

        One that shows already is no new caption: compositions list it again where another object
        goes, where colours change, and for those who tune in.
        """
        segments = segments_of(data)
        told = next((each.body for each in segments if each.kind == COMPOSITION), None)
        if told is None:
            return False
        made = Composition(told)
        made.only(forced=True)
        forced = frozenset(made.placed)
        new = forced if made.starts_epoch else forced - self._shown
        if made.may_redraw:
            defined = {each.body[:2] for each in segments if each.kind == OBJECT}
            new |= {placed for placed in forced if placed[:2] in defined}
        self._shown = forced
        return bool(new)


def starts_forced(data: bytes) -> bool:
    """Whether a sub-picture unit begins to show as a forced one."""
    at = int.from_bytes(data[2:4], "big")
    while 4 <= at < len(data):
        if _has_forced_start(data, at + 4):
            return True
        following = int.from_bytes(data[at + 2 : at + 4], "big")
        if following <= at:
            break
        at = following
    return False


def _has_forced_start(data: bytes, at: int) -> bool:
    """Whether it is among the commands of a control sequence."""
    while at < len(data) and data[at] in _ARGUMENTS:
        if data[at] == _FORCED_START:
            return True
        at += 1 + _ARGUMENTS[data[at]]
    return False
