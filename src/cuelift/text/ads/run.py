"""The pass over a track."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from cuelift.cues import Cue
from cuelift.text.ads.find import ad_lines
from cuelift.text.ads.options import AdsOptions
from cuelift.text.ads.patterns import find_patterns, parse_patterns
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.spans import Spans, cut, drop_blank_lines, strip

EDGE = 10
"""Cues at each end of a track among which translators name themselves."""
ROUNDS = 8


def run(cues: Sequence[Cue], context: Context, options: AdsOptions, edits: Edits) -> list[Cue]:
    """Takes credits, advertisements and watermarks away.

    Raises:
        UsageError: the file of patterns cannot be read, or holds what is no pattern.
    """
    name = options.watermark
    patterns = parse_patterns(context.read(name), name) if name else []
    made: list[Cue | None] = list(cues)
    for _ in range(ROUNDS):
        if not _round(made, patterns, options.credits):
            break
    kept = []
    for before, after in zip(cues, made, strict=True):
        if after is None:
            edits.drop((before,), "advertisement")
        elif after is before:
            kept.append(before)
        else:
            kept += edits.regroup((before,), (replace(after, edits=before.edits),), "advertisement")
    return kept


def _round(made: list[Cue | None], patterns: Sequence[re.Pattern[str]], credited: bool) -> bool:
    """One look at all cues that are left; whether anything changed."""
    left = [(n, cue) for n, cue in enumerate(made) if cue and not cue.comment and cue.spans]
    edges = {number for number, _ in (*left[:EDGE], *left[-EDGE:])}
    changed = False
    for number, cue in left:
        looked = credited and not _is_said(cue)
        spans = _without_ads(cue.spans, cue.text, number in edges) if looked else cue.spans
        if patterns:
            spans = _without_patterns(spans, patterns)
        if spans is not cue.spans:
            changed = True
            empty = not cue.bitmaps and not any(span.text.strip() for span in spans)
            made[number] = None if empty else replace(cue, spans=spans)
    return changed


def _is_said(cue: Cue) -> bool:
    """Whether a voice is named that says it: an address makes no credit of what somebody says."""
    if cue.speaker and cue.speaker_is_voice:
        return True
    return any(span.speaker for span in cue.spans)


def _without_ads(spans: Spans, text: str, edge: bool) -> Spans:
    found = ad_lines(text, edge)
    return _without_lines(spans, text, found) if found else spans


def _without_lines(spans: Spans, text: str, numbers: Sequence[int]) -> Spans:
    ranges = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if number in numbers:
            ranges.append((at, at + len(line)))
        at += len(line) + 1
    return drop_blank_lines(cut(spans, ranges))


def _without_patterns(spans: Spans, patterns: Sequence[re.Pattern[str]]) -> Spans:
    text = "".join([span.text for span in spans])
    ranges = []
    at = 0
    for line in text.split("\n"):
        ranges += [(at + start, at + end) for start, end in find_patterns(line, patterns)]
        at += len(line) + 1
    return strip(drop_blank_lines(cut(spans, ranges))) if ranges else spans
