"""Keeps the pictures of a track while it is read, and makes picture files of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from cuelift.cues import Cue, Header
from cuelift.extract.options import Selection
from cuelift.format import FORMATS, File
from cuelift.media import Sample, Track, to_ns

if TYPE_CHECKING:
    from cuelift.format.images.packed import PackedBitmap
    from cuelift.format.images.supcopy import Part

PICTURES_LIMIT = 100_000
"""Different ones of one track; a day of television has fewer."""
BYTES_LIMIT = 1 << 30
"""Of the pictures of one track, compressed, or of its samples."""
_COPIED_CODEC, COPY_FORMAT = "pgs", "sup"


class Keeper:
    """Pictures of one track, compressed, identical ones once; its samples if they are copied."""

    def __init__(self, track: Track, *, copied: bool) -> None:
        self._timescale = track.timescale
        self._known: dict[bytes, PackedBitmap] = {}
        self._bytes = 0
        self.samples: list[Sample] = []
        self.full: str | None = None
        """Why the rest of the track is given up."""
        self._copied = copied

    def copy(self, sample: Sample) -> None:
        """Takes note of a sample."""
        if self._copied:
            self._bytes += len(sample.data)
            self.samples.append(sample)

    def packed(self, cues: Sequence[Cue]) -> list[Cue]:
        """The cues with their pictures compressed."""
        from cuelift.format.images.packed import pack, pack_like

        made = []
        for cue in cues:
            bitmaps = []
            for bitmap in cue.bitmaps:
                known = self._known.get(bitmap.digest)
                if known is None:
                    known = self._known[bitmap.digest] = pack(bitmap)
                    self._bytes += len(known.packed)
                    bitmaps.append(known)
                else:
                    bitmaps.append(pack_like(bitmap, known))
            made.append(replace(cue, bitmaps=tuple(bitmaps)))
        if len(self._known) > PICTURES_LIMIT:
            self.full = f"given up after {PICTURES_LIMIT:,} pictures"
        elif self._bytes > BYTES_LIMIT:
            self.full = f"given up after {BYTES_LIMIT:,} bytes of pictures"
        return made


def may_copy(track: Track, selection: Selection) -> bool:
    """Whether the samples of a track can become a file by moving all their times alike."""
    if track.codec != _COPIED_CODEC:
        return False
    return selection.timeline == "raw" or all(
        edit.media_start_ns is not None and len(track.edits) == 1 for edit in track.edits
    )


class Pictures(msgspec.Struct, frozen=True):
    """What picture files are made of."""

    track: Track
    header: Header
    cues: Sequence[Cue]
    """Of the wanted part."""
    samples: Sequence[Sample]
    """Empty: they are not copied."""
    forced: bool | None
    """Whether the part is that of forced cues, or of the others; None: neither."""


def picture_files(
    made_of: Pictures, format_name: str, selection: Selection
) -> tuple[Iterator[File], dict[str, int]]:
    """The files of a picture format, and its losses, which are complete with the last file."""
    if format_name == COPY_FORMAT and made_of.samples:
        return _copy(made_of, selection), {}
    entry = FORMATS[format_name]
    assert entry.pictures is not None  # noqa: S101 - the caller asks for no other
    writer = entry.pictures(made_of.header, entry.options())
    return writer.files(made_of.cues), writer.losses


def _copy(made_of: Pictures, selection: Selection) -> Iterator[File]:
    from cuelift.format.images.supcopy import DisplaySet, copy_sup

    scale = made_of.track.timescale
    sets = (
        DisplaySet(
            to_ns(sample.pts, scale),
            to_ns(sample.pts + sample.duration, scale) if sample.duration else None,
            sample.data,
        )
        for sample in made_of.samples
    )
    yield File("", copy_sup(sets, _part(made_of.track, selection, made_of.forced)))


def _part(track: Track, selection: Selection, forced: bool | None) -> Part:
    """What of a track's own time is copied, and how far it moves."""
    from cuelift.format.images.supcopy import Part

    raw, window = selection.timeline == "raw", selection.window
    starts, ends, offset_ns = [], [], 0
    for start_ns, duration_ns, media_start_ns in () if raw else track.edits:
        first_ns = media_start_ns or 0
        offset_ns = start_ns - first_ns
        starts.append(first_ns)
        if duration_ns is not None:
            ends.append(first_ns + duration_ns)
    if window is not None:
        starts.append(window.start_ns - offset_ns)
        if window.end_ns is not None:
            ends.append(window.end_ns - offset_ns)
    zero_ns = window.start_ns if window is not None and not raw else 0
    return Part(max(starts, default=None), min(ends, default=None), offset_ns - zero_ns, forced)
