"""Opens a Matroska or WebM file."""

from __future__ import annotations

import msgspec

from cuelift.container.base import Movie
from cuelift.container.matroska import ids
from cuelift.container.matroska.film import HOP_BYTES, Film
from cuelift.container.matroska.info import Info, Statistics, parse_info, parse_statistics
from cuelift.container.matroska.layout import Layout, Pieces, find_layout, read_element
from cuelift.container.matroska.movie import MatroskaMovie
from cuelift.container.matroska.tracks import CaptionTrack, Tracks, parse_tracks
from cuelift.errors import ContainerError
from cuelift.media import Fetch


def open_matroska(size: int) -> Fetch[Movie]:
    """Reads the header of a file of that many bytes, but neither Cues nor clusters.

    Raises:
        ContainerError: it is no Matroska file, or its Tracks cannot be read.
    """
    pieces = Pieces(size)
    layout = yield from find_layout(pieces)
    info = yield from _read_info(pieces, layout)
    tracks = yield from _read_tracks(pieces, layout)
    statistics = yield from _read_statistics(pieces, layout, info)
    film = Film(
        size=size,
        body=layout.body,
        end=layout.end,
        payload=layout.payload,
        scale=info.scale,
        captions=tuple(_with_statistics(caption, statistics) for caption in tracks.captions),
        hops=_hops(tracks, statistics),
    )
    return MatroskaMovie(
        film,
        pieces,
        layout.first(ids.CUES),
        attachments=layout.found[ids.ATTACHMENTS],
        duration_ns=info.duration_ns,
        warnings=dict.fromkeys((*layout.warnings, *info.warnings, *tracks.warnings)),
        truncated=layout.truncated,
    )


def _read_info(pieces: Pieces, layout: Layout) -> Fetch[Info]:
    bodies = yield from read_element(pieces, layout, ids.INFO)
    if not bodies:
        layout.warnings.append("the file has no Info; a tick counts as a millisecond")
        return Info()
    return parse_info(bodies[0])


def _read_tracks(pieces: Pieces, layout: Layout) -> Fetch[Tracks]:
    bodies = yield from read_element(pieces, layout, ids.TRACKS)
    if not bodies:
        raise ContainerError("the file has no Tracks that can be read")
    return parse_tracks(bodies[0])


def _read_statistics(pieces: Pieces, layout: Layout, info: Info) -> Fetch[dict[int, Statistics]]:
    bodies = yield from read_element(pieces, layout, ids.TAGS)
    found: dict[int, Statistics] = {}
    for body in bodies:
        try:
            found.update(parse_statistics(body, info.writing_app))
        except ContainerError as error:
            layout.warnings.append(f"Tags are damaged: {error}")
    return found


def _with_statistics(caption: CaptionTrack, statistics: dict[int, Statistics]) -> CaptionTrack:
    found = statistics.get(caption.uid)
    if found is None:
        return caption
    track = msgspec.structs.replace(
        caption.track, expected_samples=found.frames, expected_bytes=found.bytes
    )
    return msgspec.structs.replace(caption, track=track)


def _hops(tracks: Tracks, statistics: dict[int, Statistics]) -> int | None:
    """Reads that hopping takes: one for each large block; small ones share theirs."""
    hops = 0
    for uid in tracks.uids:
        found = statistics.get(uid, Statistics())
        if found.frames is None or found.bytes is None:
            return None
        hops += min(found.frames, found.bytes // HOP_BYTES)
    return hops
