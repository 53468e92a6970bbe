"""The dashes before two speakers, which engines take for other strokes."""

from __future__ import annotations

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.languages import RIGHT_TO_LEFT
from cuelift.ocr.rules.base import Context
from cuelift.ocr.rules.marks import dash_sign, is_dash

_DASHES = "-–—―"
_ODD = "一ㅡー~～=«»_・･.·―•*‑‐"
"""What is read in place of a dash."""


def mend_speakers(lines: list[OcrLine], context: Context) -> list[OcrLine]:
    """Where every line starts with a stroke at half height, each is a dash."""
    if len(lines) < 2 or context.language.script in RIGHT_TO_LEFT:
        return lines
    firsts = {line.text[:1] for line in lines}
    if firsts <= set(_DASHES) or not firsts <= set(_DASHES + _ODD):
        return lines
    return [_mended(line, context) for line in lines]


def _mended(line: OcrLine, context: Context) -> OcrLine:
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or not pieces or not is_dash(pieces[0], place):
        return line
    if line.text[0] in _DASHES:
        return line
    stop = 1
    while stop < len(line.text) and line.text[stop] in _DASHES + "~":
        stop += 1
    space = "" if line.text[stop : stop + 1] == " " else " "
    return line.put(0, stop, dash_sign(pieces[0], place) + space)
