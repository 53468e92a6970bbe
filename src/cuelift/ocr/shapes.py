"""What the ink says against a text that engines agree on.

A y without a tail is no y, a word in more pieces than it has letters has lost one, and a gap as
wide as the spaces beside it is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.ink import Mask
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Piece, Word, glyphs_of, mask_of, pieces_of, words_of
from cuelift.ocr.rules.gaps import dots_of
from cuelift.ocr.rules.marks import is_dot
from cuelift.ocr.wordlist import words_in

_X = frozenset("acemnorsuvwxzаеикмнопстухчшъыьэюя")
_TAILED = frozenset("pqy")
_TALL = frozenset("bdhkl")
_CAPITALS = frozenset("ABCDEFGHIKLMNOPRSTUVWXYZ")
_SEVERAL = frozenset("\"'“”„‚‘’«»%…!?:;=ďťľĎŤĽ")
"""Signs of several pieces, or beside which one is easily seen."""
_DETACHED = frozenset("çşţąęųÇŞŢĄĘŲ")
"""Letters with a mark below them."""
_LEAST = 3
"""Letters of a line that tell how high such letters are."""
_RISE, _DROP = 0.17, 0.16
"""Of the height of an x, by which a letter reaches over it or under the line it stands on."""
_SURELY = 0.8
"""Of that, a letter must reach that is said to."""
_MARK = 0.13
"""Of the line's height, by which a capital with a mark stands over one without."""
_DOTS = re.compile(r"…|\.\.\.")
_SPACED_DOTS, _TIGHT_DOTS = re.compile(r"\w (?:…|\.\.\.)"), re.compile(r"\w(?:…|\.\.\.)")
_TIGHT, _SPACED = 0.06, 0.16
"""Of the line's height: how much wider than between dots the gap before them is at most without a
space, and at least with one."""
_HIGH = 0.5
"""Of a letter's height, in which every part of it begins."""
_SEEN = 2
"""Pixels that are no dirt."""
_LARGEST = 40_000
"""Pixels of a piece that is looked at; no letter is larger."""


class _Read(NamedTuple):
    """A line and its ink."""

    line: OcrLine
    place: Line
    pieces: list[Piece]
    words: list[Word]
    """Empty where the spaces of text and picture do not match."""


class _Measure(NamedTuple):
    """Of a line, in pixels of the page."""

    base: float
    x: float


def is_doubtful(lines: Sequence[OcrLine], page: Page) -> bool:
    """Whether a line's ink does not fit its text.

    Args:
        lines: of one caption, in an alphabet that is written from the left.
        page: theirs.
    """
    read = _looked_at(lines, page)
    if any(map(_is_misshapen, read)) or any(map(_miscounts_dots, read)):
        return True
    if any(map(_is_dot_gap_unclear, read)):
        return True
    if any(_is_unclear(each) and _DOTS.search(each.line.text) for each in read):
        return True
    return bool(read) and _hides_dot(read[-1], page)


def suspects(lines: Sequence[OcrLine], page: Page) -> tuple[str, ...]:
    """Words that may stand only if they are words of the language.

    Those in more pieces than they have letters, and all of a line in which a gap that is no space
    is as wide as those that are.
    """
    found: list[str] = []
    for read in _looked_at(lines, page):
        if _is_unclear(read):
            found += words_in(read.line.text)
        found += [
            read.line.text[each.start : each.stop] for each in read.words if _is_broken(each, read)
        ]
    return tuple(dict.fromkeys(found))


def _looked_at(lines: Sequence[OcrLine], page: Page) -> list[_Read]:
    found: list[_Read] = []
    for line in lines:
        place = next((each for each in page.lines if each.top <= line.row < each.bottom), None)
        if place is not None:
            pieces = pieces_of(page.pixels, place)
            found.append(_Read(line, place, pieces, words_of(line, pieces)))
    return found


