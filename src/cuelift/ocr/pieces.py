"""Takes a line apart into pieces: runs of columns that hold ink."""

from __future__ import annotations

from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.ink import INKED, Mask, Pixels
from cuelift.ocr.lines import Line, filled, runs

_MOST = 400
"""Pieces of a line that are looked at; no caption has so many."""


class Piece(NamedTuple):
    """A glyph, or some that touch; in pixels of the page."""

    left: int
    right: int
    top: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Its middle column."""
        return (self.left + self.right) / 2


def pieces_of(pixels: Pixels, line: Line) -> list[Piece]:
    """The pieces of a line from the left."""
    mask = line.of(pixels) < INKED
    found: list[Piece] = []
    for left, right in runs(filled(mask, axis=0))[:_MOST]:
        rows = np.flatnonzero(mask[:, left:right].any(axis=1))
        top, bottom = line.top + int(rows[0]), line.top + int(rows[-1]) + 1
        found.append(Piece(line.left + left, line.left + right, top, bottom))
    return found


def mask_of(pixels: Pixels, piece: Piece) -> Mask:
    """Where a piece has ink."""
    return pixels[piece.top : piece.bottom, piece.left : piece.right] < INKED


def unlikeness(pixels: Pixels, one: Piece, other: Piece) -> float:
    """The share of their ink in which two pieces differ: 0 is equal; infinite where sizes differ.

    They are laid over each other where they fit best: anti-aliasing shifts what stands between
    pixels.
    """
    if abs(one.width - other.width) > 2 + one.width // 8:
        return float("inf")
    if abs(one.height - other.height) > 2 + one.height // 10:
        return float("inf")
    rows, columns = max(one.height, other.height) + 2, max(one.width, other.width) + 2
    fixed = _laid(pixels, one, (rows, columns), (1, 1))
    shifts = product(range(3), range(3))
    moved = (_laid(pixels, other, (rows, columns), shift) for shift in shifts)
    return min(float(np.abs(fixed - each).sum() / max(fixed.sum(), each.sum())) for each in moved)


def _laid(
    pixels: Pixels, piece: Piece, size: tuple[int, int], at: tuple[int, int]
) -> NDArray[np.int32]:
    """The ink of a piece on a sheet of its own."""
    sheet = np.zeros(size, np.int32)
    cut = pixels[piece.top : piece.bottom, piece.left : piece.right]
    sheet[at[0] : at[0] + piece.height, at[1] : at[1] + piece.width] = 255 - cut.astype(np.int32)
    return sheet


class Word(NamedTuple):
    """Characters ``[start, stop)`` of a line and the pieces that show them."""

    start: int
    stop: int
    pieces: tuple[Piece, ...]


def words_of(line: OcrLine, pieces: list[Piece]) -> list[Word]:
    """Words with their pieces; empty where the spaces of text and picture do not match.

    As many of the widest gaps are taken as the text has spaces; they must stand out.
    """
    spans = _word_spans(line.text)
    if not spans or len(pieces) < len(spans):
        return []
    if len(spans) == 1:
        return [Word(*spans[0], tuple(pieces))]
    gaps = [right.left - left.right for left, right in pairwise(pieces)]
    order = sorted(range(len(gaps)), key=lambda each: -gaps[each])
    chosen, rest = sorted(order[: len(spans) - 1]), order[len(spans) - 1 :]
    if rest and gaps[rest[0]] * 1.15 >= min(gaps[each] for each in chosen):
        return []
    bounds = [0, *[each + 1 for each in chosen], len(pieces)]
    parts = [tuple(pieces[start:stop]) for start, stop in pairwise(bounds)]
    return [Word(*span, part) for span, part in zip(spans, parts, strict=True)]


def _word_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    place = 0
    for word in text.split(" "):
        if word:
            spans.append((place, place + len(word)))
        place += len(word) + 1
    return spans


def glyphs_of(line: OcrLine, pieces: list[Piece]) -> dict[int, Piece]:
    """The piece of each character, in the words that have as many pieces as characters.

    A quotation mark is two pieces, so a word that holds one matches only by accident; it is
    left out, as is one with ``%`` or three dots in one character.
    """
    found: dict[int, Piece] = {}
    for word in words_of(line, pieces):
        text = line.text[word.start : word.stop]
        if len(text) == len(word.pieces) and not set(text) & set('"“”„«»%…'):
            found.update(zip(range(word.start, word.stop), word.pieces, strict=True))
    return found
