"""Takes marks out of a cue, or tags them; puts blanks, lines and dashes right after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from cuelift.cues import Cue, Span
from cuelift.text.hearing_impaired.kinds import Mark
from cuelift.text.hearing_impaired.options import HearingImpairedOptions
from cuelift.text.spans import Spans, cut, joined, part

_BLANKS = " \u3000\xa0\t"
_NOTES = "♪♫♬♩¶🎵🎶"
_DASHED = re.compile(r"[-‐‑–—―−]\s?")
_EMPTY = re.compile(r"[\s\-‐‑–—―−>≪≫♪♫♬♩¶#～〜~<＜>＞]*\Z")
_FORMS = {"capitals": "C", "color": "F"}
_AROUND = re.compile(rf"[\s#～〜~{_NOTES}]+")


def wanted(marks: Iterable[Mark], options: HearingImpairedOptions) -> list[Mark]:
    """The marks that the options ask for."""
    kinds = {"sound": options.sounds, "speaker": options.speakers, "music": options.music}
    kinds["song"] = options.songs != "keep"
    brackets = options.brackets
    found = [mark for mark in marks if kinds[mark.kind]]
    if brackets == "all":
        return found
    return [
        mark
        for mark in found
        if mark.form in (":", "-", "「", "≫", "note")
        or _FORMS.get(mark.form, mark.form) in brackets
    ]


def tagged(cue: Cue, marks: Sequence[Mark]) -> Spans:
    """The spans of a cue with the kinds of its marks as classes."""
    spans: list[Span] = []
    at = 0
    for mark in marks:
        spans += part(cue.spans, at, mark.start)
        for span in part(cue.spans, mark.start, mark.end):
            known = mark.kind in span.classes
            spans.append(span if known else replace(span, classes=(*span.classes, mark.kind)))
        at = mark.end
    spans += part(cue.spans, at, len(cue.text))
    return tuple(spans) if spans else cue.spans


def removed(cue: Cue, marks: Sequence[Mark], songs: str = "keep") -> Cue:
    """The cue without its marks; its labels become speakers. Its text may be empty."""
    text = cue.text
    spans, speaker = _spoken(cue, text, marks)
    ranges = list(_ranges(text, marks, songs))
    lines, dropped = _kept_lines(text, ranges)
    dashed = [line for line in lines if _DASHED.match(text, _first_left(text, line, ranges))]
    if len(lines) == 1 and dashed and dropped:
        start = _first_left(text, lines[0], ranges)
        match = _DASHED.match(text, start)
        ranges.append((start, match.end() if match else start))
    left = cut(spans, _joined([*ranges, *dropped]))
    if speaker and not cue.speaker:
        return replace(cue, spans=left, speaker=speaker, speaker_is_voice=True)
    return replace(cue, spans=left)


def speakers_of(cue: Cue, marks: Sequence[Mark]) -> Cue:
    """The cue with the speakers that its labels name; its text stays."""
    spans, speaker = _spoken(cue, cue.text, marks)
    if speaker and not cue.speaker:
        return replace(cue, spans=spans, speaker=speaker, speaker_is_voice=True)
    return replace(cue, spans=spans)


def _spoken(cue: Cue, text: str, marks: Sequence[Mark]) -> tuple[Spans, str | None]:
    """The spans with the speaker of each line, or the one speaker of the cue."""
    labels = [mark for mark in marks if mark.kind == "speaker" and mark.name]
    if not labels:
        return cue.spans, None
    names = [" ".join((mark.name or "").split()) for mark in labels]
    dashes = [m.start() for m in re.finditer(r"(?m)^\s*[-‐‑–—―−]", text)]
    first = labels[0].start
    ahead = any(dash < first and text[dash + 1 : first].strip(_BLANKS + "\n-") for dash in dashes)
    covered = _EMPTY.match(_without(text[:first], 0, marks))
    others = [dash for dash in dashes if dash > labels[-1].end]
    if len(set(names)) == 1 and covered and not ahead and not others:
        return cue.spans, names[0]
    spans: list[Span] = list(part(cue.spans, 0, labels[0].start))
    for number, (label, name) in enumerate(zip(labels, names, strict=True)):
        stop = labels[number + 1].start if number + 1 < len(labels) else len(text)
        turn = next((dash for dash in dashes if label.end < dash < stop), stop)
        said = part(cue.spans, label.start, turn)
        spans += [span if span.speaker else replace(span, speaker=name) for span in said]
        spans += part(cue.spans, turn, stop)
    return tuple(spans), None


def _without(text: str, at: int, marks: Iterable[Mark]) -> str:
    pieces = []
    for mark in marks:
        if mark.start >= len(text):
            break
        pieces.append(text[at : mark.start])
        at = mark.end
    pieces.append(text[at:])
    return "".join(pieces)


def _ranges(text: str, marks: Iterable[Mark], songs: str) -> Iterable[tuple[int, int]]:
    """What goes: the marks with the blanks behind them, at the end of a line those before."""
    for mark in marks:
        if mark.kind == "song" and songs == "words":
            yield from _notes(text, mark)
            continue
        start, end = mark.start, mark.end
        size = len(text)
        while end < size and text[end] in _BLANKS:
            end += 1
        if end == size or text[end] == "\n":
            while start and text[start - 1] in _BLANKS:
                start -= 1
        yield start, end


def _notes(text: str, mark: Mark) -> Iterable[tuple[int, int]]:
    """Notes and hash signs around the words of a song."""
    first = _AROUND.match(text, mark.start, mark.end)
    start = first.end() if first else mark.start
    end = mark.end
    while end > start and (text[end - 1] in _NOTES + "#～〜~" or text[end - 1] in _BLANKS):
        end -= 1
    if mark.start < start:
        yield mark.start, start
    if start < end < mark.end:
        yield end, mark.end


def _kept_lines(
    text: str, ranges: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The lines on which something is left, and what goes with the others."""
    kept: list[tuple[int, int]] = []
    dropped: list[tuple[int, int]] = []
    at = 0
    for line in _lines(text, ranges):
        end = at + len(line)
        touched = any(start < end and stop > at for start, stop in ranges)
        if touched and _EMPTY.match(_left(text, at, end, ranges)):
            dropped.append((at, end))
        else:
            kept.append((at, end))
        at = end + 1
    if not kept:
        return [], [(0, len(text))]
    last = kept[-1][1]
    # A line goes with the break behind it; behind the last that stays, with the one before it.
    return kept, [(s, e + 1) if e < last else (s - 1, e) for s, e in dropped]


def _lines(text: str, ranges: Sequence[tuple[int, int]]) -> list[str]:
    """The lines of a text; those that a range joins are one."""
    lines: list[str] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        inside = any(start < at - 1 < stop - 1 for start, stop in ranges) if lines else False
        if inside:
            lines[-1] += "\n" + line
        else:
            lines.append(line)
        at = end + 1
    return lines


def _left(text: str, at: int, end: int, ranges: Iterable[tuple[int, int]]) -> str:
    pieces = []
    for start, stop in ranges:
        if stop <= at or start >= end:
            continue
        pieces.append(text[at : max(start, at)])
        at = min(max(stop, at), end)
    pieces.append(text[at:end])
    return "".join(pieces)


def _first_left(text: str, line: tuple[int, int], ranges: Sequence[tuple[int, int]]) -> int:
    """Where the first character stands that is left of a line."""
    at = line[0]
    for start, stop in sorted(ranges):
        if start <= at < stop:
            at = stop
    return at


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, with those joined that touch."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        elif start < end:
            made.append((start, end))
    return made


def is_empty(cue: Cue) -> bool:
    """Whether nothing is left to show."""
    return not cue.bitmaps and not joined(cue.spans).strip()
