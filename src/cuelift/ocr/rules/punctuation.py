"""Signs of Arabic, Thai and East Asian writing, which engines write in another form."""

from __future__ import annotations

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context

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
    """Marks after an East Asian character take its width."""
    for place in range(1, len(line.text)):
        mark = _WIDE.get(line.text[place])
        before = line.text[place - 1]
        if mark and ("\u3041" <= before <= "\u9fff" or before in _WIDE.values()):
            line = line.put(place, place + 1, mark)
    return line
