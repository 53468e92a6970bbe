"""An opened ISO-BMFF or QuickTime file: its caption tracks, and where their samples lie.

Samples come from the tables of the movie box, from movie fragments, or from both.

Spec: ISO/IEC 14496-12:2022, 6.2 and 8.8; ISO/IEC 23000-19 (CMAF).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from cuelift.container.base import Index
from cuelift.container.mp4.bare import open_bare
from cuelift.container.mp4.boxes import Opening, from_head, open_boxes
from cuelift.container.mp4.cuts import Cuts, has_index, read_mfra
from cuelift.container.mp4.edits import media_spans, within
from cuelift.container.mp4.fragments import Defaults, FragmentParser, Run, Wanted
from cuelift.container.mp4.movie_box import CaptionTrack, parse_moov, smallest_sample
from cuelift.container.mp4.scan import IndexScan, take_sample
from cuelift.container.mp4.tables import MAX_SAMPLES, place
from cuelift.container.mp4.walk import Reach, Walker
from cuelift.errors import ContainerError
from cuelift.media import Attachment, Extent, Fetch, Sample, Track, Window

_MAX_SAMPLES = 2 * MAX_SAMPLES
"""Of all tracks that are asked for at once."""


class Layout(msgspec.Struct, frozen=True):
    """Where the samples of an opened file are to be looked for."""

    size: int
    head: bytes
    """The first bytes of the file."""
    fragments_at: int
    """Where the walk over fragments begins."""
    fragmented: bool
    """Whether there may be fragments; else only tracks without samples are looked for there."""
    captions: tuple[CaptionTrack, ...]
    defaults: Mapping[int, Defaults] = {}
    timescales: Mapping[int, int] = {}


class Mp4Movie:
    """See ``Movie``. Extents are exact: each is one sample."""

    container = "mp4"

    def __init__(self, layout: Layout, duration_ns: int | None, warnings: Sequence[str]) -> None:
        """Makes a movie of what the header says."""
        self._layout = layout
        self.duration_ns = duration_ns
        self.warnings = warnings
        self.truncated: str | None = None
        """See ``Movie.truncated``; here the index tells, track by track."""
        self.tracks: Sequence[Track] = tuple(caption.track for caption in layout.captions)

    def read_attachments(self) -> Fetch[Sequence[Attachment]]:
        """None; see ``Movie.read_attachments``."""
        yield from ()
        return ()

    def index(self, wanted: Collection[int], window: Window | None = None) -> Fetch[Index]:
        """See ``Movie.index``. No track is left unindexed."""
        layout = self._layout
        return (yield from from_head(self._index(wanted, window), layout.head, layout.size))

    def _index(self, wanted: Collection[int], window: Window | None) -> Fetch[Index]:
        warnings: list[str] = []
        lost: dict[int, str] = {}
        found: dict[int, list[Extent]] = {}
        for caption in self._layout.captions:
            if caption.track.index in wanted:
                missing: list[str] = []
                found[caption.track.index] = self._tabled(caption, missing)
                if missing:
                    lost[caption.track.index] = missing[0]
                    warnings += missing
            if sum(map(len, found.values())) > _MAX_SAMPLES:
                raise ContainerError(f"the tracks have more than {_MAX_SAMPLES} samples in all")
        if self._layout.fragmented or any(
            caption.table is None or not caption.table.samples
            for caption in self._layout.captions
            if caption.track.index in found
        ):
            damage: list[str] = []
            encrypted = yield from self._fragments(found, window, damage)
            # Which tracks a damaged fragment held is not known.
            lost |= dict.fromkeys(found, damage[0]) if damage else {}
            lost |= encrypted
            warnings += [*damage, *encrypted.values()]
        extents: list[Extent] = []
        for index, part in found.items():
            extents += self._shown(self.tracks[index], part, window)
        return Index(extents=extents, warnings=warnings, lost=lost)

    def _tabled(self, caption: CaptionTrack, warnings: list[str]) -> list[Extent]:
        """The samples that the movie box names."""
        track, table = caption.track, caption.table
        if table is None or not table.samples:
            return []
        index, minimum, descriptions = caption.wanted
        placed = place(table, index, descriptions, minimum, self._layout.size)
        if placed.beyond:
            warnings.append(
                f"track {track.number}: {placed.beyond} samples lie beyond the end of the file"
            )
        if placed.lost:
            warnings.append(f"track {track.number}: {placed.lost} samples have no time or place")
        return placed.extents

    def _fragments(
        self, found: dict[int, list[Extent]], window: Window | None, warnings: list[str]
    ) -> Fetch[dict[int, str]]:
        """Adds the samples that fragments name.

        Returns: what is to be said of tracks with encrypted samples, which are left out.
        """
        layout = self._layout
        cuts: Cuts = {}
        end = layout.size
        if not has_index(layout.head, layout.fragments_at, layout.size):
            cuts, end = yield from read_mfra(layout.size, layout.timescales)
        reach = self._reach(found, window)
        walker, parser = yield from self._walk(found, cuts, end, reach)
        stated = all(run.base is not None for run in _in_order(walker))
        if walker.skipped and (walker.misled or not stated):
            # What was passed over on an index's word cannot be told, and times that count from
            # the fragment before need all fragments before.
            walker, parser = yield from self._walk(found, cuts, end, None)
        if layout.fragmented or walker.runs:
            warnings += walker.warnings
        if parser.beyond:
            warnings.append(f"{parser.beyond} samples lie beyond the end of the file")
        numbers = {self.tracks[index].number: index for index in found}
        next_time = {
            caption.track.number: caption.table.ticks
            for caption in layout.captions
            if caption.table is not None
        }
        encrypted: dict[int, str] = {}
        for run in _in_order(walker):
            base = next_time.get(run.number, 0) if run.base is None else run.base
            next_time[run.number] = base + run.ticks
            part, index = run.extents, numbers[run.number]
            if run.encrypted and part:
                encrypted[index] = f"track {run.number}: fragments are encrypted"
                continue
            if run.base is None:
                part = [extent._replace(pts=extent.pts + base) for extent in part]
            found[index] += part
        return encrypted

    def _walk(
        self, found: Collection[int], cuts: Cuts, end: int, reach: Reach | None
    ) -> Fetch[tuple[Walker, FragmentParser]]:
        layout = self._layout
        timescales = {self.tracks[index].number: self.tracks[index].timescale for index in found}
        tracks = {
            caption.track.number: caption.wanted
            for caption in layout.captions
            if caption.track.index in found
        }
        parser = FragmentParser(tracks, layout.defaults, layout.size)
        walker = Walker(parser, layout.size, timescales=timescales, reach=reach)
        yield from walker.walk(layout.fragments_at, end, layout.head, cuts)
        return walker, parser

    def _reach(self, wanted: Iterable[int], window: Window | None) -> Reach | None:
        """The media times that a window shows of any wanted track."""
        if window is None:
            return None
        spans = [span for index in wanted for span in media_spans(self.tracks[index].edits, window)]
        if not spans:
            return Reach(0, 0)
        ends = [end for _, end in spans if end is not None]
        return Reach(
            min(start for start, _ in spans), max(ends) if len(ends) == len(spans) else None
        )

    def _shown(self, track: Track, extents: list[Extent], window: Window | None) -> list[Extent]:
        """The extents of one track in time order, and only those within the window."""
        if any(one.pts > two.pts for one, two in pairwise(extents)):
            extents.sort(key=lambda extent: extent.pts)
        if window is None:
            return extents
        return list(within(extents, media_spans(track.edits, window), track.timescale))

    exact = True
    """See ``Movie.exact``."""

    def payload(self, extent: Extent, data: bytes | memoryview) -> Sequence[Sample]:
        """See ``Movie.payload``; never asks for more.

        Raises:
            TruncatedData: the data are shorter than the sample.
        """
        return (take_sample(extent, data),)

    def recover(self, extent: Extent) -> Fetch[Sequence[Sample]]:
        """See ``Movie.recover``; the tables place samples exactly, so there is nothing around.

        Raises:
            ContainerError: always.
        """
        yield []
        raise ContainerError(f"no sample of track {extent.track} at {extent.offset}")

    def scan(self, wanted: Collection[int], window: Window | None = None) -> IndexScan:
        """See ``Movie.scan``; never needed, as the index places every sample."""
        return IndexScan(lambda: self.index(wanted, window))


def _in_order(walker: Walker) -> Iterable[Run]:
    """The runs of all fragments, in file order."""
    return (run for offset in sorted(walker.runs) for run in walker.runs[offset])


def open_mp4(size: int) -> Fetch[Mp4Movie]:
    """Reads the movie box of an object of ``size`` bytes, or looks at its first fragment.

    Raises:
        ContainerError: there is neither a movie box nor a fragment, or it cannot be read.
    """
    opening = yield from open_boxes(size)
    if opening.boxes[-1].kind == b"moof":
        return (yield from _open_segments(opening, size))
    movie = parse_moov(opening.moov)
    layout = Layout(
        size,
        opening.head,
        opening.boxes[-1].end,
        movie.fragmented,
        movie.captions,
        movie.defaults,
        movie.timescales,
    )
    return Mp4Movie(layout, movie.duration_ns, movie.warnings)


def _open_segments(opening: Opening, size: int) -> Fetch[Mp4Movie]:
    bare = yield from from_head(open_bare(opening, size), opening.head, size)
    captions = tuple(
        CaptionTrack(track, None, Wanted(track.index, smallest_sample([track.codec])))
        for track in bare.tracks
    )
    timescales = {track.number: track.timescale for track in bare.tracks}
    layout = Layout(size, opening.head, 0, True, captions, {}, timescales)
    return Mp4Movie(layout, None, bare.warnings)
