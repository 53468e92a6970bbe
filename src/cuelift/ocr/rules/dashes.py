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


_SPACE, _EVEN = 0.2, 0.12
"""Of the line's height: the gap behind a dash from which on it is a space, and how much two such
gaps may differ, by the letters beside them."""


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


def mend_dash_spaces(lines: list[OcrLine], context: Context) -> list[OcrLine]:
    """Behind the dashes of all speakers stands a space, or behind none: by the gaps there are."""
    speakers = [line for line in lines if line.text[:1] in tuple(_DASHES) and len(line.text) > 2]
    spaced = {line.text[1] == " " for line in speakers}
    if len(spaced) < 2:
        return lines
    gaps = [gap for line in speakers if (gap := _gap(line, context)) is not None]
    if len(gaps) < len(speakers) or max(gaps) - min(gaps) > _EVEN:
        return lines  # they are different in the picture, too
    put = sum(gaps) / len(gaps) > _SPACE
    return [_spaced(line, put=put) if line in speakers else line for line in lines]


def _gap(line: OcrLine, context: Context) -> float | None:
    """The gap behind the first piece, if that is wider than high; of the line's height."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or len(pieces) < 2 or pieces[0].width <= pieces[0].height:
        return None
    return (pieces[1].left - pieces[0].right) / place.height


def _spaced(line: OcrLine, *, put: bool) -> OcrLine:
    has = line.text[1] == " "
    if has == put:
        return line
    return line.put(1, 1, " ", 0.95) if put else line.put(1, 2, "")


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
