"""Reads the numbers of right-to-left text again with the engine that is good at them.

Tesseract's Hebrew and Arabic data keep only one digit of a number that starts a line.
"""

from __future__ import annotations

import re

from cuelift.ocr.engines.base import OcrEngine, OcrLine, Page
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Piece, pieces_of

_NUMBER = re.compile(r"[0-9][0-9.,:%/]*")
_READ = re.compile(r"[0-9][0-9.,:/ ]*%?")
_GAP = 0.3
"""Of the line's height; a wider gap ends a number."""


def reread(line: OcrLine, page: Page, engine: OcrEngine) -> OcrLine:
    """A line with its numbers as the engine reads them, where it reads a number at all."""
    place = next((each for each in page.lines if each.top <= line.row < each.bottom), None)
    if place is None or len(line.columns) != len(line.text):
        return line
    for match in reversed(list(_NUMBER.finditer(line.text))):
        around = _around(pieces_of(page.pixels, place), line.columns[match.start()], place)
        if around is None:
            continue
        [read] = engine.read([Page(page.pixels, (around,))], "en")
        found = _READ.fullmatch(read[0].text.strip()) if read else None
        if found and found.group() != match.group() and match.group()[-1] in found.group():
            line = line.put(match.start(), match.end(), found.group(), min(read[0].chars))
    return line


def _around(pieces: list[Piece], column: int, line: Line) -> Line | None:
    """The pieces about a column that no wide gap parts."""
    at = min(range(len(pieces)), key=lambda each: abs(pieces[each].middle - column), default=None)
    if at is None:
        return None
    first = last = at
    while first and pieces[first].left - pieces[first - 1].right < line.height * _GAP:
        first -= 1
    while (
        last + 1 < len(pieces) and pieces[last + 1].left - pieces[last].right < line.height * _GAP
    ):
        last += 1
    left, right = max(pieces[first].left - 1, 0), pieces[last].right + 1
    return line._replace(left=left, right=right)
