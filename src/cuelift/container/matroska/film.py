"""What all parts of the reader know of one file."""

from __future__ import annotations

import msgspec

from cuelift.container.matroska.tracks import CaptionTrack
from cuelift.media import NS_PER_SECOND, Window

HOP_BYTES = 4096

LONGEST_CUE_NS = 30 * NS_PER_SECOND
"""How long a caption may last whose duration is not stated, when a window is cut."""


class Film(msgspec.Struct, frozen=True, kw_only=True):
    """An opened file."""

    size: int
    """Of the file."""
    body: int
    """The Segment's first body byte; positions in Cues count from here."""
    end: int
    """Where the Segment ends, or the file if that is earlier."""
    payload: int
    """A level 1 element begins here, and no Cluster lies before it."""
    scale: int
    """Nanoseconds of a tick."""
    captions: tuple[CaptionTrack, ...]
    """By ``Track.index``."""
    hops: int | None = None
    """Reads of ``HOP_BYTES`` that it takes to see each block's header, if the file says how many
    blocks there are, and how large, and may be believed."""


def in_window(window: Window | None, pts: int, duration: int | None) -> bool:
    """Whether a sample shows inside the window; unknown durations count as long ones."""
    if window is None:
        return True
    if window.end_ns is not None and pts >= window.end_ns:
        return False
    last = pts + (LONGEST_CUE_NS if duration is None else duration)
    return last > window.start_ns or pts >= window.start_ns