def _is_misshapen(read: _Read) -> bool:
    """Whether a letter's ink reaches higher or lower than the letter does, or not as far."""
    glyphs = glyphs_of(read.line, read.pieces)
    if _has_tall_capital(read, glyphs):
        return True
    measure = _measured(read.line.text, glyphs)
    return measure is not None and any(
        _contradicts(read.line.text[at], piece, measure) for at, piece in glyphs.items()
    )


def _has_tall_capital(read: _Read, glyphs: Mapping[int, Piece]) -> bool:
    """Whether a capital that was read without a mark is as high as one with it."""
    tops = [piece.top for at, piece in glyphs.items() if read.line.text[at] in _CAPITALS]
    rise = max(read.place.height * _MARK, 2)
    return len(tops) >= _LEAST and min(tops) < median(tops) - rise


def _measured(text: str, glyphs: Mapping[int, Piece]) -> _Measure | None:
    small = [piece for at, piece in glyphs.items() if text[at] in _X]
    if len(small) < _LEAST:
        return None
    base = median(piece.bottom for piece in small)
    return _Measure(base, base - median(piece.top for piece in small))


def _contradicts(char: str, piece: Piece, measure: _Measure) -> bool:
    rise, drop = max(measure.x * _RISE, 2), max(measure.x * _DROP, 2)
    over, under = measure.base - measure.x - piece.top, piece.bottom - measure.base
    if char in _X:
        return over > rise or under > drop
    if char in _TAILED:
        return over > rise or under < drop * _SURELY
    return (char in _TALL or _has_mark(char)) and (over < rise * _SURELY or under > drop)


def _has_mark(char: str) -> bool:
    """Whether a letter is as high as an x but for a mark over it."""
    parts = unicodedata.normalize("NFD", char)
    return len(parts) == 2 and parts[0] in _X and unicodedata.combining(parts[1]) == 230


def _is_broken(word: Word, read: _Read) -> bool:
    text = read.line.text[word.start : word.stop]
    return len(word.pieces) > len(text) and _SEVERAL.isdisjoint(text)


def _is_unclear(read: _Read) -> bool:
    return bool(read.pieces) and not read.words


def _is_dot_gap_unclear(read: _Read) -> bool:
    """Whether the gap before three dots is between one with a space and one without."""
    text = read.line.text
    spaced, tight = bool(_SPACED_DOTS.search(text)), bool(_TIGHT_DOTS.search(text))
    if not (spaced or tight):
        return False
    wider = [
        (run.before - run.between) / read.place.height for run in dots_of(read.pieces, read.place)
    ]
    return any((tight and more > _TIGHT) or (spaced and more < _SPACED) for more in wider)


def _hides_dot(read: _Read, page: Page) -> bool:
    """Whether something low lies apart from the last letter, which is of one piece there.

    A dot under the arm of an r stands in the same columns, so it is no piece of its own.
    """
    if not read.line.text[-1:].isalpha() or read.line.text[-1] in _DETACHED or not read.pieces:
        return False
    last = read.pieces[-1]
    if last.width * last.height > _LARGEST:
        return False
    mask = mask_of(page.pixels, last)
    return bool((mask & ~_joined(mask, round(len(mask) * _HIGH))).sum() >= _SEEN)


def _miscounts_dots(read: _Read) -> bool:
    """Whether a line ends with more dots than its text, or with fewer."""
    text = read.line.text.replace("…", "...")
    written = len(text) - len(text.rstrip("."))
    shown = 0
    while shown < len(read.pieces) and is_dot(read.pieces[-1 - shown], read.place):
        shown += 1
    return 0 < written < shown


def _joined(mask: Mask, rows: int) -> Mask:
    """The ink that hangs together with what there is in the first rows."""
    found = mask.copy()
    found[rows:] = False
    for _ in range(2 * sum(mask.shape)):
        wide = np.pad(found, 1)
        near = wide[:, :-2] | wide[:, 1:-1] | wide[:, 2:]
        grown = (near[:-2] | near[1:-1] | near[2:]) & mask
        if (grown == found).all():
            break
        found = grown
    return found
