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
    if firsts <= set(_DASHES) or not firsts & set(_ODD):
        return lines
    if not all(line.text[:1] in _DASHES + _ODD or _starts(line, context) for line in lines):
        return lines
    return [_mended(line, context) for line in lines]


def _starts(line: OcrLine, context: Context) -> bool:
    """Whether a dash starts the picture of a line."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    return place is not None and bool(pieces) and is_dash(pieces[0], place)


def _mended(line: OcrLine, context: Context) -> OcrLine:
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or line.text[:1] not in tuple(_ODD) or not _starts(line, context):
        return line
    stop = 1
    while stop < len(line.text) and line.text[stop] in _DASHES + "~":
        stop += 1
    space = "" if line.text[stop : stop + 1] == " " else " "
    return line.put(0, stop, dash_sign(pieces[0], place) + space)
