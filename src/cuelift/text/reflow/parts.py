"""A cue on its way through ``reflow``, and its text as one line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from msgspec.structs import replace

from cuelift.cues import Cue, Span
from cuelift.text.break_points import Point, needs_space, points, sentence_ends
from cuelift.text.limits import Limits
from cuelift.text.measure import reading_ns, width
from cuelift.text.reflow.lines import Flow
from cuelift.text.spans import Spans, joined, part, substitute

_GAPS = re.compile(r"[ \t\n]+")
_DASH = re.compile(r"[-–—‐]{1,2}\s?(?=\w|[\"'“«¿¡.…\[(])")
_LABEL = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'#0-9-]{1,24}:")
_MUSIC = "♪♫♬"
_SPACES = " \t\n"
_DASHES = "-–—‐"


class Part:
    """One cue to be; made of one or several cues, or a piece of them."""

    __slots__ = ("_reading", "cue", "end_ns", "first", "last", "spans", "start_ns", "text")

    def __init__(
        self, cue: Cue, spans: Spans, times: tuple[int, int], sources: tuple[int, int]
    ) -> None:
        self.cue = cue
        """The first that it is made of: all but text and times are taken from it."""
        self.spans = spans
        self.text = joined(spans)
        self.start_ns, self.end_ns = times
        self.first, self.last = sources
        """Numbers of the cues that it is made of."""
        self._reading: int | None = None

    def relaid(self, spans: Spans) -> None:
        """Sets other line breaks."""
        self.spans, self.text = spans, joined(spans)
        self._reading = None

    def reading_ns(self, limits: Limits) -> int:
        """How long it takes to read."""
        if self._reading is None:
            self._reading = reading_ns(self.text, limits)
        return self._reading


def sources_of(parts: Sequence[Part]) -> tuple[int, int]:
    """The numbers of the cues that some are made of; overlapping ones may not be in order."""
    return min([part.first for part in parts]), max([part.last for part in parts])


def fits(text: str, limits: Limits) -> bool:
    """Whether a text has few and short enough lines as it is."""
    if len(text) <= limits.line_length and text.isascii() and "\n" not in text:
        return limits.narrow <= 1 or width(text, limits) <= limits.line_length
    lines = text.split("\n")
    if len(lines) > limits.lines:
        return False
    return all(width(line, limits) <= limits.line_length for line in lines)


def is_blank(text: str) -> bool:
    """Whether nothing but white space that may be broken is there."""
    return not text.strip(_SPACES)


def may_join(one: Cue, other: Cue) -> bool:
    """Whether nothing but time and text sets two cues apart."""
    return (
        one.speaker == other.speaker
        and one.speaker_is_voice == other.speaker_is_voice
        and one.place == other.place
        and one.layer == other.layer
        and one.forced == other.forced
        and not one.bitmaps
        and not other.bitmaps
        and _fields(one) == _fields(other)
        and _voices(one)[-1:] == _voices(other)[:1]
    )


def _fields(cue: Cue) -> tuple[tuple[str, str], ...]:
    return cue.raw.fields if cue.raw is not None else ()


def _voices(cue: Cue) -> list[str | None]:
    return [span.speaker for span in cue.spans if not is_blank(span.text)] or [None]


def is_dialogue(text: str) -> bool:
    """Whether lines of the text begin with the dash of a speaker, or are sung."""
    return _DASH.match(text) is not None or "\n-" in text or any(note in text for note in _MUSIC)


def glued(one: Spans, other: Spans) -> Spans:
    """The spans of two texts as one text."""
    before, behind = joined(one).rstrip(_SPACES), joined(other).lstrip(_SPACES)
    if not before or not behind:
        return (*one, *other)
    one = part(one, 0, len(before))
    size = len(joined(other))
    other = part(other, size - len(behind), size)
    if not needs_space(before[-1], behind[0]):
        return (*one, *other)
    last, first = one[-1], other[0]
    if last.style == first.style and _is_plain(last):
        return (*one[:-1], replace(last, text=last.text + " "), *other)
    return (*one, replace(last, text=" ", ruby=None, time_ns=None), *other)


def _is_plain(span: Span) -> bool:
    return span.ruby is None and span.time_ns is None


def flowing(spans: Spans) -> Spans:
    """The text with single spaces, and only those line breaks that have a meaning."""
    text = joined(spans)
    voices = _Voices(spans)
    patches: list[tuple[int, int, str]] = []
    line_start = 0
    for match in _GAPS.finditer(text):
        start, end = match.span()
        if not start or end == len(text):
            stands = ""
        elif "\n" not in match[0]:
            stands = " "
        elif voices.change(start - 1, end) or _keeps_break(text, line_start, start, end):
            stands, line_start = "\n", end
        else:
            stands = _stands(text, start, end)
        if stands != match[0]:
            patches.append((start, end, stands))
    return substitute(spans, patches) if patches else spans


class _Voices:
    """Who speaks where in a text."""

    def __init__(self, spans: Spans) -> None:
        self._several = len({span.speaker for span in spans}) > 1
        self._ends = list(accumulate(len(span.text) for span in spans)) if self._several else []
        self._spans = spans

    def change(self, before: int, behind: int) -> bool:
        """Whether the characters at two positions are of two speakers."""
        return self._several and self._at(before) != self._at(behind)

    def _at(self, position: int) -> str | None:
        return self._spans[bisect_right(self._ends, position)].speaker


def _stands(text: str, start: int, end: int) -> str:
    """What a line break becomes, with the white space around it, when the lines become one."""
    if _parts_word(text, start, end):
        return ""
    # A space before the break was meant, even where the script has none between words.
    return " " if text[start] != "\n" or needs_space(text[start - 1], text[end]) else ""


def _parts_word(text: str, start: int, end: int) -> bool:
    before = text[max(start - 2, 0) : start]
    return (
        len(before) == 2
        and before[1] == "-"
        and (before[0].islower() or before[0].isdigit())
        and text[end].islower()
        and text[start:end] == "\n"
    )


def _keeps_break(text: str, line_start: int, start: int, end: int) -> bool:
    """Whether a line break parts speakers or sung lines."""
    upper, lower = text[line_start:start], text[end : end + 40]
    if _begins_turn(lower) and (lower[0] not in _DASHES or _DASH.match(upper)):
        return True
    return _DASH.match(lower) is not None and sentence_ends(upper)


def _begins_turn(text: str) -> bool:
    """Whether a line that began so would be taken for that of another speaker, or for song."""
    first = text[0]
    if first in _MUSIC:
        return True
    if first in _DASHES:
        return _DASH.match(text) is not None
    return first.isupper() and _LABEL.match(text) is not None


def flow_of(spans: Spans, limits: Limits, language: str) -> Flow:
    """The breaks of a flowing text, those inside of ruby and timed spans left out."""
    text = joined(spans)
    found: list[Point] = []
    at = 0
    for line in text.split("\n"):
        if at:
            found.append(Point(at - 1, at, 0.0))
        found += [
            Point(at + end, at + start, cost)
            for end, start, cost in points(line, language)
            if line[start].islower() or not _begins_turn(line[start : start + 40])
        ]
        at += len(line) + 1
    if any(not _is_plain(span) for span in spans):
        found = _outside(spans, text, found)
    return Flow(text, found, limits)


def _outside(spans: Spans, text: str, found: list[Point]) -> list[Point]:
    """The breaks that are not within a span which must stay whole."""
    whole: set[int] = set()
    at = 0
    for span in spans:
        end = at + len(span.text)
        if not _is_plain(span):
            inner = len(span.text) - len(span.text.lstrip())
            whole.update(range(at + inner + 1, at + len(span.text.rstrip())))
            if span.ruby is not None:
                # A break without a space would have to stand in the span itself.
                whole.add(end)
        at = end
    return [p for p in found if text[p.end : p.start] == "\n" or p.start not in whole]


def broken(spans: Spans, flow: Flow, chosen: Sequence[Point], first: int) -> Spans:
    """The spans of the text from a position on, with line breaks at some points."""
    patches = [
        (point.end - first, point.start - first, "\n")
        for point in chosen
        if flow.text[point.end : point.start] != "\n"
    ]
    return substitute(spans, patches) if patches else spans
