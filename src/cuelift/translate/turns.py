"""Takes captions apart into turns: what one voice says, sounds, songs.

All that is not in a turn stays as it is: dashes of dialogue, brackets, music notes, labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from cuelift.cues import Cue

Kind: TypeAlias = Literal["speech", "sound", "music"]

DASHES = "-\u2010\u2013\u2014\u2212\u30fc\u2015"
NOTES = "♪♫♬♩🎵🎶"
_BRACKETS = {"[": "]", "(": ")", "（": "）", "【": "】", "〔": "〕", "［": "］"}
_OPENING = {close: opening for opening, close in _BRACKETS.items()}
_LABEL_CHARS = 24
_MOST_LINES = 64
_MOST_TURNS = 64
"""A caption with more lines or more turns is one turn: it is no dialogue."""


class Turn(NamedTuple):
    """A part of a cue's text, half-open, without white space at its ends."""

    cue: int
    """Position in the list of cues."""
    start: int
    end: int
    kind: Kind
    dashed: bool = False
    """A dash before it tells speakers apart."""
    voice: str | None = None


def turns_of(number: int, cue: Cue) -> list[Turn]:
    """The turns of a cue that hold letters, in order."""
    if cue.comment:
        return []
    text = cue.text
    if not any(map(str.isalpha, text)):
        return []
    found: list[Turn] = []
    for start, end, dashed in _said(text, _voices(cue)):
        voice = _voice_at(cue, start)
        found += [
            Turn(number, first, last, kind, dashed, voice)
            for first, last, kind in _parts(text, start, end)
        ]
    if len(found) > _MOST_TURNS:
        start, end = _trim(text, 0, len(text))
        return [Turn(number, start, end, "speech", voice=cue.speaker)]
    return found


def _voices(cue: Cue) -> list[int]:
    """Offsets at which another voice begins."""
    borders = []
    at = 0
    before: str | None = None
    for position, span in enumerate(cue.spans):
        if position and span.text.strip():
            if span.speaker != before:
                borders.append(at)
            before = span.speaker
        elif not position:
            before = span.speaker
        at += len(span.text)
    return borders if len(borders) < _MOST_TURNS else []


def _voice_at(cue: Cue, offset: int) -> str | None:
    at = 0
    for span in cue.spans:
        at += len(span.text)
        if offset < at:
            return span.speaker or cue.speaker
    return cue.speaker


def _said(text: str, borders: list[int]) -> Iterator[tuple[int, int, bool]]:
    """Ranges of one speaker each, without dashes; whether a dash stands before."""
    starts = sorted({0, *borders, *_dashed_lines(text)})
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        first, last = _trim(text, start, end)
        dashed = first < last and text[first] in DASHES and text[first : first + 2].strip() != "--"
        if dashed:
            first, last = _trim(text, first + 1, last)
        if first < last:
            yield first, last, dashed


def _dashed_lines(text: str) -> list[int]:
    """Where lines begin that a dash marks as another speaker's."""
    if "\n" not in text or text.count("\n") > _MOST_LINES:
        return []
    found = []
    at = text.find("\n") + 1
    while at:
        line = text[at : at + 8].lstrip()
        if line[:1] and line[0] in DASHES and not line[1:2].isdigit() and line[1:2] != line[0]:
            found.append(at)
        at = text.find("\n", at) + 1
    return found


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, Kind]]:
    """Sounds in brackets at either end, and the speech or song between them."""
    trailing: list[tuple[int, int, Kind]] = []
    start = _after_label(text, start, end)
    while start < end and text[start] in _BRACKETS:
        close = text.find(_BRACKETS[text[start]], start, end)
        if close < 0:
            break
        yield from _lettered(text, start + 1, close, "sound")
        start, end = _trim(text, close + 1, end)
        start = _after_label(text, start + (text[start : start + 1] in (":", "：")), end)
    while start < end and text[end - 1] in _OPENING:
        opening = text.rfind(_OPENING[text[end - 1]], start, end)
        if opening < 0:
            break
        trailing += _lettered(text, opening + 1, end - 1, "sound")
        start, end = _trim(text, start, opening)
    yield from _speech(text, start, end)
    yield from reversed(trailing)


def _speech(text: str, start: int, end: int) -> Iterator[tuple[int, int, Kind]]:
    kind: Kind = "speech"
    while start < end and (text[start] in NOTES or text[start] == "#" or text[start].isspace()):
        kind = "music" if text[start] in NOTES or text[start] == "#" else kind
        start += 1
    while start < end and (text[end - 1] in NOTES or text[end - 1] in "#" or text[end - 1] == " "):
        kind = "music" if text[end - 1] in NOTES else kind
        end -= 1
    yield from _lettered(text, start, end, kind)


def _lettered(text: str, start: int, end: int, kind: Kind) -> Iterator[tuple[int, int, Kind]]:
    start, end = _trim(text, start, end)
    if any(map(str.isalpha, text[start:end])):
        yield start, end, kind


def _after_label(text: str, start: int, end: int) -> int:
    """Where the speech begins behind a label such as ``MARY:``."""
    window = text[start : min(end, start + _LABEL_CHARS)]
    for colon in (":", "："):
        label, mark, rest = window.partition(colon)
        if mark and label.isupper() and "\n" not in label and (rest[:1].isspace() or colon == "："):
            return _trim(text, start + len(label) + 1, end)[0]
    return start
