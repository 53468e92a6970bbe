"""Pictures that are no captions cost bounded time and memory before any engine sees them."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest

from cuelift.cues.bitmap import Bitmap
from cuelift.ocr.coverage import is_complete
from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.languages import known
from cuelift.ocr.lines import MAX_LINES
from cuelift.ocr.pages import prepare
from cuelift.ocr.pieces import glyphs_of, pieces_of
from cuelift.ocr.slant import italic_flags
from tests.ocr.draw import caption
from tests.support.limited import survive

SECONDS = 5.0


def picture(rows: np.ndarray) -> Bitmap:
    height, width = rows.shape
    return Bitmap(
        x=0, y=0, width=width, height=height, canvas_width=8192, canvas_height=8192,
        pixels=rows.astype(np.uint8).tobytes(), palette=bytes(4) + b"\xff" * 4 + b"\0\0\0\xff",
    )  # fmt: skip


def look(bitmap: Bitmap) -> None:
    """All that is done with a picture but for engines, as a horizontal and as a vertical text."""
    for tag in ("en", "ja"):
        language = known(tag)
        assert language is not None
        found = prepare(bitmap, language)
        if found is None:
            continue
        page = found.page
        assert 0 < len(page.lines) <= MAX_LINES
        lines = []
        for line in page.lines:
            step = (line.right - line.left) / 9
            columns = tuple(round(line.left + step * (at + 0.5)) for at in range(9))
            middle = (line.top + line.bottom) // 2
            lines.append(OcrLine("two words", (0.9,) * 9, columns, middle))
            glyphs_of(lines[-1], pieces_of(page.pixels, line))
            italic_flags(lines[-1], page)
        is_complete(lines, page)


def stripes(across: int, down: int, height: int, width: int) -> np.ndarray:
    rows = np.zeros((height, width))
    rows[::down, ::across] = 1
    return rows


@pytest.mark.slow
@pytest.mark.parametrize(
    "rows",
    [
        stripes(1, 2, 8192, 1000),
        stripes(2, 2, 8192, 1000),
        stripes(2, 1, 1000, 8192),
        stripes(2, 3, 1000, 8192),
        np.random.default_rng(1).integers(0, 3, (1000, 8192)),
    ],
    ids=["lines", "dots", "columns", "grid", "noise"],
)
def test_a_picture_full_of_specks_costs_little(rows: np.ndarray) -> None:
    began = time.process_time()
    look(picture(rows))

    assert time.process_time() - began < SECONDS


def test_a_picture_larger_than_any_canvas_is_not_read() -> None:
    language = known("en")
    assert language is not None
    assert prepare(picture(np.ones((4096, 2305))), language) is None


def mutated(data: bytes) -> None:
    """Width, height, size of the palette, then palette and pixels, of which some may be missing."""
    width, height = data[0] + 256 * (data[1] % 4) + 1, data[2] + 1 if len(data) > 2 else 1
    size = 4 * data[3] if len(data) > 3 else 0
    palette, pixels = data[4 : 4 + size], data[4 + size :]
    look(
        Bitmap(
            x=0, y=0, width=width, height=height, canvas_width=2048, canvas_height=2048,
            pixels=pixels[: width * height].ljust(width * height, b"\0"), palette=palette,
        )
    )  # fmt: skip


def seeds() -> list[bytes]:
    found = []
    for text, kind in (("Two words\nand more", {}), ("- What?", {"box": (0, 0, 0)})):
        each = caption(text, size=24, **kind)
        width, height = each.width - 1, each.height - 1
        head = bytes((width % 256, width // 256, height, len(each.palette) // 4))
        found.append(head + each.palette + each.pixels)
    draw = random.Random(5)
    return [*found, bytes((99, 0, 40, 3)) + draw.randbytes(12) + draw.randbytes(4000)]


@pytest.mark.slow
def test_mutated_pictures_end_in_lines_or_nothing() -> None:
    survive(seeds(), lambda data: mutated(data.ljust(4, b"\0")), count=2000, seed=51)
