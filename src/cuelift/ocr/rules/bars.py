"""``|``, ``I``, ``l`` and ``1``: one stroke in many faces."""

from __future__ import annotations

import re

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context

_LONE_L = re.compile(r"(?<![\w'’.-])[l1|](?=(?:['’](?:m|ll|ve|d|s)\b)| [a-z])")
"""An English word of one stroke is the pronoun."""
_WITHIN_HEBREW = re.compile("(?<=[\u05d0-\u05ea])[!|](?=[\u05d0-\u05ea])")
_CAPITAL_L = re.compile(r"(?<=[a-z,] )I[aeiouy][a-z]+")
"""Within a sentence hardly an English word starts like this."""
_NAMES = frozenset(("Ian", "Iain", "Iago", "Iona", "Ionian", "Ionic", "Iowa", "Iowan", "Iolanthe"))


def mend_bars(line: OcrLine, context: Context) -> OcrLine:
    """No caption holds a vertical bar: it is an I, or an l after a small letter."""
    for place in range(len(line.text)):
        text = line.text
        if text[place] == "|":
            before = text[place - 1] if place else " "
            after = text[place + 1] if place + 1 < len(text) else " "
            small = before.islower() or (after.islower() and before.isalpha())
            line = line.put(place, place + 1, "l" if small else "I")
    return line


def mend_vav(line: OcrLine, context: Context) -> OcrLine:
    """No mark stands within a Hebrew word: it is the letter of one stroke."""
    for match in reversed(list(_WITHIN_HEBREW.finditer(line.text))):
        line = line.put(match.start(), match.end(), "ו")
    return line


def mend_brackets(line: OcrLine, context: Context) -> OcrLine:
    """A bar at the end closes what a stroke opens: the line stands in brackets."""
    text = line.text
    if len(text) > 3 and text[-1] in "|]" and text[0] in "|[ІI1l" and "|" in text[0] + text[-1]:
        return line.put(len(text) - 1, len(text), "]").put(0, 1, "[")
    return line


def mend_pronoun(line: OcrLine, context: Context) -> OcrLine:
    """``l'm`` and ``l am`` are I, ``became Iost`` is lost; a numeral before a word stays."""
    for match in _CAPITAL_L.finditer(line.text):
        if match.group() not in _NAMES:
            line = line.put(match.start(), match.start() + 1, "l")
    for match in _LONE_L.finditer(line.text):
        if match.group() != "1" or line.text[match.end()] in "'’":
            line = line.put(match.start(), match.end(), "I")
    return line
