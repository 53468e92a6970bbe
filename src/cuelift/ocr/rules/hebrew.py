"""Letters and stops of Hebrew and Arabic script at the left end of a line."""

from __future__ import annotations

import re
from itertools import takewhile

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.ink import INKED
from cuelift.ocr.lines import Line
from cuelift.ocr.rules.base import Context
from cuelift.ocr.rules.marks import is_dot

_NUN = re.compile("(?<=[\u05d0-\u05ea])(?:\\|ן|\\|$)")
_DOTS = re.compile(r"[.…]*(?:\.\.|…)$")
_AFTER_MARK = re.compile(r"(?<=[,،؛:;!?؟])\.$")
_EDGE = 0.06
"""Of the line's height: the columns at its end in which a full stop would lie."""


def mend_nun(line: OcrLine, context: Context) -> OcrLine:
    """A bar at the end of a word is the final letter of one long stroke."""
    for match in reversed(list(_NUN.finditer(line.text))):
        line = line.put(match.start(), match.end(), "ן")
    return line


def mend_left_dots(line: OcrLine, context: Context) -> OcrLine:
    """As many dots at the end as the picture has, where those are three or more."""
    place, match = context.line_at(line.row), _DOTS.search(line.text)
    if place is None or match is None:
        return line
    dots = len(list(takewhile(lambda each: is_dot(each, place), context.pieces_at(line.row))))
    written = sum(3 if char == "…" else 1 for char in match.group())
    if dots < 3 or dots == written:
        return line
    return line.put(match.start(), match.end(), "." * dots)


def mend_false_stop(line: OcrLine, context: Context) -> OcrLine:
    """No full stop after another mark, nor where the ink at the end stands higher than one."""
    if match := _AFTER_MARK.search(line.text):
        return line.put(match.start(), match.end(), "")
    place = context.line_at(line.row)
    if place is None or len(line.text) < 2 or line.text[-1] != "." or line.text[-2] in ".…":
        return line
    if _top_at_end(place, context) < place.height * 0.45:
        return line.put(len(line.text) - 1, len(line.text), "")
    return line


def _top_at_end(line: Line, context: Context) -> int:
    """The highest ink in the leftmost columns, in rows from the top of the line."""
    pieces = context.pieces_at(line.top)
    left = pieces[0].left if pieces else line.left
    wide = max(2, round(line.height * _EDGE))
    rows = (context.page.pixels[line.top : line.bottom, left : left + wide] < INKED).any(axis=1)
    return int(rows.argmax())
