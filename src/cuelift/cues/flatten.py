"""Cues that overlap, cut so that one cue shows at a time, for players that know no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from cuelift.cues.model import Cue, Span

MAX_CHARACTERS = 16_000_000
"""Text that slices may repeat; where cues would take more, they go on overlapping."""

_COST = 32
"""Of a text in a slice, in characters, however short it is."""


def flatten(cues: Iterable[Cue]) -> list[Cue]:
    """Cues of which no two show at one time.

    Where cues overlap, they are cut into slices. Each shows all texts of its time, those of cues
    that began first above the others, and a text that several cues show but once. A cue that
    overlaps no other stays as it is, and so do comments and cues that show no text.

    Args:
        cues: in order of their start, ends settled.

    Returns: in order of their start.
    """
    made: list[Cue] = []
    group: list[Cue] = []
    budget = MAX_CHARACTERS
    until = -1
    for cue in cues:
        if cue.comment or cue.end_ns is None or cue.end_ns <= cue.start_ns or _is_blank(cue):
            made.append(cue)
            continue
        if cue.start_ns >= until:
            budget = _close(group, made, budget)
            group = []
        group.append(cue)
        until = max(until, cue.end_ns)
    _close(group, made, budget)
    made.sort(key=lambda cue: cue.start_ns)
    return made


def _is_blank(cue: Cue) -> bool:
    return not any(span.text.strip() for span in cue.spans)


def _close(group: list[Cue], made: list[Cue], budget: int) -> int:
    """Adds the slices of cues that overlap; returns what is left of the budget."""
    if len(group) < 2:
        made += group
        return budget
    slices: list[Cue] = []
    active: list[Cue] = []
    coming = iter(group)
    following = next(coming, None)
    for start_ns, end_ns in _spaces(group):
        active = [cue for cue in active if (cue.end_ns or 0) > start_ns]
        while following is not None and following.start_ns <= start_ns:
            active.append(following)
            following = next(coming, None)
        budget -= sum([len(cue.text) + _COST for cue in active])
        if budget < 0:
            made += group
            return 0
        slices.append(_slice(active, start_ns, end_ns))
    made += slices
    return budget


def _spaces(group: Sequence[Cue]) -> Iterable[tuple[int, int]]:
    """The times between which the same cues show."""
    times = sorted({time for cue in group for time in (cue.start_ns, cue.end_ns or 0)})
    return pairwise(times)


def _slice(active: Sequence[Cue], start_ns: int, end_ns: int) -> Cue:
    """One cue that shows what some cues show, for a part of their time."""
    by_text: dict[str, Cue] = {}
    for cue in active:
        by_text.setdefault(cue.text.strip(), cue)
    shown = list(by_text.values())
    first = shown[0]
    if len(shown) == 1:
        return replace(first, start_ns=start_ns, end_ns=end_ns)
    spans: list[Span] = []
    speakers = {(cue.speaker, cue.speaker_is_voice) for cue in shown}
    for cue in shown:
        if spans:
            spans.append(Span("\n"))
        voice = cue.speaker if len(speakers) > 1 and cue.speaker_is_voice else None
        spans += [replace(span, speaker=span.speaker or voice) for span in cue.spans]
    speaker, is_voice = (None, False) if len(speakers) > 1 else next(iter(speakers))
    return Cue(
        start_ns=start_ns,
        end_ns=end_ns,
        spans=tuple(spans),
        place=first.place if all(cue.place == first.place for cue in shown) else None,
        speaker=speaker,
        speaker_is_voice=is_voice,
        forced=all(cue.forced for cue in shown),
        end_inferred=any(cue.end_inferred for cue in shown),
    )
