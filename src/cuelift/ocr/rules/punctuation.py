"""Signs of Arabic, Thai and East Asian writing, which engines write in another form."""

from __future__ import annotations

import re
from bisect import bisect_left

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context
from cuelift.ocr.rules.marks import is_dash

_STROKES = frozenset("一ー—–―─━-－~～ ")
"""What is read in place of a dash, or of a part of one."""
_TWO_STROKES = re.compile(r"(?<=[\u3041-\u30ff])(?:一一|ーー|一ー|ー一)(?=[」』。、？！\s]|\Z)")
"""After kana, at the end of what is said; nobody counts there."""
_LONG = 1.25
"""Of the line's height: how wide a dash of two characters is at least, though it be squeezed."""
_ARABIC = {",": "،", ";": "؛", "?": "؟"}
_WIDE = {"!": "！", "?": "？", ",": "，", ":": "：", ";": "；"}


def mend_arabic(line: OcrLine, context: Context) -> OcrLine:
    """Comma, semicolon and question mark after an Arabic letter."""
    for place in range(1, len(line.text)):
        mark = _ARABIC.get(line.text[place])
        if mark and "\u0600" <= line.text[:place].rstrip()[-1:] <= "\u06ff":
            line = line.put(place, place + 1, mark)
    return line


def mend_thai(line: OcrLine, context: Context) -> OcrLine:
    """The vowel am, which engines write as the two signs that it looks like."""
    while (place := line.text.find("\u0e4d\u0e32")) >= 0:
        line = line.put(place, place + 2, "\u0e33")
    return line


def mend_wide(line: OcrLine, context: Context) -> OcrLine:
    """Marks after an East Asian character take its width; low quotes, which it lacks, are dots."""
    while (low := line.text.find("„")) >= 0:
        line = line.put(low, low + 1, "..")
    for place in range(1, len(line.text)):
        mark = _WIDE.get(line.text[place])
        before = line.text[place - 1]
        if mark and ("\u3041" <= before <= "\u9fff" or before in _WIDE.values()):
            line = line.put(place, place + 1, mark)
    return line


def mend_long_dash(line: OcrLine, context: Context) -> OcrLine:
    """A stroke as long as two characters is a dash, not the numeral one or a long vowel."""
    place = context.line_at(line.row)
    if place is None or len(line.columns) != len(line.text):
        return line
    for match in reversed(list(_TWO_STROKES.finditer(line.text))):
        line = line.put(match.start(), match.end(), "——")
    reach = place.height * 0.3
    for piece in reversed(context.pieces_at(line.row)):
        if piece.width < place.height * _LONG or not is_dash(piece, place):
            continue
        inside = [
            at
            for at, column in enumerate(line.columns)
            if piece.left - reach < column < piece.right + reach and line.text[at] in _STROKES
        ]
        start = inside[0] if inside else bisect_left(line.columns, piece.middle)
        stop = inside[-1] + 1 if inside else start
        line = line.put(start, stop, "——", 0.95, round(piece.middle))
    return line


def mend_middle_dot(line: OcrLine, context: Context) -> OcrLine:
    """The dot between the parts of a name, which has a character of its own in Taiwan."""
    for place in range(1, len(line.text)):
        if line.text[place] in "·•・" and line.text[place - 1] > "\u3040":
            line = line.put(place, place + 1, "‧")
    return line
