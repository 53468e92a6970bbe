"""Music notes, which engines drop or take for letters.

The evidence is the picture: a sign that stands alone at the start and looks like the one that
stands alone at the end. An apostrophe after a letter, as in French ``J'``, never stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.ink import Mask
from cuelift.ocr.languages import EAST_ASIAN, RIGHT_TO_LEFT
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Piece, mask_of, unlikeness
from cuelift.ocr.rules.base import Context

NOTES = "♪♫♬♩"
_ALIKE, _ALMOST = 0.3, 0.55
"""How unlike two pictures of one sign may be; the latter where both have the shape of a note."""
_STROKES = frozenset("I1l|")
"""Signs that may stand at both ends and have no shape to go by."""
_WORDS = frozenset('AÀÁEÈÉIOÓUYaàáeèéioóuyzwkvsсвкиоуяІійаΗηοό&-–—.…!?"“”„«»()[]')
"""Signs that may well stand alone."""


_WIDER = 1.5
"""Times the usual gap, that parts a sign from the text."""
_TELLING = 5
"""Gaps of a line, from which on they tell what is usual."""


class _End(NamedTuple):
    """A sign that stands alone at an end of a line."""

    piece: Piece
    line: Line


def mend_notes(lines: list[OcrLine], context: Context) -> list[OcrLine]:
    """A note at both ends of the caption, or at both ends of a line."""
    if not lines or context.language.script in RIGHT_TO_LEFT:
        return lines
    both = _pair(lines[0], lines[-1], context)
    if both is not None:
        lines = [_opened(lines[0], context, both[0]), *lines[1:]]
        return [*lines[:-1], _closed(lines[-1], context, both[1])]
    mended = []
    for line in lines:
        both = _pair(line, line, context)
        mended.append(_closed(_opened(line, context, both[0]), context, both[1]) if both else line)
    return mended


def _pair(first: OcrLine, last: OcrLine, context: Context) -> tuple[_End, _End] | None:
    """The two signs, where they are the same and are no words."""
    start, end = _start(first, context), _end(last, context)
    if start is None or end is None or start.piece == end.piece:
        return None
    pixels = context.page.pixels
    apart = unlikeness(pixels, start.piece, end.piece)
    if apart > _ALMOST:
        return None
    opening, closing = _opening(first, start), _closing(last, end)
    if opening is None or closing is None:
        return None
    if opening == closing and opening in _STROKES:
        return None
    if all(_is_note(mask_of(pixels, each.piece)) for each in (start, end)):
        return start, end
    if apart > _ALIKE or {opening, closing} & _WORDS:
        return None
    named = {opening, closing} & set(NOTES)
    unread = opening == closing and start.piece.width > start.piece.height * 0.3
    return (start, end) if named or unread else None


def _start(line: OcrLine, context: Context) -> _End | None:
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or len(pieces) < 3:
        return None
    gap = pieces[1].left - pieces[0].right
    if gap < _WIDER * _usual_gap(pieces):
        return None
    return _End(pieces[0], place) if _stands_alone(pieces[0], gap, place, context) else None


def _end(line: OcrLine, context: Context) -> _End | None:
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or len(pieces) < 3:
        return None
    gap = pieces[-1].left - pieces[-2].right
    if gap < _WIDER * _usual_gap(pieces):
        return None
    return _End(pieces[-1], place) if _stands_alone(pieces[-1], gap, place, context) else None


def _usual_gap(pieces: Sequence[Piece]) -> float:
    """Between the letters of a line; capitals may stand far apart."""
    gaps = [after.left - before.right for before, after in pairwise(pieces[1:-1])]
    return median_low(gaps) if len(gaps) >= _TELLING else 0


def _stands_alone(piece: Piece, gap: int, line: Line, context: Context) -> bool:
    size = line.height
    least = 0.25 if context.language.script in EAST_ASIAN else 0.12
    return gap >= size * least and size * 0.4 <= piece.height and piece.width <= size * 1.1


def _opening(line: OcrLine, end: _End) -> str | None:
    """What the engine wrote for the first sign: empty, or one character; None: it is a word."""
    text = line.text
    if line.columns and line.columns[0] > end.piece.right:
        return ""
    word = text.split(" ", 1)[0]
    if len(word) == 1 or _covers(line.columns[: len(word)], end.piece):
        return word
    return text[:1] if line.columns and _glued(line.columns, 0, 1, end.piece) else None


def _closing(line: OcrLine, end: _End) -> str | None:
    """The same for the last sign."""
    text = line.text
    if line.columns and line.columns[-1] < end.piece.left:
        return ""
    word = text.rsplit(" ", 1)[-1]
    if len(word) == 1 or _covers(line.columns[-len(word) :], end.piece):
        return word
    return text[-1:] if line.columns and _glued(line.columns, -1, -2, end.piece) else None


def _covers(columns: tuple[int, ...], piece: Piece) -> bool:
    """Whether all characters of a word lie on the sign."""
    return 0 < len(columns) <= 2 and all(
        piece.left - 2 <= column <= piece.right + 2 for column in columns
    )


def _glued(columns: tuple[int, ...], own: int, next_: int, piece: Piece) -> bool:
    """Whether only one character lies on the sign: the engine saw no space after it."""
    inside = piece.left - 2 <= columns[own] <= piece.right + 2
    return inside and not piece.left <= columns[next_] <= piece.right


def _is_note(mask: Mask) -> bool:
    """Heavy at the bottom left, light at the bottom right, with a stem and a flag."""
    height, width = mask.shape
    if not height * 0.3 <= width <= height * 1.1 or width < 4:
        return False
    low = mask[height * 2 // 3 :]
    left, right = low[:, : width // 2].mean(), low[:, -(width // 3) :].mean()
    high = mask[: height // 2]
    return bool(left > 0.35 and right < left * 0.75 and high[:, : width // 3].mean() < 0.4)


def _opened(line: OcrLine, context: Context, end: _End) -> OcrLine:
    written = _opening(line, end)
    stop = len(written or "")
    stop += len(line.text) - stop - len(line.text[stop:].lstrip(" "))
    return line.put(0, stop, "♪ ", 0.95, round(end.piece.middle))


def _closed(line: OcrLine, context: Context, end: _End) -> OcrLine:
    written = _closing(line, end)
    start = len(line.text) - len(written or "")
    start = len(line.text[:start].rstrip(" "))
    return line.put(start, len(line.text), " ♪", 0.95, round(end.piece.middle))
