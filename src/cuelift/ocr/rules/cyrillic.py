"""Signs that engines take for Cyrillic letters, and letters that they take for signs."""

from __future__ import annotations

import re

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context

_ZERO = re.compile(r"(?<![\w.,:%])0(?=[!?,] ?[^\W\d]|[^\W\d])")
"""A number does not start a speech so."""
_PARTICLE = re.compile(
    r"(?<=[^\W\d] )6(?= (?:я|ти|ми|ви|він|вона|воно|вони|ты|мы|вы|он|она|они|не|це|это)\b)"
)
"""Six of what a pronoun names is not said; it is the conditional's particle."""
_MIXED = re.compile(r"(?<![^\W\d_])[а-яіїєґё][а-яіїєґё]*[А-ЯІЇЄҐЁ]+(?![^\W\d_])")
_WITHIN = re.compile(r"(?<=[^\W\d_])(?:[\"“”]|['’‘]{2,3})(?=[^\W\d_])")
_APOSTROPHE = re.compile("(?<=[бпвмфрБПВМФР])(?=[єїЄЇ])")
_STEM = re.compile(r"(?<![\w.])Г(?= [а-яіїєґ])")
_DASHED = re.compile(r"[-–—] (?=[^\W\d])")
_APOSTROPHES = frozenset(("uk", "be"))
_OPENING, _CLOSING = "ІIl|1(", "ІЇIЈl|1)"


def mend_letters(line: OcrLine, context: Context) -> OcrLine:
    """Digits and signs in the place of letters, and a capital at the end of a small word."""
    line = _replaced(line, _ZERO, "О")
    line = _replaced(line, _PARTICLE, "б")
    for match in _MIXED.finditer(line.text):
        small = match.group().lower()
        for place, char in enumerate(small, match.start()):
            if line.text[place] != char:
                line = line.put(place, place + 1, char)
    if context.language.tag in _APOSTROPHES:
        line = _replaced(line, _STEM, "І")
        line = _replaced(line, _WITHIN, "’")
        line = _replaced(line, _APOSTROPHE, "’")
    return line


def _replaced(line: OcrLine, pattern: re.Pattern[str], text: str) -> OcrLine:
    for match in reversed(list(pattern.finditer(line.text))):
        line = line.put(match.start(), match.end(), text)
    return line


def mend_pairs(line: OcrLine, context: Context) -> OcrLine:
    """A stroke at the end that closes a bracket, or at the start that opens one."""
    text = line.text
    if len(text) < 4:
        return line
    if text[0] == "[" and not set("])") & set(text) and text[-1] in _CLOSING:
        return line.put(len(text) - 1, len(text), "]")
    if text[-1] == "]" and "[" not in text and text[0] in _OPENING and text[1] != " ":
        return line.put(0, 1, "[")
    return line


def mend_lone_stroke(line: OcrLine, context: Context) -> OcrLine:
    """The Ukrainian or Belarusian word of one stroke, lost between a dash and the next word."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    match = _DASHED.match(line.text)
    if place is None or match is None or len(pieces) < 4 or len(line.columns) != len(line.text):
        return line
    dash, stroke, letter = pieces[:3]
    tall = stroke.height > place.height * 0.5 and stroke.width < stroke.height * 0.45
    apart = min(stroke.left - dash.right, letter.left - stroke.right) > place.height * 0.15
    if tall and apart and line.columns[match.end()] >= letter.left:
        return line.put(match.end(), match.end(), "І ", 0.9)
    return line
