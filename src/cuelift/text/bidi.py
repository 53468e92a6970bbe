"""Directional marks, and right-to-left punctuation that stands on the wrong side.

Files made for players that lay all text out from left to right hold the full stop of a Hebrew or
Arabic sentence in front of it. A player that knows the bidirectional algorithm then shows it at the
wrong end. Such files are recognised by the whole track: a single line may well begin with dots.

Spec: Unicode Standard Annex 9, 2.1 to 2.6 (directional formatting characters).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec

from cuelift.cues import Cue
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.rules import Rule, apply_rules
from cuelift.text.spans import Patch

EVIDENCE = 8
"""Lines with their punctuation in front that tell of the whole track."""
SHARE = 0.95
"""Of the lines with punctuation, that must have it in front."""


class BidiOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is done with marks and punctuation."""

    marks: Literal["stray", "strip", "wrap", "keep"] = "stray"
    """``stray``: take away marks that do nothing (in lines without right-to-left letters, or
    without their partner); ``strip``: all; ``wrap``: stray ones, and then embed each line that
    has right-to-left letters; ``keep``: none."""
    punctuation: bool = True
    """Put punctuation right that the whole track has on the wrong side."""


_RTL = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)  # fmt: skip
_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_OPENERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_OPENERS |= {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_CLOSERS = frozenset(_OPENERS.values())
_POINTS = _MARKS - _CLOSERS - _OPENERS.keys()
_STOPS = frozenset(".,:;!?\u2026\u060c\u061b\u061f")
_DOTS = "..", "\u2026"
_EMBEDDING, _END = "\u202b", "\u202c"


def bidi(cues: Sequence[Cue], context: Context, options: BidiOptions, edits: Edits) -> list[Cue]:
    """Takes marks away or sets them, and puts punctuation right."""
    rules = []
    if options.marks == "strip":
        rules.append(Rule("marks", _all_marks))
    elif options.marks != "keep":
        rules.append(Rule("stray marks", _stray_marks))
    if options.punctuation and _reversed(cues):
        rules.append(Rule("punctuation side", _moved))
    if options.marks == "wrap":
        rules.append(Rule("embedded", _wrapped))
    return apply_rules(cues, rules, edits)


def _all_marks(text: str) -> list[Patch]:
    if text.isascii() or _MARKS.isdisjoint(text):
        return []
    return [(at, at + 1, "") for at, char in enumerate(text) if char in _MARKS]


def _stray_marks(text: str) -> list[Patch]:
    if text.isascii() or _MARKS.isdisjoint(text):
        return []
    patches: list[Patch] = []
    at = 0
    for line in text.split("\n"):
        inside = _unpaired(line) if _rtl().search(line) else _marks_of(line)
        patches += [(at + place, at + place + 1, "") for place in inside]
        at += len(line) + 1
    return patches


def _marks_of(line: str) -> list[int]:
    return [at for at, char in enumerate(line) if char in _MARKS]


def _unpaired(line: str) -> list[int]:
    """Openers and closers without a partner, and marks that repeat the one before."""
    stray: set[int] = set()
    open_ones: list[tuple[int, str]] = []
    for at, char in enumerate(line):
        if char in _OPENERS:
            open_ones.append((at, _OPENERS[char]))
        elif char in _CLOSERS:
            if open_ones and open_ones[-1][1] == char:
                open_ones.pop()
            else:
                stray.add(at)
    stray.update(at for at, _ in open_ones)
    before = ""
    for at, char in enumerate(line):
        if at not in stray:
            if char == before and char in _POINTS:
                stray.add(at)
            before = char
    return sorted(stray)


def _reversed(cues: Sequence[Cue]) -> bool:
    """Whether the lines of a track have their punctuation in front."""
    front = back = 0
    for cue in cues:
        if cue.comment or (text := cue.text).isascii():
            continue
        for line in text.split("\n"):
            # Dots may lead a line that goes on from the one before.
            if line[:1] in _STOPS and not line.startswith(_DOTS):
                front += bool(_front().match(line))
            elif line[-1:] in _STOPS and not line.endswith(_DOTS):
                back += bool(_rtl().search(line))
    return front >= EVIDENCE and front >= SHARE * (front + back)


def _moved(text: str) -> list[Patch]:
    """Leading stops to the end of the line, and a dash at the end to its front."""
    patches: list[Patch] = []
    at = 0
    for line in text.split("\n"):
        if match := _front().match(line):
            stops = match[1]
            ended = line.rstrip(" ")
            body = ended.rstrip(" -")
            dash = "-" if ended.endswith("-") else ""
            dash += " " if ended.endswith(" -") else ""
            patches.append((at, at + len(stops), dash))
            patches.append((at + len(body), at + len(line), stops))
        at += len(line) + 1
    return patches


def _wrapped(text: str) -> list[Patch]:
    if text.isascii():
        return []
    patches: list[Patch] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if _EMBEDDING not in line and _rtl().search(line):
            patches += [(at, at, _EMBEDDING), (end, end, _END)]
        at = end + 1
    return patches


@cache
def _rtl() -> re.Pattern[str]:
    return re.compile(f"[{_RTL}]")


@cache
def _front() -> re.Pattern[str]:
    stops = re.escape("".join(sorted(_STOPS)))
    return re.compile(f"([{stops}]+)(?=[\"'(\u00ab -]?[{_RTL}])")
