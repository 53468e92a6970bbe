"""Makes a page, ready for an engine, out of a caption's picture."""

from __future__ import annotations

from typing import NamedTuple

from cuelift.cues.bitmap import Bitmap
from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.ink import Pixels, ink
from cuelift.ocr.languages import EAST_ASIAN, STACKED, OcrLanguage
from cuelift.ocr.lines import Line, cut_lines
from cuelift.ocr.pieces import pieces_of
from cuelift.ocr.vertical import columns_of, laid_out, main_columns

_RUBY = 0.62
"""A line lower than this share of the next is its reading aid."""


class Prepared(NamedTuple):
    """A page, and what is not on it."""

    page: Page
    vertical: bool = False
    ruby: tuple[Ruby, ...] = ()


class Ruby(NamedTuple):
    """A small line over a line of the page."""

    line: Line
    over: int
    """The place of the line that it explains."""
    pixels: Pixels

    def parts(self) -> list[Line]:
        """Its words: runs of glyphs with a wide gap between them."""
        parts: list[Line] = []
        for piece in pieces_of(self.pixels, self.line):
            if parts and piece.left - parts[-1].right < self.line.height * 0.9:
                parts[-1] = parts[-1]._replace(right=piece.right)
            else:
                parts.append(self.line._replace(left=piece.left, right=piece.right))
        return parts


def prepare(bitmap: Bitmap, language: OcrLanguage) -> Prepared | None:
    """The page of a picture; None: there is nothing to read on it."""
    found = ink(bitmap)
    if found is None:
        return None
    pixels, mask = found.pixels, found.mask
    if language.script in EAST_ASIAN:
        columns = columns_of(mask)
        if columns is not None:
            flat = laid_out(pixels, main_columns(columns))
            return Prepared(Page(flat, tuple(cut_lines(flat < 128))), vertical=True)
    lines = cut_lines(mask, ruby=language.script in EAST_ASIAN, stacked=language.script in STACKED)
    if not lines:
        return None
    if language.script not in EAST_ASIAN:
        return Prepared(Page(pixels, tuple(lines)))
    return _with_ruby(pixels, lines)


def _with_ruby(pixels: Pixels, lines: list[Line]) -> Prepared:
    """Small lines close over large ones are taken off the page."""
    main: list[Line] = []
    ruby: list[Ruby] = []
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else None
        near = below is not None and below.top - line.bottom < below.height * 0.3
        if below is not None and near and line.height < below.height * _RUBY:
            ruby.append(Ruby(line, len(main), pixels))
        else:
            main.append(line)
    if not ruby:
        return Prepared(Page(pixels, tuple(lines)))
    clean = pixels.copy()
    for each in ruby:
        clean[each.line.top : each.line.bottom] = 255
    return Prepared(Page(clean, tuple(main)), ruby=tuple(ruby))


def explained(line: OcrLine, part: Line) -> tuple[int, int] | None:
    """The characters that a reading aid stands over."""
    left, right = part.left - part.height // 3, part.right + part.height // 3
    under = [place for place, column in enumerate(line.columns) if left <= column <= right]
    return (under[0], under[-1] + 1) if under else None
