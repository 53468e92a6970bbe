"""Pages as PNG files, for engines outside of this process."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from cuelift.ocr.engines.base import OcrLine, Page

_BORDER = 12
LONGEST_TEXT = 4000
"""Characters of a reply; a caption has far fewer."""


def png_of(page: Page) -> bytes:
    """A page as grey PNG with a border of paper."""
    file = io.BytesIO()
    Image.fromarray(np.pad(page.pixels, _BORDER, constant_values=255)).save(file, "PNG")
    return file.getvalue()


def lines_of(text: str, page: Page, confidence: float) -> list[OcrLine]:
    """A reply as lines; they lie where the page's lines do when there are as many."""
    texts = [line.strip() for line in text[:LONGEST_TEXT].splitlines() if line.strip()]
    rows = [(line.top + line.bottom) // 2 for line in page.lines]
    if len(rows) != len(texts):
        rows = [0] * len(texts)
    return [
        OcrLine(each, (confidence,) * len(each), (), row)
        for each, row in zip(texts, rows, strict=True)
    ]
