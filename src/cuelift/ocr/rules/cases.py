"""Small letters that were read as capitals because their line has none that rise or hang."""

from __future__ import annotations

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context

_SCRIPTS = frozenset(("Cyrl", "Grek"))
_ALIKE = 1.12
"""Times the height of the other lines' letters that small letters may have."""
_CAPITAL = 1.25
"""Times the height of the line's letters from which its first one is a capital."""


def mend_cases(lines: list[OcrLine], context: Context) -> list[OcrLine]:
    """A line all in capitals that are no higher than the small letters of other lines."""
    if context.language.script not in _SCRIPTS or len(lines) < 2:
        return lines
    small = [
        height for line in lines if _is_small(line.text) and (height := _height(line, context))
    ]
    if not small:
        return lines
    return [_mended(line, context, min(small)) for line in lines]


def _is_small(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(char.islower() for char in letters) * 2 > len(letters) >= 4


def _height(line: OcrLine, context: Context) -> int:
    """That of the usual piece; 0: there are too few."""
    heights = sorted(piece.height for piece in context.pieces_at(line.row))
    place = context.line_at(line.row)
    heights = [each for each in heights if place is not None and each > place.height * 0.3]
    return heights[len(heights) // 2] if len(heights) >= 3 else 0


def _mended(line: OcrLine, context: Context, small: int) -> OcrLine:
    letters = [at for at, char in enumerate(line.text) if char.isalpha()]
    height = _height(line, context)
    if len(letters) < 3 or not line.text.isupper() or not 0 < height <= small * _ALIKE:
        return line
    first = letters[0]
    if line.columns and _rises(line.columns[first], line, context, height):
        letters = letters[1:]
    for at in letters:
        line = line.put(at, at + 1, line.text[at].lower())
    return line


def _rises(column: int, line: OcrLine, context: Context, height: int) -> bool:
    """Whether the piece at a column is as high as a capital."""
    return any(
        piece.left <= column <= piece.right and piece.height >= height * _CAPITAL
        for piece in context.pieces_at(line.row)
    )
