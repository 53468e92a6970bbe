"""``reflow``: lines, durations and gaps as a style guide asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from cuelift.cues import Cue
from cuelift.text.base import Context
from cuelift.text.break_points import sentence_ends
from cuelift.text.clock import frame_rate
from cuelift.text.edits import Edits
from cuelift.text.limits import NS, Limits, find_limits
from cuelift.text.reflow.parts import Part, fits, glued, is_blank, is_dialogue, may_join, sources_of
from cuelift.text.reflow.shots import parse_shots
from cuelift.text.reflow.split import joins, laid_out
from cuelift.text.reflow.times import MAX_ROUNDS, Clock

JOIN_GAP_NS = NS // 2
"""Between cues that are joined because one is too short."""


class ReflowOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How cues are to look."""

    profile: str = "netflix"
    """``netflix``, ``bbc``, ``ebu``, ``asr`` or a TOML file."""
    children: bool = False
    """Take the profile's reading speed of children."""
    line_length: float | None = None
    """Characters of a line; None here and below: as the profile says."""
    lines: int | None = None
    """Lines of a cue."""
    speed: float | None = None
    """Characters a second."""
    min_duration: float | None = None
    """Seconds."""
    max_duration: float | None = None
    """Seconds."""
    gap: float | None = None
    """Seconds between two cues."""
    rate: str | None = None
    """Frames a second of the film (``25``, ``23.976``), for gaps that count frames."""
    shots: str | None = None
    """A file with the times of shot changes, to which starts and ends are moved."""
    snap: float | None = None
    """How far, in seconds."""
    again: bool = False
    """Break lines anew in cues that fit, too."""
    times: bool = True
    """Change times; False: lines alone, and no cue is parted or joined."""


def reflow(cues: Sequence[Cue], context: Context, options: Any, edits: Edits) -> list[Cue]:
    """Breaks lines, parts and joins cues, and sets their ends as a profile asks.

    Words stay, in their order. Cues without an end or without text, and comments, are not touched.

    Raises:
        UsageError: the profile or a figure is not known, a side file cannot be read, or the
            script needs a package that is missing.
    """
    limits = limits_of(options, context)
    shots: list[int] = []
    if options.shots is not None:
        rate = frame_rate(options.rate or limits.frame_rate)
        shots = parse_shots(context.read(options.shots), options.shots, rate)
    taken = [number for number, cue in enumerate(cues) if _is_for(cue)]
    parts = [
        Part(cue, cue.spans, (cue.start_ns, cue.end_ns or 0), (number, number))
        for number, cue in enumerate(cues[index] for index in taken)
    ]
    if options.times:
        clock = Clock(limits, shots, context.duration_ns)
        parts = _settled(parts, limits, clock, context.primary, options.again)
    else:
        unlimited = replace(limits, pause=None, max_duration=None)
        parts = _lines_alone(parts, unlimited, context.primary, options.again)
    left = [(cue.start_ns, index, cue) for index, cue in enumerate(cues) if not _is_for(cue)]
    made = [
        (cue.start_ns, taken[number], cue)
        for number, cue in _handed_on([cues[index] for index in taken], parts, edits)
    ]
    return [cue for _, _, cue in sorted(left + made, key=lambda each: each[:2])]


def _is_for(cue: Cue) -> bool:
    """Whether the pass is for a cue."""
    return cue.end_ns is not None and not cue.comment and not is_blank(cue.text)


def limits_of(options: ReflowOptions, context: Context) -> Limits:
    """The figures that options ask for.

    Raises:
        UsageError: one is not known or makes no sense.
    """
    names = ("line_length", "lines", "speed", "min_duration", "max_duration", "gap", "snap")
    changes = {name: getattr(options, name) for name in names}
    changes["frame_rate"] = options.rate
    return find_limits(options.profile, context, children=options.children, changes=changes)


def _lines_alone(parts: list[Part], limits: Limits, language: str, again: bool) -> list[Part]:
    made = []
    for each in parts:
        end_ns, each.end_ns = each.end_ns, each.start_ns
        for _ in range(MAX_ROUNDS):
            before = each.text
            [each] = laid_out([each], limits, language, again=again)
            if each.text == before:
                break
        each.end_ns = end_ns
        made.append(each)
    return made


def _settled(
    parts: list[Part], limits: Limits, clock: Clock, language: str, again: bool
) -> list[Part]:
    """Cues that another round would not change."""
    for _ in range(MAX_ROUNDS):
        before = [part.text for part in parts]
        parts = laid_out(parts, limits, language, again=again)
        parts.sort(key=lambda part: part.start_ns)
        moved = clock.settle(parts)
        parts = _short_joined(parts, limits, language)
        same = before == [part.text for part in parts]
        if same and not (moved and _may_change(parts, limits)):
            break
    return parts


def _may_change(parts: Sequence[Part], limits: Limits) -> bool:
    """Whether other times may lead to other cues: they give room to part what does not fit."""
    return limits.pause is not None or not all(fits(part.text, limits) for part in parts)


def _short_joined(parts: Sequence[Part], limits: Limits, language: str) -> list[Part]:
    """Joins cues that are too short to be seen with a neighbour of the same sentence."""
    made: list[Part] = []
    for each in parts:
        if made and _belong(made[-1], each, limits):
            before = made[-1]
            spans = glued(before.spans, each.spans)
            times = (before.start_ns, each.end_ns)
            made[-1] = Part(before.cue, spans, times, sources_of((before, each)))
        else:
            made.append(each)
    return made


def _belong(before: Part, behind: Part, limits: Limits) -> bool:
    short = min(before.end_ns - before.start_ns, behind.end_ns - behind.start_ns)
    if not 0 < short < limits.min_ns or not 0 <= behind.start_ns - before.end_ns <= JOIN_GAP_NS:
        return False
    if sentence_ends(before.text) or is_dialogue(before.text) or is_dialogue(behind.text):
        return False
    return may_join(before.cue, behind.cue) and joins(before, behind, limits)


def _handed_on(cues: Sequence[Cue], parts: Sequence[Part], edits: Edits) -> list[tuple[int, Cue]]:
    """The cues of parts, made through ``edits``, each with the number of its first source."""
    made: list[tuple[int, Cue]] = []
    group: list[Part] = []
    last = -1
    for part in sorted(parts, key=lambda part: (part.first, part.start_ns)):
        if part.first > last and group:
            made += _numbered(cues, group, last, edits)
            group = []
        group.append(part)
        last = max(last, part.last)
    if group:
        made += _numbered(cues, group, last, edits)
    return made


def _numbered(
    cues: Sequence[Cue], group: Sequence[Part], last: int, edits: Edits
) -> Iterable[tuple[int, Cue]]:
    after = _replaced(cues[group[0].first : last + 1], group, edits)
    return zip([part.first for part in group], after, strict=True)


def _replaced(before: Sequence[Cue], group: Sequence[Part], edits: Edits) -> list[Cue]:
    """The cues of parts that have sources in common."""
    if len(group) == len(before) == 1:
        one, cue = group[0], before[0]
        rule = "times" if one.spans == cue.spans else "lines"
        times = {"start_ns": one.start_ns, "end_ns": one.end_ns}
        return [edits.change(cue, rule, spans=one.spans, **times)]
    after = []
    last = -1
    for part in group:
        cue = part.cue if part.first > last else replace(part.cue, id=None)
        last = max(last, part.last)
        after.append(replace(cue, spans=part.spans, start_ns=part.start_ns, end_ns=part.end_ns))
    rule = "split" if len(before) == 1 else "join" if len(group) == 1 else "regroup"
    return edits.regroup(before, after, rule)
