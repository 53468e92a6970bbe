"""Turns cue entries into extents, and judges whether they may be trusted.

Spec: RFC 9559, clause 5.1.5.1.2 (CueTrackPositions).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from cuelift.container.base import Index
from cuelift.container.matroska.cuepoints import CueEntry
from cuelift.container.matroska.film import Film, in_window
from cuelift.container.matroska.tracks import CaptionTrack
from cuelift.media import Extent, Window

SHORTEST_HEADER = 5
"""A Cluster's id and the shortest size field. How long the size field is, the Cues do not say;
positions in the cluster count from behind it, so a window opens at the earliest place."""

SHORTEST_WINDOW = 64

_OVERHEAD = 7 + 20
"""Size field bytes that may come on top, and the headers of a BlockGroup."""

_TEXT_WINDOW = {"ass": 448, "ssa": 448}
_USUAL_TEXT_WINDOW = 400
_GRAPHICAL_WINDOW = 3072


class Judged(NamedTuple):
    """An index, and what a scan may still learn from the cues of unindexed tracks."""

    result: Index
    clusters: Mapping[int, frozenset[int]]
    """By track: positions in the file of all clusters that hold its blocks."""


def window_length(caption: CaptionTrack) -> int:
    """Bytes to read at a cue's word, so that a second read is seldom needed."""
    track = caption.track
    if track.expected_samples and track.expected_bytes is not None:
        mean = track.expected_bytes // track.expected_samples
        length = 3 * mean + 48 if caption.is_text else mean
        limit = _GRAPHICAL_WINDOW
        return _OVERHEAD + max(SHORTEST_WINDOW, min(length, limit))
    if caption.is_text:
        return _TEXT_WINDOW.get(track.codec, _USUAL_TEXT_WINDOW)
    return _GRAPHICAL_WINDOW


def build_index(
    entries: Sequence[CueEntry],
    captions: Iterable[CaptionTrack],
    film: Film,
    window: Window | None,
) -> Judged:
    """The extents of the tracks whose cues are complete, as far as can be told."""
    numbers = {caption.track.number: caption for caption in captions}
    entries = _distinct(entries)
    counts = dict.fromkeys(numbers, 0)
    without_position: set[int] = set()
    for entry in entries:
        counts[entry.number] += 1
        if entry.relative < 0 or entry.cluster < 0:
            without_position.add(entry.number)
    unindexed: dict[int, str] = {}
    clusters: dict[int, frozenset[int]] = {}
    for number, caption in list(numbers.items()):
        reason = _distrust(caption, counts[number])
        if reason is None and number in without_position:
            reason = "its cues do not say where in their clusters the blocks lie"
            named = {entry.cluster for entry in entries if entry.number == number}
            if min(named) >= 0:
                clusters[caption.track.index] = frozenset(film.body + at for at in named)
        if reason is not None:
            unindexed[caption.track.index] = reason
            del numbers[number]
    extents, lost = _extents(entries, numbers, film)
    if window is not None:
        extents = [extent for extent in extents if in_window(window, extent.pts, extent.duration)]
    index = Index(
        extents=extents,
        unindexed=unindexed,
        absent=[caption.track.index for caption in captions if not counts[caption.track.number]],
        lost={
            track: f"{count:,} blocks lie past the end of the file" for track, count in lost.items()
        },
    )
    return Judged(index, clusters)


def _distinct(entries: Sequence[CueEntry]) -> Sequence[CueEntry]:
    """The entries without those that name a block again."""
    if len(set(map(itemgetter(1, 2, 3), entries))) == len(entries):
        return entries
    blocks = {entry[1:4]: entry for entry in reversed(entries) if entry.relative >= 0}
    return [*reversed(blocks.values()), *(entry for entry in entries if entry.relative < 0)]


def _distrust(caption: CaptionTrack, count: int) -> str | None:
    """Why the cues of a track cannot be all of it; None: they may be."""
    expected = caption.track.expected_samples
    if expected is None:
        return None if count else "the Cues do not list this track"
    return None if count == expected else f"the Cues list {count:,} of {expected:,} blocks"


def _extents(
    entries: Sequence[CueEntry], numbers: Mapping[int, CaptionTrack], film: Film
) -> tuple[list[Extent], dict[int, int]]:
    """Extents by time, and by track how many cues point past the end of the file."""
    tracks = {
        number: (caption.track.index, window_length(caption)) for number, caption in numbers.items()
    }
    body, scale = film.body, film.scale
    last = film.end - SHORTEST_HEADER
    extents: list[Extent] = []
    lost: dict[int, int] = {}
    for time, number, cluster, relative, duration in entries:
        if number not in tracks:
            continue
        index, length = tracks[number]
        origin = body + cluster
        if origin + relative > last:
            lost[index] = lost.get(index, 0) + 1
            continue
        extents.append(
            Extent(
                index,
                time * scale,
                duration * scale if duration >= 0 else None,
                origin + SHORTEST_HEADER + relative,
                length,
                0,
                origin,
            )
        )
    extents.sort(key=itemgetter(1))
    return extents, lost
