"""The dot of the Turkish i, looked up in the picture."""

from __future__ import annotations

import numpy as np

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.pieces import Piece, glyphs_of, mask_of
from cuelift.ocr.rules.base import Context

_PAIRS = {"i": ("ı", "i"), "ı": ("ı", "i"), "I": ("I", "İ"), "İ": ("I", "İ")}
"""Without and with a dot."""
_COMMAS = {"ș": "ş", "Ș": "Ş", "ț": "t", "Ț": "T"}
"""Romanian letters have a comma, Turkish ones a cedilla."""


def mend_dots(line: OcrLine, context: Context) -> OcrLine:
    """Each i as its picture has it, where the picture of the letter is known."""
    for place, char in enumerate(line.text):
        if char in _COMMAS:
            line = line.put(place, place + 1, _COMMAS[char])
    for place, piece in glyphs_of(line, context.pieces_at(line.row)).items():
        pair = _PAIRS.get(line.text[place])
        if pair is None or piece.width > piece.height * 0.6:
            continue
        char = pair[_has_dot(context, piece)]
        if char != line.text[place]:
            line = line.put(place, place + 1, char)
    return line


def _has_dot(context: Context, piece: Piece) -> bool:
    """Whether a row without ink parts the upper third from the rest."""
    rows = mask_of(context.page.pixels, piece).any(axis=1)
    gaps = np.flatnonzero(~rows)
    return bool(len(gaps)) and bool(gaps[0] < piece.height * 0.4)
