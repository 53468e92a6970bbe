"""Inverted marks, which one engine cannot write."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

import numpy as np

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Piece, mask_of
from cuelift.ocr.rules.base import Context

_EXCLAIMED = re.compile(r"(?<![\w¡¿])[ij!|1](?!Ph|Pa|Po|OS|Ma|Tu)(?=[A-ZÁÉÍÓÚÑ][^!?¡¿]*!)")
_ASKED = re.compile(r"(?<![\w¡¿])[?¢](?=\w[^!?¡¿]*\?)")

_LOOSE = re.compile(r"(?<=«) (?=\w)|(?<=[\w.!?…]) (?=»)")


def mend_unwritten(line: OcrLine, context: Context) -> OcrLine:
    """A stroke under a dot that goes below the line, and that no character accounts for."""
    place = context.line_at(line.row)
    if place is None or len(line.columns) != len(line.text) or not line.columns:
        return line
    reach = place.height * 0.2
    shown = [
        piece
        for piece, after in pairwise(context.pieces_at(line.row))
        if _is_inverted(piece, after, place, context)
    ]
    if len(shown) <= sum(char in "¡¿" for char in line.text):
        return line
    for piece in reversed(shown):
        at = bisect_left(line.columns, piece.middle)
        near = line.columns[max(at - 1, 0) : at + 1]
        beside = all(abs(column - piece.middle) > reach for column in near)
        written = set(line.text[max(at - 1, 0) : at + 1]) & set("¡¿")
        if beside and not written and line.text[at : at + 1] != " ":
            line = line.put(at, at, "¡", 0.95, round(piece.middle))
    return line


def _is_inverted(piece: Piece, after: Piece, line: Line, context: Context) -> bool:
    """Whether a piece has the shape of the mark: it starts and ends lower than the letter after."""
    size = line.height
    if piece.width > size * 0.25 or piece.height < size * 0.45:
        return False
    if piece.top <= after.top + size * 0.08 or piece.bottom <= after.bottom + size * 0.06:
        return False
    gaps = np.flatnonzero(~mask_of(context.page.pixels, piece).any(axis=1))
    return bool(len(gaps)) and bool(gaps[-1] < piece.height * 0.5)


def mend_inverted(line: OcrLine, context: Context) -> OcrLine:
    """An ``i`` glued to a capital that starts an exclamation is the mark that opens it."""
    for match in _EXCLAIMED.finditer(line.text):
        line = line.put(match.start(), match.end(), "¡")
    for match in _ASKED.finditer(line.text):
        line = line.put(match.start(), match.end(), "¿")
    return line


def mend_guillemets(line: OcrLine, context: Context) -> OcrLine:
    """No space inside guillemets, which French alone sets."""
    for match in reversed(list(_LOOSE.finditer(line.text))):
        line = line.put(match.start(), match.end(), "")
    return line
