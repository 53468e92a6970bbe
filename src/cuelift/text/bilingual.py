"""Makes one track of two: the same film in two languages, aligned by time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec.structs import replace

from cuelift.cues import Cue, Place, Rect, Span

Layout: TypeAlias = Literal["stacked", "apart", "beside"]
LAYOUTS: tuple[Layout, ...] = ("stacked", "apart", "beside")
MOST_WITHIN = 8
"""Cues of the second track that one of the first takes in."""
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
    return sorted([*first, *moved], key=lambda cue: cue.start_ns)


def _shows(cue: Cue) -> bool:
    return not cue.comment and not cue.text.isspace() and cue.text != ""


def _placed(cue: Cue, place: Place) -> Cue:
    return replace(cue, place=place, raw=None, id=None)


def _stacked(first: Sequence[Cue], second: Sequence[Cue]) -> list[Cue]:
    ends = _latest_ends(second)
    taken: set[int] = set()
    made = []
    for cue in first:
        within = _within(cue, second, ends)
        taken.update(within)
        below = [span for at in within for span in _own_line(second[at])]
        made.append(replace(cue, spans=(*_trimmed(cue.spans), *below), raw=None) if below else cue)
    left = [cue for at, cue in enumerate(second) if at not in taken]
    return sorted([*made, *left], key=lambda cue: cue.start_ns)


def _within(cue: Cue, others: Sequence[Cue], ends: Sequence[int]) -> list[int]:
    """Positions of cues that overlap one by half of the shorter at least."""
    start, end = cue.start_ns, _end(cue)
    found: list[int] = []
    for at in range(bisect_left(ends, start), len(others)):
        other = others[at]
        if other.start_ns >= end or len(found) == MOST_WITHIN:
            break
        shorter = min(end - start, _end(other) - other.start_ns)
        if min(end, _end(other)) - max(start, other.start_ns) >= _SHARE * shorter > 0:
            found.append(at)
    return found


def _latest_ends(cues: Sequence[Cue]) -> list[int]:
    """The latest end of each cue and all before it, which only grows."""
    ends: list[int] = []
    latest = 0
    for cue in cues:
        latest = max(latest, _end(cue))
        ends.append(latest)
    return ends


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
