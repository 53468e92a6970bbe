"""Spaces, measured in the picture where the engine's own do not fit it."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Piece
from cuelift.ocr.rules.base import Context
from cuelift.ocr.rules.marks import is_dot

_DOTS = re.compile(r"(?<=\w) ?(?:…|\.\.\.)")
_NARROW, _BROAD = 0.09, 0.13
"""Of the line's height: how much wider the gap before dots is than those between them."""
_LEAST = 0.2
"""Of the line's height; no space is narrower."""


def mend_gaps(line: OcrLine, context: Context) -> OcrLine:
    """A space where the gap is as wide as at the others."""
    place = context.line_at(line.row)
    if place is None or len(line.columns) != len(line.text) or len(line.text) < 3:
        return line
    pieces = context.pieces_at(line.row)
    lefts = [piece.left for piece in pieces]
    owners = [_owner(column, lefts) for column in line.columns]
    wide = sorted(_at_spaces(line.text, owners, pieces))
    least = place.height * _LEAST
    if len(wide) > 1:
        usual = wide[len(wide) // 2]
        least = max(least, usual * 0.8, wide[0] * 0.9 if len(wide) > 2 else 0)
    else:
        least = place.height * 0.36
    return _with_spaces(line, owners, pieces, least)


def _owner(column: int, lefts: list[int]) -> int:
    """The piece that a column lies in, or after."""
    return max(bisect_right(lefts, column) - 1, 0)


def _at_spaces(text: str, owners: list[int], pieces: list[Piece]) -> list[int]:
    """The gaps of the spaces that there are."""
    return [
        pieces[owners[place + 1]].left - pieces[owners[place - 1]].right
        for place in range(1, len(text) - 1)
        if text[place] == " "
        and text[place - 1].isalpha()
        and text[place + 1].isalpha()
        and owners[place + 1] == owners[place - 1] + 1
    ]


def _with_spaces(line: OcrLine, owners: list[int], pieces: list[Piece], least: float) -> OcrLine:
    text = line.text
    for place in range(len(text) - 2, -1, -1):
        one, other = text[place], text[place + 1]
        starts = place == 0 and one in "-–—"
        if not ((one.isalpha() or starts) and other.isalpha()):
            continue
        left, right = pieces[owners[place]], pieces[owners[place + 1]]
        gap = right.left - left.right
        if owners[place + 1] != owners[place] + 1 or gap < least:
            continue
        # A column that lies close to the gap may be that of the next letter.
        clear = line.columns[place] < left.right - 1 and line.columns[place + 1] > right.left + 1
        if starts or (clear and _single(left) and _single(right)):
            line = line.put(place + 1, place + 1, " ", 0.95)
    return line


def _single(piece: Piece) -> bool:
    """Whether a piece is narrow enough to be one letter."""
    return piece.width < piece.height * 1.5


def mend_dot_gap(line: OcrLine, context: Context) -> OcrLine:
    """The space before three dots where the picture has one, and only there."""
    place = context.line_at(line.row)
    if place is None or len(line.columns) != len(line.text):
        return line
    runs = dots_of(context.pieces_at(line.row), place)
    for match in reversed(list(_DOTS.finditer(line.text))):
        column = line.columns[match.end() - 1]
        near = [each for each in runs if abs(each.middle - column) < place.height * 0.7]
        if not near:
            continue
        dots = min(near, key=lambda each: abs(each.middle - column))
        more = (dots.before - dots.between) / place.height
        spaced = match.group().startswith(" ")
        if spaced and more < _NARROW:
            line = line.put(match.start(), match.start() + 1, "")
        elif not spaced and more > _BROAD:
            line = line.put(match.start(), match.start(), " ", 0.95)
    return line


class Dots(NamedTuple):
    """Three dots of a line, in pixels."""

    middle: float
    before: int
    between: int


def dots_of(pieces: list[Piece], line: Line) -> list[Dots]:
    """Where three dots follow something else."""
    flags = [is_dot(each, line) for each in pieces]
    return [
        Dots(
            pieces[at + 1].middle,
            pieces[at].left - pieces[at - 1].right,
            pieces[at + 1].left - pieces[at].right,
        )
        for at in range(1, len(pieces) - 2)
        if all(flags[at : at + 3]) and not flags[at - 1]
    ]


def mend_false_spaces(line: OcrLine, context: Context) -> OcrLine:
    """A space between letters that no gap parts, in scripts without spaces between words."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or len(line.columns) != len(line.text):
        return line
    for at in range(len(line.text) - 2, 0, -1):
        if line.text[at] != " " or not all(
            char.isalpha() and not char.isascii() for char in (line.text[at - 1], line.text[at + 1])
        ):
            continue
        left, right = line.columns[at - 1], line.columns[at + 1]
        gaps = [
            b.left - a.right for a, b in pairwise(pieces) if left <= b.left and a.right <= right
        ]
        if max(gaps, default=0) < place.height * _LEAST:
            line = line.put(at, at + 1, "")
    return line
