"""Names the shapes of glyphs, so that a stream can be asked how it wrote them elsewhere."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TypeAlias

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.pieces import Piece, glyphs_of, mask_of, pieces_of

Glyphs: TypeAlias = tuple[tuple[int, bytes], ...]
"""Places of characters in a line, and the name of the shape of each."""

CONFUSABLE = ("Il|1", "O0")
"""Characters that engines take for each other."""


def glyphs_in(line: OcrLine, page: Page) -> Glyphs:
    """The shapes of a line's characters, where text and picture match word by word."""
    if not any(set(line.text) & set(group) for group in CONFUSABLE):
        return ()
    place = next((each for each in page.lines if each.top <= line.row < each.bottom), None)
    if place is None:
        return ()
    found = glyphs_of(line, pieces_of(page.pixels, place))
    if not found:
        return ()
    base = Counter(piece.bottom for piece in found.values()).most_common(1)[0][0]
    return tuple((at, _name(page, piece, base)) for at, piece in found.items())


def _name(page: Page, piece: Piece, base: int) -> bytes:
    mask = mask_of(page.pixels, piece)
    name = blake2b(b"%d %d %d " % (*mask.shape, base - piece.bottom), digest_size=8)
    name.update(mask.tobytes())
    return name.digest()
