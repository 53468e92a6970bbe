"""Checks that no ink was passed over: a lost line, word, dot or mark must not go unseen."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import bidirectional

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Piece, pieces_of

_AWAY = 0.95
"""Of the line's height; ink farther from every character belongs to none."""
_BESIDE = 0.42
"""Of the line's height, from the end of a piece to the middle of the next character."""
_SIZE = 0.3
"""Of the line's height; smaller pieces are marks."""
_WIDE = frozenset("…—⋯─―")
"""Characters of several pieces, or as wide as a line is high."""
_DOT = 0.25
"""Of the line's height; a full stop is smaller."""


def is_complete(lines: Sequence[OcrLine], page: Page) -> bool:
    """Whether every line was read, and every large piece of it lies at a character."""
    if len(lines) < len(page.lines):
        return False
    return all(_accounts(lines, page, line) for line in page.lines)


def _accounts(lines: Sequence[OcrLine], page: Page, line: Line) -> bool:
    columns = sorted(
        column for each in lines if line.top <= each.row < line.bottom for column in each.columns
    )
    if not columns:
        return True
    pieces = pieces_of(page.pixels, line)
    own = [each for each in lines if line.top <= each.row < line.bottom]
    if _drops_stop(own[-1].text, pieces[-1], line):
        return False
    first, last = own[0].text[:1], own[-1].text[-1:]
    if first not in _WIDE and _is_cut_off(pieces[0], pieces[0].right - columns[0], line):
        return False
    if last not in _WIDE and _is_cut_off(pieces[-1], columns[-1] - pieces[-1].left, line):
        return False
    return not any(_is_lost(piece, columns, line) for piece in pieces)


def _drops_stop(text: str, last: Piece, line: Line) -> bool:
    """Whether a line ends with a dot that is not in its text."""
    end = text.rstrip()[-1:]
    small = max(last.width, last.height) <= line.height * _DOT
    low = last.top >= line.top + line.height * 0.5
    return small and low and end.isalnum() and bidirectional(end) in ("L", "EN")


def _is_cut_off(piece: Piece, over: int, line: Line) -> bool:
    """Whether the first or last character begins well behind the first or last piece.

    Args:
        piece: at the end of the line.
        over: how far the character's middle lies over the piece; negative: beside it.
        line: that of the piece.
    """
    return max(piece.width, piece.height) > line.height * 0.12 and -over > line.height * _BESIDE


def _is_lost(piece: Piece, columns: list[int], line: Line) -> bool:
    if max(piece.width, piece.height) < line.height * _SIZE:
        return False
    reach = line.height * _AWAY
    return not any(piece.left - reach < column < piece.right + reach for column in columns)
