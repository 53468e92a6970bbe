"""Makes one track of two: the same film in two languages, aligned by time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec.structs import replace

from cuelift.cues import Cue, Place, Rect, Span
from cuelift.cues.timeline import start_of

Layout: TypeAlias = Literal["stacked", "apart", "beside"]
LAYOUTS: tuple[Layout, ...] = ("stacked", "apart", "beside")
MOST_WITHIN = 8
"""Cues of the second track that one of the first takes in."""
MOST_LOOKED_AT = 64
"""Cues that show while one of the first track does, of which those are chosen."""
_SHARE = 0.5
_OPEN_NS = 5_000_000_000
"""How long a cue without an end is taken to show."""
_TOP = Place(align=8)
_LEFT = Place(align=1, rect=Rect(0.05, 0.8, 0.42, 0.15))
_RIGHT = Place(align=3, rect=Rect(0.53, 0.8, 0.42, 0.15))


def pair(first: Sequence[Cue], second: Sequence[Cue], layout: Layout = "stacked") -> list[Cue]:
    """The cues of two tracks as one track, in order of their starts.

    Args:
        first: the track whose times count.
        second: the other one.
        layout: ``stacked``: one cue with the text of the first above that of the second, wherever
            they overlap by half of the shorter at least; ``apart``: the second at the top of the
            picture; ``beside``: the first to the left, the second to the right.
    """
    first = [cue for cue in first if _shows(cue)]
    second = [cue for cue in second if _shows(cue)]
    if layout == "stacked":
        return _stacked(first, second)
    if layout == "apart":
        moved = [_placed(cue, _TOP) for cue in second]
    else:
        first = [_placed(cue, _LEFT) for cue in first]
        moved = [_placed(cue, _RIGHT) for cue in second]
    return sorted([*first, *moved], key=start_of)


def _shows(cue: Cue) -> bool:
    return not cue.comment and not cue.text.isspace() and cue.text != ""


def _placed(cue: Cue, place: Place) -> Cue:
    return replace(cue, place=place, raw=None, id=None)


def _stacked(first: Sequence[Cue], second: Sequence[Cue]) -> list[Cue]:
    showing = _Showing(second)
    taken: set[int] = set()
    made = []
    for cue in sorted(first, key=start_of):
        within = showing.within(cue)
        taken.update(within)
        below = [span for at in within for span in _own_line(showing.cues[at])]
        if below:
            # A time inside of the upper text would hide the lower one until then.
            spans = [_untimed(span) for span in (*_trimmed(cue.spans), *below)]
            cue = replace(cue, spans=tuple(spans), raw=None)
        made.append(cue)
    left = [cue for at, cue in enumerate(showing.cues) if at not in taken]
    return sorted([*made, *left], key=start_of)


class _Showing:
    """The second track, as the first goes by; cues that have ended are not looked at again."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self.cues = sorted(cues, key=start_of)
        self._ends = [_end(cue) for cue in self.cues]
        self._next = list(range(1, len(self.cues) + 1))

    def within(self, cue: Cue) -> list[int]:
        """Positions of cues that overlap one by half of the shorter at least.

        Args:
            cue: starts no earlier than the one before.
        """
        start, end = cue.start_ns, _end(cue)
        found: list[int] = []
        at = self._not_ended(0, start)
        for _ in range(MOST_LOOKED_AT):
            if at == len(self.cues) or len(found) == MOST_WITHIN:
                break
            begun, ended = self.cues[at].start_ns, self._ends[at]
            if begun >= end:
                break
            shorter = min(end - start, ended - begun)
            if min(end, ended) - max(start, begun) >= _SHARE * shorter > 0:
                found.append(at)
            at = self._not_ended(at + 1, start)
        return found

    def _not_ended(self, at: int, time: int) -> int:
        """The first position from one on of a cue that ends behind a time."""
        passed = []
        while at < len(self.cues) and self._ends[at] <= time:
            passed.append(at)
            at = self._next[at]
        for each in passed:
            self._next[each] = at
        return at


def _untimed(span: Span) -> Span:
    return span if span.time_ns is None else replace(span, time_ns=None)


def _end(cue: Cue) -> int:
    return cue.start_ns + _OPEN_NS if cue.end_ns is None else cue.end_ns


def _own_line(cue: Cue) -> list[Span]:
    """The spans of a cue on lines of their own, under whatever is above."""
    spans = [span for span in cue.spans if span.text]
    head = replace(spans[0], text="\n" + spans[0].text.lstrip("\n"))
    return [*_trimmed([head, *spans[1:]])]


def _trimmed(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans without line breaks at their end."""
    kept = list(spans)
    while kept and not kept[-1].text.strip("\n"):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip("\n"))
    return tuple(kept)
