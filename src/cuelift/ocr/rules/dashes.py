"""A speaker's dash that was dropped or taken for another sign, where its partner was read."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.ink import INKED
from cuelift.ocr.languages import RIGHT_TO_LEFT
from cuelift.ocr.pieces import Piece
from cuelift.ocr.rules.base import Context

_DASHES = "-–—―"
_ODD = "\"'“”„«»‘’_=~*•·"
"""What is read in place of a dash."""
_ALIKE, _LEVEL = 1, 2
"""Pixels that two prints of one sign differ by, in height and in place over the base line."""


class _Dash(NamedTuple):
    """The dash that a line starts with."""

    width: int
    height: int
    level: int
    """Pixels over the base line."""
    text: str
    """With the space after it, if any."""


def mend_dashes(lines: list[OcrLine], context: Context) -> list[OcrLine]:
    """A line starts with a dash where its ink starts like that of a line that does.

    The dash may lie under the arm of its first letter, so only the columns at the left are looked
    at.
    """
    if len(lines) < 2 or context.language.script in RIGHT_TO_LEFT | {"Latn"}:
        return lines
    dash = next((found for line in lines if (found := _dash(line, context))), None)
    return lines if dash is None else [_mended(line, dash, context) for line in lines]


def _dash(line: OcrLine, context: Context) -> _Dash | None:
    pieces = context.pieces_at(line.row)
    if line.text[:1] not in tuple(_DASHES) or len(pieces) < 2:
        return None
    first = pieces[0]
    if first.width <= first.height:
        return None
    text = line.text[0] + " " * line.text[1:2].count(" ")
    return _Dash(first.width, first.height, _base(pieces) - first.bottom, text)


def _mended(line: OcrLine, dash: _Dash, context: Context) -> OcrLine:
    if not line.text or line.text[0] in _DASHES or not _starts(line, dash, context):
        return line
    stop = 0
    if line.text[0] in _ODD:
        stop = 2 if line.text[1:2] == " " else 1
    return line.put(0, stop, dash.text, 0.9)


def _starts(line: OcrLine, dash: _Dash, context: Context) -> bool:
    """Whether the leftmost columns hold ink of the height and at the place of the dash."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or len(pieces) < 2:
        return False
    left = pieces[0].left
    part = context.page.pixels[place.top : place.bottom, left : left + max(2, dash.width * 2 // 3)]
    rows = np.flatnonzero((part < INKED).any(axis=1))
    high, low = int(rows[0]), int(rows[-1]) + 1
    level = _base(pieces) - place.top - low
    return abs(low - high - dash.height) <= _ALIKE and abs(level - dash.level) <= _LEVEL


def _base(pieces: list[Piece]) -> int:
    """The row under most signs; of equals the lowest."""
    counts = Counter(each.bottom for each in pieces)
    return max(counts, key=lambda bottom: (counts[bottom], bottom))
