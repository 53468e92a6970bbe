"""Quotation marks and dashes that engines write as two signs."""

from __future__ import annotations

import re

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context

_PAIRS = (("''", '"'), ("‘‘", "“"), ("’’", "”"), (",,", "„"), ("<<", "«"), (">>", "»"))
_LEADING_DASHES = re.compile(r"^[-–—]{2,}(?=\s*\w)")


def mend_quotes(line: OcrLine, context: Context) -> OcrLine:
    """Two single marks in a row are one double mark."""
    for pair, mark in _PAIRS:
        while (place := line.text.find(pair)) >= 0:
            line = line.put(place, place + 2, mark)
    return line


def mend_leading_dash(line: OcrLine, context: Context) -> OcrLine:
    """Two or three dashes before a speech are one long one."""
    match = _LEADING_DASHES.match(line.text)
    if not match:
        return line
    space = "" if line.text[match.end()].isspace() else " "
    return line.put(0, match.end(), f"—{space}")
