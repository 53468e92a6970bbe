"""Cuts overlapping cues into slices of time, for formats that show one presentation at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cuelift.cues import Cue

MOST_AT_ONCE = 16
"""Cues; what shows beside so many is left out, the oldest first."""


class Slice(NamedTuple):
    """What shows from when to when."""

    start_ns: int
    end_ns: int
    cues: tuple[Cue, ...]
    """In drawing order."""
    left_out: int = 0
    """Cues that are not shown any more though they should be."""


def slices(cues: Sequence[Cue]) -> Iterator[Slice]:
    """The slices in which something shows; one begins wherever a cue begins or ends.

    Args:
        cues: with pictures, in order of their start; a cue without length or end is left out.
    """
    waiting = [cue for cue in cues if cue.bitmaps and (cue.end_ns or 0) > cue.start_ns]
    showing: list[Cue] = []
    at = now = 0
    while at < len(waiting) or showing:
        if not showing:
            now = waiting[at].start_ns
        while at < len(waiting) and waiting[at].start_ns <= now:
            showing.append(waiting[at])
            at += 1
        left_out = max(len(showing) - MOST_AT_ONCE, 0)
        del showing[:left_out]
        until = min(cue.end_ns or 0 for cue in showing)
        if at < len(waiting):
            until = min(until, waiting[at].start_ns)
        yield Slice(now, until, tuple(showing), left_out)
        now = until
        showing = [cue for cue in showing if (cue.end_ns or 0) > now]
