"""The space that French sets before double punctuation."""

from __future__ import annotations

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context

_GAP = 0.17
"""Of the line's height; sidebearings alone are narrower."""


def mend_spacing(line: OcrLine, context: Context) -> OcrLine:
    """A space before ``!`` and ``?`` where the picture has one."""
    pieces, place = context.pieces_at(line.row), context.line_at(line.row)
    if place is None or len(line.columns) != len(line.text):
        return line
    for at in range(len(line.text) - 1, 0, -1):
        if line.text[at] not in "!?" or line.text[at - 1] in "!? ":
            continue
        before = [each for each in pieces if each.right <= line.columns[at] - 1]
        own = next((each for each in pieces if each.left <= line.columns[at] <= each.right), None)
        own = own or (pieces[-1] if at == len(line.text) - 1 else None)
        if own is None or not before:
            continue
        left = max((each.right for each in before if each.right <= own.left), default=own.left)
        if (own.left - left) / place.height >= _GAP:
            line = line.put(at, at, " ", 0.95)
    return line
