"""Holds cues against a style guide, and tells what is against it; changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from cuelift.cues import Cue
from cuelift.text.limits import Limits
from cuelift.text.measure import reading_length, width, words

MS = 1_000_000
TOLERANCE_NS = MS
"""Caption files round times to milliseconds."""

KINDS: Mapping[str, tuple[str, str]] = {
    "line_length": ("line too long", "characters"),
    "lines": ("too many lines", "lines"),
    "speed": ("too fast to read", "characters/s"),
    "words": ("too fast to read", "words/min"),
    "too_short": ("shows too short", "s"),
    "too_long": ("shows too long", "s"),
    "gap": ("gap too small", "s"),
    "flicker": ("gap neither closed nor visible", "s"),
    "overlap": ("overlaps the cue before", "s"),
    "order": ("starts before the cue before", "s"),
    "negative": ("no end, or one before the start", "s"),
    "empty": ("no text", ""),
    "character": ("character that no caption should hold", ""),
    "dash": ("one speaker's dash alone", ""),
}
"""What each kind means, and the unit of its value and limit."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff\u2028\u2029]")
_DASHED = re.compile(r"^[-–—‐] ?(?=[^\s\d-])", re.M)


class Violation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something about a cue that is against the profile."""

    cue: int
    """Its number, from 1."""
    kind: str
    """A key of ``KINDS``."""
    start_ns: int
    value: float | str | None = None
    """What it is, in the kind's unit; the code points of a character."""
    limit: float | None = None
    """What it should be at most, or at least."""


def check(cues: Sequence[Cue], limits: Limits) -> list[Violation]:
    """What is against a profile, in the order of the cues.

    Args:
        cues: in the order of their file, without comments.
        limits: of the profile, in the language of the cues.
    """
    found: list[Violation] = []
    shown: dict[object, int] = {}
    for number, cue in enumerate(cues):
        own = [*_of_text(cue, limits), *_of_duration(cue, limits)]
        lane = (cue.layer, cue.place)
        before = cues[number - 1] if number else None
        own += _of_neighbours(cue, before, shown.get(lane), limits)
        shown[lane] = max(shown.get(lane, 0), cue.end_ns or 0)
        found += [
            Violation(cue=number + 1, kind=kind, start_ns=cue.start_ns, value=value, limit=limit)
            for kind, value, limit in own
        ]
    return found


Found: TypeAlias = Iterator[tuple[str, float | str | None, float | None]]


def _of_text(cue: Cue, limits: Limits) -> Found:
    text = cue.text
    if not text.strip():
        if not cue.bitmaps:
            yield "empty", None, None
        return
    lines = text.split("\n")
    longest = max(width(line, limits) for line in lines)
    if longest > limits.line_length:
        yield "line_length", longest, limits.line_length
    if len(lines) > limits.lines:
        yield "lines", len(lines), limits.lines
    strange = sorted(set(_FORBIDDEN.findall(text)))
    if strange:
        yield "character", " ".join([f"U+{ord(char):04X}" for char in strange[:8]]), None
    if len(lines) > 1 and len(_DASHED.findall(text)) == 1:
        yield "dash", None, None


def _of_duration(cue: Cue, limits: Limits) -> Found:
    if cue.end_ns is None:
        yield "negative", None, None
        return
    duration_ns = cue.end_ns - cue.start_ns
    if duration_ns < 0:
        yield "negative", _seconds(duration_ns), 0
        return
    if duration_ns + TOLERANCE_NS < limits.min_ns:
        yield "too_short", _seconds(duration_ns), _seconds(limits.min_ns)
    if limits.max_ns is not None and duration_ns - TOLERANCE_NS > limits.max_ns:
        yield "too_long", _seconds(duration_ns), _seconds(limits.max_ns)
    yield from _of_speed(cue.text, (duration_ns + TOLERANCE_NS) / 1e9, limits)


def _of_speed(text: str, seconds: float, limits: Limits) -> Found:
    if not text.strip():
        return
    if limits.speed is not None:
        speed = reading_length(text, limits) / seconds
        if speed > limits.speed:
            yield "speed", round(speed, 1), limits.speed
    if limits.words_per_minute is not None:
        speed = words(text) * 60 / seconds
        if speed > limits.words_per_minute:
            yield "words", round(speed, 1), limits.words_per_minute


def _of_neighbours(cue: Cue, before: Cue | None, shown_until: int | None, limits: Limits) -> Found:
    """What is wrong between a cue and those before it; other places are not looked at."""
    if before is not None and cue.start_ns < before.start_ns:
        yield "order", _seconds(cue.start_ns - before.start_ns), 0
        return
    if shown_until is None:
        return
    gap_ns = cue.start_ns - shown_until
    if gap_ns < -TOLERANCE_NS:
        yield "overlap", _seconds(-gap_ns), 0
    elif gap_ns + TOLERANCE_NS < limits.gap_ns:
        yield "gap", _seconds(max(gap_ns, 0)), _seconds(limits.gap_ns)
    elif limits.gap_ns + TOLERANCE_NS < gap_ns < round(limits.close_gap * 1e9) - TOLERANCE_NS:
        yield "flicker", _seconds(gap_ns), limits.close_gap


def _seconds(time_ns: int) -> float:
    return round(time_ns / 1e9, 3)
