"""Spaces around short words, which engines pass over in narrow fonts.

The gaps of a line are of two kinds, between letters and between words; where they fall into two
clear groups, every gap of the wide group is a space.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import inf

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.pieces import Piece
from cuelift.ocr.rules.base import Context

_LEAST, _LONE = 0.15, 0.25
"""Of the line's height; no space is narrower; the second where the text has no space."""
_SHARE, _LONG_SHARE = 0.7, 0.85
"""Of the narrowest space that the text has; no other is narrower; the second where it would not
part a word of one letter, which is what engines pass over."""
_FALSE = 3
"""Times that the usual space is as wide as one that is none."""
_LONE_WORDS = frozenset("авзикосуяібжйоеєэ" + "ηοωήόώάέ")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 200
_LETTERS = 3
"""Gaps between letters by which the usual one can be told."""
_APART = 1.5
"""Times that the narrowest space is as wide as the widest gap between letters."""


def mend_words(line: OcrLine, context: Context) -> OcrLine:
    """A space where a gap of the wide group parts letters, and none where there is no gap."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or not pieces or len(line.columns) != len(line.text):
        return line
    if len(line.text) > _LONGEST:
        return line  # noise, on which every letter would be held against every piece
    owners = _owners(line, pieces)
    known = _at_spaces(line.text, owners, pieces)
    gaps = _in_words(line.text, owners, pieces)
    least = min(known.values()) if known else place.height * _LONE
    widest = _widest_between_letters(
        list(gaps.values()), max(least * _SHARE, place.height * _LEAST)
    )
    changes = {
        at: " "
        for at, gap in gaps.items()
        # Without a space to compare with, the gap must be as wide as one.
        if gap > widest and gap >= least * max(_sure(line, at), 0 if known else 1)
    }
    usual = sorted(known.values())[len(known) // 2] if len(known) > 2 else 0
    changes |= {at: "" for at, gap in known.items() if gap * _FALSE <= usual}
    for at, text in sorted(changes.items(), reverse=True):
        line = line.put(at, at + (not text), text, 0.95)
    return line


def _sure(line: OcrLine, at: int) -> float:
    """How wide a space must be, in narrowest spaces; infinite: one letter would be left alone."""
    before, after = line.text[:at].rsplit(" ", 1)[-1], line.text[at:].split(" ", 1)[0]
    before, after = before.lstrip('-–—"«(['), after.rstrip('.,!?…:;"»)]')
    ends = [each for each in (before, after) if len(each) == 1]
    if any(each.lower() not in _LONE_WORDS for each in ends):
        return inf
    # Capitals stand farther apart.
    if line.text[at - 1 : at + 1].isupper():
        return 1.0
    return _SHARE if ends else _LONG_SHARE


def _owners(line: OcrLine, pieces: list[Piece]) -> list[int]:
    """The piece of each character; in words of as many pieces as letters, one after the other."""
    owners = [_nearest(column, pieces) for column in line.columns]
    for match in _WORD.finditer(line.text):
        first = owners[match.start()]
        if owners[match.end() - 1] - first == match.end() - match.start() - 1:
            owners[match.start() : match.end()] = range(first, owners[match.end() - 1] + 1)
    return owners


def _nearest(column: int, pieces: list[Piece]) -> int:
    """The piece that a column lies in, or beside."""
    return min(
        range(len(pieces)),
        key=lambda each: max(pieces[each].left - column, column - pieces[each].right, 0),
    )


def _at_spaces(text: str, owners: list[int], pieces: list[Piece]) -> dict[int, int]:
    """The gaps of the spaces that there are, by place."""
    return {
        at: pieces[owners[at + 1]].left - pieces[owners[at - 1]].right
        for at in range(1, len(text) - 1)
        if text[at] == " " and owners[at + 1] == owners[at - 1] + 1
    }


def _in_words(text: str, owners: list[int], pieces: list[Piece]) -> dict[int, int]:
    """The gaps before letters that stand in words, by place."""
    return {
        at: pieces[owners[at]].left - pieces[owners[at - 1]].right
        for at in range(1, len(text))
        if text[at - 1].isalpha() and text[at].isalpha() and owners[at] == owners[at - 1] + 1
    }


def _widest_between_letters(gaps: list[int], least: float) -> float:
    """The widest gap that parts no words; infinite where the gaps fall into no two groups."""
    best, ratio = inf, _APART
    ordered = sorted(max(gap, 1) for gap in gaps)
    for place, (narrow, wide) in enumerate(pairwise(ordered), 1):
        enough = place >= _LETTERS and wide >= least and wide - narrow >= 2
        if enough and wide / narrow >= ratio:
            best, ratio = narrow, wide / narrow
    return best
