"""Tells I from l by its height, where capitals and ascenders of the line differ."""

from __future__ import annotations

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.pieces import Piece, glyphs_of
from cuelift.ocr.rules.base import Context

_CAPITALS = frozenset("ABDEFHKLMNPRTUVXYZ")
_ASCENDERS = frozenset("bdhk")


def mend_strokes(line: OcrLine, context: Context) -> OcrLine:
    """Each I and l as high as it is drawn: with the capitals or with the ascenders."""
    if not set(line.text) & set("Il"):
        return line
    glyphs = glyphs_of(line, context.pieces_at(line.row))
    capital = _top(line, glyphs, _CAPITALS)
    ascender = _top(line, glyphs, _ASCENDERS)
    if capital is None or ascender is None or abs(capital - ascender) < 2:
        return line
    for place, piece in glyphs.items():
        if line.text[place] not in "Il" or piece.width > piece.height * 0.5:
            continue
        to_capital, to_ascender = abs(piece.top - capital), abs(piece.top - ascender)
        char = "I" if to_capital < to_ascender else "l"
        if abs(to_capital - to_ascender) >= 2 and char != line.text[place]:
            line = line.put(place, place + 1, char)
    return line


def _top(line: OcrLine, glyphs: dict[int, Piece], among: frozenset[str]) -> float | None:
    """The row at which some letters of the line start; None where they do not agree."""
    tops = sorted(piece.top for place, piece in glyphs.items() if line.text[place] in among)
    if not tops or tops[-1] - tops[0] > 1:
        return None
    return sum(tops) / len(tops)
