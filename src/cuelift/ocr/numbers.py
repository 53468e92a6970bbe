"""Reads numbers again with the engine that is good at them.

Tesseract's Hebrew and Arabic data keep only one digit of a number that starts a line, and most data
but the Latin take a per cent sign for letters or digits.
"""

from __future__ import annotations

import re

from cuelift.ocr.engines.base import OcrEngine, OcrLine, Page
from cuelift.ocr.languages import RIGHT_TO_LEFT
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Piece, pieces_of

SCRIPTS = RIGHT_TO_LEFT | {"Cyrl", "Grek"}
"""Those whose numbers are read again."""
_NUMBER = re.compile(r"[0-9][0-9.,:%/]*")
_READ = re.compile(r"(?:% ?)?([0-9][0-9.,:/ ]*%?)")
_COUNT = re.compile(r"(?<![^\s(\[\"«–—-])[0-9]+(?:[.,][0-9]+)*(?: |$)")
_GAPS = (0.3, 0.2, 0.4)
"""Of the line's height: a wider gap ends a number. The others are tried where the first takes in
too much or too little."""
_BEFORE, _WITHIN, _WIDEST = 0.1, 0.16, 1.4
"""Of the line's height: the gap before a per cent sign, in it, and its width."""
_SHORT = 2
"""Characters that a per cent sign is taken for."""


def renumbered(line: OcrLine, page: Page, engine: OcrEngine, script: str) -> OcrLine:
    """A line with its numbers as the engine reads them, where the script's data is bad at it."""
    if script in RIGHT_TO_LEFT:
        return with_percents(reread(line, page, engine), page, engine, True)
    return with_percents(line, page, engine, False)


def reread(line: OcrLine, page: Page, engine: OcrEngine) -> OcrLine:
    """A line of right-to-left text with its numbers as the engine reads them."""
    place = _place(line, page)
    if place is None or not _NUMBER.search(line.text):
        return line
    pieces = pieces_of(page.pixels, place)
    for match in reversed(list(_NUMBER.finditer(line.text))):
        column = line.columns[match.start()]
        for gap in _GAPS:
            around = _around(pieces, column, place, gap * place.height, match.start() == 0)
            [read] = engine.read([Page(page.pixels, (around,))], "en")
            found = _READ.fullmatch(read[0].text.strip()) if read else None
            if found is None:
                continue
            number = found.group(1).strip()
            if number != match.group() and match.group()[-1] in number:
                line = line.put(match.start(), match.end(), number, min(read[0].chars))
            break
    return line


def with_percents(line: OcrLine, page: Page, engine: OcrEngine, backwards: bool) -> OcrLine:
    """A line with the per cent signs that the engine reads after numbers.

    Args:
        line: as another engine reads it.
        page: its picture.
        engine: reads the signs.
        backwards: the script runs from the right, and so the sign stands left of its number.
    """
    place = _place(line, page)
    counts = list(_COUNT.finditer(line.text)) if place is not None else []
    if place is None or not counts:
        return line
    pieces = pieces_of(page.pixels, place)
    for match in reversed(counts):
        rest = line.text[match.end() :].split(" ", 1)[0]
        # A sign that was lost without a trace was so at the start of a line.
        lost = backwards and match.start() == 0
        if "%" in rest or not (len(rest) <= _SHORT or lost):
            continue
        # The digits of a number that was read again need not lie where they are said to.
        column = place.right if lost else line.columns[match.start()]
        sign = _after(pieces, column, place, backwards, len(match.group().strip()))
        if sign is None:
            continue
        [read] = engine.read([Page(page.pixels, (sign,))], "en")
        if read and read[0].text.strip() == "%":
            stop = match.end() + (len(rest) if len(rest) <= _SHORT else 0)
            text = "%" if len(rest) <= _SHORT else "% "
            line = line.put(match.end(), stop, text, min(read[0].chars))
    return line


def _place(line: OcrLine, page: Page) -> Line | None:
    if len(line.columns) != len(line.text):
        return None
    return next((each for each in page.lines if each.top <= line.row < each.bottom), None)


def _nearest(pieces: list[Piece], column: int) -> int:
    return min(range(len(pieces)), key=lambda each: abs(pieces[each].middle - column))


def _around(pieces: list[Piece], column: int, line: Line, widest: float, starts: bool) -> Line:
    """The pieces about a column that no wide gap parts; up to the right end at a line's start."""
    first = last = _nearest(pieces, column)
    while first and pieces[first].left - pieces[first - 1].right < widest:
        first -= 1
    while last + 1 < len(pieces) and (
        starts or pieces[last + 1].left - pieces[last].right < widest
    ):
        last += 1
    return _cut(pieces[first : last + 1], line)


def _after(
    pieces: list[Piece], column: int, line: Line, backwards: bool, digits: int
) -> Line | None:
    """The pieces of the sign after a number, the first of which lies at a column."""
    at = _nearest(pieces, column)
    row = pieces[at::-1] if backwards else pieces[at:]
    ends = range(1, min(len(row), digits + 1))
    start = max(ends, key=lambda each: _gap(row[each - 1], row[each]), default=None)
    if start is None or _gap(row[start - 1], row[start]) <= line.height * _BEFORE:
        return None
    stop = start + 1
    while stop < len(row) and _gap(row[stop - 1], row[stop]) < line.height * _WITHIN:
        stop += 1
    sign = sorted(row[start:stop])
    wide = sign[-1].right - sign[0].left
    return _cut(sign, line) if wide <= line.height * _WIDEST else None


def _gap(one: Piece, other: Piece) -> int:
    return max(one.left, other.left) - min(one.right, other.right)


def _cut(pieces: list[Piece], line: Line) -> Line:
    left, right = max(pieces[0].left - 1, 0), pieces[-1].right + 1
    return line._replace(left=left, right=right)
