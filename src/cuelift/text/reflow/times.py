"""Durations, gaps and shot changes: moves the times of cues, their text stays."""

from __future__ import annotations

from collections.abc import Sequence

from cuelift.text.limits import NS, Limits
from cuelift.text.reflow.parts import Part
from cuelift.text.reflow.shots import nearest

MAX_ROUNDS = 8
LEAST_NS = 40_000_000
"""A cue is not made shorter than that for the sake of a gap."""


class Clock:
    """Sets the times of cues as a profile asks."""

    def __init__(
        self, limits: Limits, shots: Sequence[int] = (), duration_ns: int | None = None
    ) -> None:
        """Takes the profile, times of shot changes in order, and the duration of the film."""
        self._limits = limits
        self._shots = shots
        self._outs = [shot - limits.gap_ns for shot in shots]
        self._window = round(limits.snap * NS)
        self._duration_ns = duration_ns
        self._gap = limits.gap_ns
        self._close = round(limits.close_gap * NS)

    def settle(self, parts: Sequence[Part]) -> bool:
        """Moves starts and ends of cues in order; tells whether any moved."""
        moved = False
        for _ in range(MAX_ROUNDS):
            starts = bool(self._shots) and self._snap_starts(parts)
            if not self._set_ends(parts) and not starts:
                break
            moved = True
        return moved

    def _snap_starts(self, parts: Sequence[Part]) -> bool:
        moved = False
        shown_until = before_ns = -1
        for number, each in enumerate(parts):
            shot = nearest(self._shots, each.start_ns, self._window)
            behind = parts[number + 1].start_ns if number + 1 < len(parts) else None
            if shot is not None and self._may_start(each, shot, shown_until, before_ns, behind):
                each.start_ns = shot
                moved = True
            before_ns = each.start_ns
            shown_until = max(shown_until, each.end_ns)
        return moved

    def _may_start(
        self, each: Part, shot: int, shown_until: int, before_ns: int, behind: int | None
    ) -> bool:
        if shot == each.start_ns or shot <= before_ns:
            return False
        if shot < each.start_ns:
            return shot >= shown_until
        enough = min(self._limits.min_ns, each.end_ns - each.start_ns)
        return each.end_ns - shot >= max(enough, 1) and (behind is None or shot < behind)

    def _set_ends(self, parts: Sequence[Part]) -> bool:
        moved = False
        for number, each in enumerate(parts):
            behind = parts[number + 1] if number + 1 < len(parts) else None
            end_ns = self._end(each, behind)
            if end_ns != each.end_ns:
                each.end_ns = end_ns
                moved = True
        return moved

    def _end(self, each: Part, behind: Part | None) -> int:
        """Where a cue is to end, whose start stays and whose follower's does."""
        latest = None if self._limits.max_ns is None else each.start_ns + self._limits.max_ns
        end_ns = each.end_ns if latest is None else min(each.end_ns, latest)
        if behind is not None and self._really_overlap(each, end_ns, behind):
            return end_ns
        chained = None if behind is None else behind.start_ns - self._room(end_ns, behind)
        if chained is not None and (latest is None or chained < latest):
            latest = chained
        if latest is not None and latest - each.start_ns < LEAST_NS:
            return end_ns
        needed = self._needed(each, end_ns)
        end_ns = max(end_ns, needed)
        if latest is None:
            return self._out(end_ns, needed, None)
        if end_ns >= latest:
            return latest
        end_ns = self._out(end_ns, needed, latest)
        closes = behind is not None and latest == behind.start_ns - self._gap
        if closes and latest + self._gap - end_ns < self._close:
            return latest
        return end_ns

    def _room(self, end_ns: int, behind: Part) -> int:
        """How far before its follower a cue has to end: a pause of speech is left, if but short."""
        if self._limits.pause is None:
            return self._gap
        pause = round(self._limits.pause * NS)
        return pause if behind.start_ns - end_ns >= pause > self._gap else self._gap

    def _really_overlap(self, each: Part, end_ns: int, behind: Part) -> bool:
        """Whether two cues show at one time because they shall."""
        if end_ns <= behind.start_ns:
            return False
        apart = (each.cue.place, each.cue.layer) != (behind.cue.place, behind.cue.layer)
        left = behind.start_ns - self._gap - each.start_ns
        return apart or left < max(self._limits.min_ns, 1)

    def _needed(self, each: Part, end_ns: int) -> int:
        reading_ns = each.reading_ns(self._limits)
        needed = each.start_ns + max(self._limits.min_ns, reading_ns)
        if self._duration_ns is not None:
            needed = min(needed, max(self._duration_ns, end_ns))
        return needed

    def _out(self, end_ns: int, needed: int, latest: int | None) -> int:
        """The end, at a shot change if one is near."""
        out = nearest(self._outs, end_ns, self._window) if self._outs else None
        if out is None or out < needed or (latest is not None and out > latest):
            return end_ns
        return out
