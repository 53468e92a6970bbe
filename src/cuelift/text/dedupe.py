"""Cues that only repeat others are joined: doubled at segment borders, layers, roll-up, blinking.

Cues are joined only where text, place and touching times agree, so that echoes and duets stay.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from cuelift.cues import Cue
from cuelift.errors import UsageError
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.spans import Spans, part, strip

MS = 1_000_000
BLINK_NS = 400 * MS
"""Cues that come back faster than anybody speaks are one cue that blinks."""
MAX_GAP_MS = 60_000
LOOK_BACK = 4
"""Cues of the same words that are compared with a new one."""
MAX_LINES = 8
"""Lines of a cue of roll-up captions."""
ROUNDS = 8


class DedupeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Which repetitions are joined."""

    gap_ms: int = 50
    """Milliseconds between two equal cues that still touch."""
    blink_gap_ms: int = 250
    """The same where both are shorter than 400 milliseconds: blinking, karaoke drawn anew for each
    syllable."""
    layers: bool = True
    """Equal words at equal times in other layers (shadows, borders): the uppermost stays."""
    rollup: bool = True
    """Lines that scroll up: a line is shown when it is new, and not again while it moves up."""
    rollup_cues: int = 3
    """Times in a row that lines must move up before that is taken for roll-up."""


class _Part(NamedTuple):
    """A cue as it is made, and the cues it is made of."""

    cue: Cue
    before: tuple[Cue, ...]
    rule: str = ""


def dedupe(
    cues: Sequence[Cue], context: Context, options: DedupeOptions, edits: Edits
) -> list[Cue]:
    """Joins cues that repeat others.

    Raises:
        UsageError: a gap or count makes no sense.
    """
    del context
    for name in ("gap_ms", "blink_gap_ms"):
        if not 0 <= getattr(options, name) <= MAX_GAP_MS:
            raise UsageError(f"dedupe: {name} lies between 0 and {MAX_GAP_MS}")
    if not 1 <= options.rollup_cues <= 1000:
        raise UsageError("dedupe: rollup_cues lies between 1 and 1000")
    parts = [_Part(cue, (cue,)) for cue in cues]
    # Lines that no longer repeat may leave equal cues side by side.
    for _ in range(ROUNDS):
        made = _doubled(parts, options)
        if options.rollup:
            made = _rolled(made, options)
        settled = made == parts
        parts = made
        if settled:
            break
    return _recorded(parts, edits)


def _recorded(parts: Sequence[_Part], edits: Edits) -> list[Cue]:
    kept = []
    for cue, before, rule in parts:
        if rule:
            kept += edits.regroup(before, (replace(cue, edits=()),), rule)
        else:
            kept.append(cue)
    return kept


def _doubled(parts: Sequence[_Part], options: DedupeOptions) -> list[_Part]:
    """Equal cues at touching or equal times, joined."""
    made: list[_Part] = []
    latest: dict[Hashable, list[int]] = {}
    for each in parts:
        cue = each.cue
        if cue.comment or cue.bitmaps or cue.end_ns is None or not (words := cue.text.split()):
            made.append(each)
            continue
        # With the joined text alone: a cue in one span may double one in several.
        numbers = latest.setdefault((" ".join(words), cue.place, cue.speaker, cue.forced), [])
        for number in reversed(numbers[-LOOK_BACK:]):
            if joined := _together(made[number], each, options):
                made[number] = joined
                break
        else:
            numbers.append(len(made))
            made.append(each)
    return made


