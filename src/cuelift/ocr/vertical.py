"""Lays columns of Japanese and Chinese out as lines, which is what engines read."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cuelift.ocr.ink import INKED, Mask, Pixels
from cuelift.ocr.lines import MAX_LINES, filled, runs

_NARROWEST = 8
"""Pixels of a column in which characters can be told apart."""
_RUBY = 0.62
"""A column narrower than this share of the usual one is a reading aid."""
_MARK = 0.45
"""Of a column's width; what is smaller is punctuation."""
_UPRIGHT = {
    "︑": "、",
    "︒": "。",
    "﹁": "「",
    "﹂": "」",
    "﹃": "『",
    "﹄": "』",
    "︙": "…",
    "｜": "ー",
    "|": "ー",
    "丨": "ー",
}
"""Forms that signs take in columns, and what they are."""


class Column(NamedTuple):
    """Columns ``[left, right)`` of pixels."""

    left: int
    right: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left


def columns_of(mask: Mask) -> list[Column] | None:
    """The columns of vertical text from the right; None: the text is horizontal.

    Vertical text is higher than wide, and each of its columns is far higher than wide.
    """
    height, width = mask.shape
    if height <= width:
        return None
    parts = [Column(left, right) for left, right in runs(filled(mask, axis=0))]
    parts = _joined(parts)
    widest = max((part.width for part in parts), default=0)
    if len(parts) > 2 * MAX_LINES or not _NARROWEST <= widest <= height / 2.4:
        return None
    return parts[::-1]


def _joined(parts: list[Column]) -> list[Column]:
    """Columns whose own gaps are closed, as those of 川."""
    widest = max((part.width for part in parts), default=0)
    joined: list[Column] = []
    for part in parts:
        if (
            joined
            and part.left - joined[-1].right < widest * 0.12
            and (part.right - joined[-1].left <= widest * 1.1)
        ):
            joined[-1] = Column(joined[-1].left, part.right)
        else:
            joined.append(part)
    return joined


def main_columns(columns: list[Column]) -> list[Column]:
    """Those that are no reading aids."""
    usual = max(column.width for column in columns)
    return [column for column in columns if column.width >= usual * _RUBY]


def cells_of(pixels: Pixels, column: Column) -> list[tuple[int, int]]:
    """The rows of each character of a column: about as high as the column is wide."""
    cut = pixels[:, column.left : column.right] < INKED
    cells: list[tuple[int, int]] = []
    for top, bottom in runs(filled(cut, axis=1)):
        if cells and bottom - cells[-1][0] <= column.width * 1.08:
            cells[-1] = (cells[-1][0], bottom)
        else:
            cells.append((top, bottom))
    return cells


def laid_out(pixels: Pixels, columns: list[Column]) -> Pixels:
    """A picture in which each column is a line; the first column is the first line."""
    lines = [_line(pixels, column, cells_of(pixels, column)) for column in columns]
    wide = max(line.shape[1] for line in lines)
    padded = [
        np.pad(line, ((3, 9), (3, wide - line.shape[1] + 3)), constant_values=255) for line in lines
    ]
    return np.concatenate(padded)


def _line(pixels: Pixels, column: Column, cells: list[tuple[int, int]]) -> Pixels:
    size = column.width
    gap = np.full((size, max(2, size // 12)), 255, np.uint8)
    parts: list[Pixels] = []
    for top, bottom in cells:
        parts += [_cell(pixels[top:bottom, column.left : column.right], size), gap]
    return np.concatenate(parts or [gap], axis=1)


def _cell(cell: Pixels, size: int) -> Pixels:
    """A character as it stands in a line.

    Commas and stops move from the upper right to the lower left; long strokes, rows of dots and
    brackets, which columns show turned to the right, are turned back.
    """
    columns = np.flatnonzero((cell < INKED).any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    height, width = cell.shape[0], right - left
    if max(height, width) < size * _MARK:
        return _placed(cell[:, left:right], size, size - height, 0)
    flat = width > size * 0.5 and size * 0.14 < height < size * _MARK
    strokes = runs(filled(cell < INKED, axis=1))
    exclaims = len(strokes) == 2 and strokes[0][1] > (strokes[1][1] - strokes[1][0]) * 2
    narrow = width < size * 0.3 and height > size * 0.45 and not exclaims
    if flat or narrow:
        cell = np.rot90(cell[:size, left:right])
        return _placed(cell, size, (size - cell.shape[0]) // 2, (size - cell.shape[1]) // 2)
    cell = cell[:size]
    return _placed(cell, size, (size - cell.shape[0]) // 2, 0)


def _placed(cell: Pixels, size: int, top: int, left: int) -> Pixels:
    """A square of paper with a cell on it."""
    square = np.full((size, size), 255, np.uint8)
    square[top : top + cell.shape[0], left : left + cell.shape[1]] = cell
    return square


def upright(text: str) -> str:
    """A column's text with the signs of lines."""
    return "".join(_UPRIGHT.get(char, char) for char in text)
