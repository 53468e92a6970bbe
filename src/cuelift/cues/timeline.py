"""From media time to presentation time: open ends, edit lists, windows.

Spec: ISO/IEC 14496-12, 8.6.6 (edit list box). Zero is presentation zero; overlaps are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from cuelift.cues.model import Cue, Span
from cuelift.media import Edit, Window

LAST_CUE_NS = 10_000_000_000
"""How long a last cue without an end shows at the most."""


def sort_key(cue: Cue) -> tuple[int, int]:
    """Order of output: by start, the longer first; equal ones keep their order."""
    return cue.start_ns, -(cue.end_ns or 0)


def start_of(cue: Cue) -> int:
    """Order of output where cues of one start keep their order."""
    return cue.start_ns


class Timeline:
    """Puts the cues of one track onto the presentation timeline, one after the other.

    Cues without an end wait for the next start and are held back until then.
    """

    def __init__(
        self,
        *,
        edits: Sequence[Edit] = (),
        window: Window | None = None,
        shift_window: bool = True,
        media_end_ns: int | None = None,
    ) -> None:
        """Makes a timeline.

        Args:
            edits: of the track; empty: media time is presentation time.
            window: the part to keep, in presentation time.
            shift_window: whether the window's start becomes zero.
            media_end_ns: where the presentation ends, if known; bounds a last open cue.
        """
        self._place: Callable[[Cue], list[Cue]] = _clip
        if edits or window is not None:
            shift = -window.start_ns if window is not None and shift_window else 0
            self._place = lambda cue: _within(_edited(cue, edits), window, shift)
        self._media_end_ns = media_end_ns
        self._open: list[Cue] = []
        self.dropped = 0
        """Cues that no part of the timeline shows."""

    def push(self, cues: Iterable[Cue]) -> list[Cue]:
        """Takes cues in media time, returns those that are settled."""
        settled: list[Cue] = []
        for cue in cues:
            if self._open and cue.start_ns > self._open[-1].start_ns and not cue.comment:
                self._close(cue.start_ns, settled)
            if cue.end_ns is None:
                self._open.append(cue)
            elif self._place is _clip and 0 <= cue.start_ns < cue.end_ns:
                settled.append(cue)
            else:
                self._settle(cue, settled)
        return settled

    def finish(self) -> list[Cue]:
        """The cues still open, ended by the end of the media, after ten seconds at the most."""
        settled: list[Cue] = []
        if self._open:
            end_ns = self._open[-1].start_ns + LAST_CUE_NS
            if self._media_end_ns is not None and self._media_end_ns > self._open[-1].start_ns:
                end_ns = min(end_ns, self._media_end_ns)
            self._close(end_ns, settled)
        return settled

    def _close(self, end_ns: int, settled: list[Cue]) -> None:
        for cue in self._open:
            self._settle(replace(cue, end_ns=end_ns, end_inferred=True), settled)
        self._open.clear()

    def _settle(self, cue: Cue, settled: list[Cue]) -> None:
        placed = self._place(cue)
        settled += placed
        self.dropped += not placed


def _clip(cue: Cue) -> list[Cue]:
    """Nothing shows before zero. A cue of no length is kept: writers make it one unit long."""
    end_ns = cue.end_ns or 0
    if cue.start_ns >= 0 and end_ns >= cue.start_ns:
        return [cue]
    if cue.start_ns >= 0:
        return [replace(cue, end_ns=cue.start_ns)]
    return [replace(cue, start_ns=0)] if end_ns > 0 else []


def _edited(cue: Cue, edits: Sequence[Edit]) -> list[Cue]:
    """The parts of a cue that the edits play, in presentation time."""
    if not edits:
        return [cue]
    parts = []
    start_ns, end_ns = cue.start_ns, cue.end_ns or 0
    for edit in edits:
        if edit.media_start_ns is None:
            continue
        first = max(start_ns, edit.media_start_ns)
        last = end_ns
        if edit.duration_ns is not None:
            last = min(last, edit.media_start_ns + edit.duration_ns)
        if first < last:
            parts.append(moved(cue, first, last, edit.start_ns - edit.media_start_ns))
    return parts


def _within(cues: list[Cue], window: Window | None, shift_ns: int) -> list[Cue]:
    if window is None:
        return [part for cue in cues for part in _clip(cue)]
    kept = []
    for cue in cues:
        first = max(cue.start_ns, window.start_ns, 0)
        last = cue.end_ns or 0
        if window.end_ns is not None:
            last = min(last, window.end_ns)
        if first < last:
            kept.append(moved(cue, first, last, shift_ns))
    return kept


def moved(cue: Cue, start_ns: int, end_ns: int, shift_ns: int) -> Cue:
    """The part ``[start_ns, end_ns)`` of a cue, shifted; times inside its spans go along.

    Its payload stays as it came: a writer that uses it moves the times inside.
    """
    spans = cue.spans
    if shift_ns and any(span.time_ns is not None for span in spans):
        spans = tuple(_moved_span(span, shift_ns) for span in spans)
    return replace(cue, start_ns=start_ns + shift_ns, end_ns=end_ns + shift_ns, spans=spans)


def _moved_span(span: Span, shift_ns: int) -> Span:
    if span.time_ns is None:
        return span
    return replace(span, time_ns=max(span.time_ns + shift_ns, 0))