def _together(one: _Part, other: _Part, options: DedupeOptions) -> _Part | None:
    """Two cues of equal words as one; None: they are not one."""
    first, second = one.cue, other.cue
    before = (*one.before, *other.before)
    if (first.start_ns, first.end_ns) == (second.start_ns, second.end_ns):
        if first.layer == second.layer:
            return _Part(first, before, "doubled")
        upper = first if first.layer > second.layer else second
        return _Part(upper, before, "layers") if options.layers else None
    gap_ns = second.start_ns - (first.end_ns or 0)
    if _is_short(one.before[-1]) and _is_short(other.before[0]):
        if gap_ns > max(options.gap_ms, options.blink_gap_ms) * MS:
            return None
        return _Part(_longer(first, second), before, "blinking")
    if gap_ns > options.gap_ms * MS or first.layer != second.layer or _look(first) != _look(second):
        return None
    return _Part(_longer(first, second), before, "doubled")


def _is_short(cue: Cue) -> bool:
    return cue.end_ns is not None and cue.end_ns - cue.start_ns < BLINK_NS


def _look(cue: Cue) -> tuple[tuple[str | None, str | None, str | None], ...]:
    """Colours and voices: another one may be another speaker."""
    found = [
        (span.style.color, span.style.background, span.speaker)
        for span in cue.spans
        if span.text.strip()
    ]
    return tuple(look for n, look in enumerate(found) if not n or look != found[n - 1])


def _longer(first: Cue, second: Cue) -> Cue:
    if second.end_ns is None or first.end_ns is None or second.end_ns <= first.end_ns:
        return first
    return replace(first, end_ns=second.end_ns, end_inferred=second.end_inferred)


class _Lines(NamedTuple):
    texts: tuple[str, ...]
    starts: tuple[int, ...]
    """Of the lines that are not blank, in the cue's text."""


def _rolled(parts: Sequence[_Part], options: DedupeOptions) -> list[_Part]:
    """Runs of cues whose lines move up, each with its new lines only."""
    lines = [_lines_of(part.cue) for part in parts]
    moved = [0] * len(parts)
    for number in range(1, len(parts)):
        if _touch(parts[number - 1].cue, parts[number].cue, options.gap_ms * MS):
            moved[number] = _overlap(lines[number - 1].texts, lines[number].texts)
    made: list[_Part] = []
    number = 0
    while number < len(parts):
        last = number + 1
        while last < len(parts) and moved[last]:
            last += 1
        run = range(number, last)
        if last - number > options.rollup_cues and any(
            moved[n] < len(lines[n].texts) for n in run[1:]
        ):
            made += _one_line_once(parts, lines, moved, run)
        else:
            made += parts[number:last]
        number = last
    return made


def _one_line_once(
    parts: Sequence[_Part], lines: Sequence[_Lines], moved: Sequence[int], run: range
) -> list[_Part]:
    made: list[_Part] = [parts[run[0]]]
    for number in run[1:]:
        cue, before, _ = parts[number]
        if moved[number] == len(lines[number].texts):
            last = made[-1]
            made[-1] = _Part(_longer(last.cue, cue), (*last.before, *before), "roll-up")
        else:
            start = lines[number].starts[moved[number]]
            spans: Spans = strip(part(cue.spans, start, len(cue.text)))
            made.append(_Part(replace(cue, spans=spans), before, "roll-up"))
    return made


def _lines_of(cue: Cue) -> _Lines:
    text = cue.text
    if cue.comment or cue.bitmaps or cue.end_ns is None or text.count("\n") >= MAX_LINES:
        return _Lines((), ())
    texts, starts = [], []
    at = 0
    for line in text.split("\n"):
        if words := " ".join(line.split()):
            texts.append(words)
            starts.append(at)
        at += len(line) + 1
    return _Lines(tuple(texts), tuple(starts))


def _touch(one: Cue, other: Cue, gap_ns: int) -> bool:
    if one.end_ns is None or one.place != other.place or one.layer != other.layer:
        return False
    return -gap_ns <= other.start_ns - one.end_ns <= gap_ns and other.start_ns > one.start_ns


def _overlap(above: Sequence[str], below: Sequence[str]) -> int:
    """How many lines at the end of one cue are those at the start of the next."""
    for count in range(min(len(above), len(below)), 0, -1):
        if above[-count:] == below[:count]:
            return count
    return 0
