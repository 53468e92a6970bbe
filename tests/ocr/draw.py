"""Draws captions with the font that Pillow brings along."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from cuelift.cues.bitmap import Bitmap, crop
from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.ink import ink
from cuelift.ocr.languages import known
from cuelift.ocr.lines import cut_lines
from cuelift.ocr.rules.base import Context

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def caption(
    text: str,
    *,
    size: int = 40,
    fill: tuple[int, int, int] = WHITE,
    edge: tuple[int, int, int] = BLACK,
    outline: int = 2,
    box: tuple[int, int, int] | None = None,
    shear: float = 0.0,
) -> Bitmap:
    """A caption as a picture with a palette."""
    font = ImageFont.load_default(size)
    fills, edges = _mask(text, font, 0, shear), _mask(text, font, outline, shear)
    strength = np.round(fills / 17) / 15
    rim = np.round(edges / 51) / 5 if outline else strength
    alpha, mix = np.maximum(strength, rim), strength
    if not outline:
        mix = np.ones_like(alpha)
    if box is not None:
        edge, alpha, mix = box, np.ones_like(alpha), strength
    rgb = np.array(edge) + (np.array(fill, float) - np.array(edge)) * mix[..., None]
    rgba = np.dstack([rgb, alpha * 255]).round().astype(np.uint8)
    rgba[rgba[..., 3] == 0] = 0
    return bitmap_of(rgba)


def _mask(text: str, font: ImageFont.FreeTypeFont, stroke: int, shear: float) -> np.ndarray:
    image = Image.new("L", (1400, 60 + 60 * (text.count("\n") + 1)))
    ImageDraw.Draw(image).text((60, 20), text, 255, font, spacing=8, stroke_width=stroke)
    if shear:
        middle = image.height * shear
        image = image.transform(
            image.size,
            Image.Transform.AFFINE,
            (1, shear, -middle / 2, 0, 1, 0),
            Image.Resampling.BICUBIC,
        )
    return np.asarray(image, float)


def bitmap_of(rgba: np.ndarray) -> Bitmap:
    """A picture of at most 256 colours, without its transparent border."""
    packed = np.ascontiguousarray(rgba.astype(np.uint8)).reshape(-1, 4).view(np.uint32).ravel()
    colors, indices = np.unique(packed, return_inverse=True)
    assert len(colors) <= 256
    height, width = rgba.shape[:2]
    made = crop(
        Bitmap(
            x=0, y=900, width=width, height=height, canvas_width=1920, canvas_height=1080,
            pixels=indices.astype(np.uint8).tobytes(), palette=colors.tobytes(),
        )
    )  # fmt: skip
    assert made is not None
    return made


def page_of(bitmap: Bitmap) -> Page:
    """The picture for an engine."""
    found = ink(bitmap)
    assert found is not None
    return Page(found.pixels, tuple(cut_lines(found.mask)))


def page_from(rows: list[str], zoom: int = 2) -> Page:
    """A page drawn with ``#`` for ink."""
    wide = max(map(len, rows))
    mask = np.array([[char == "#" for char in row.ljust(wide)] for row in rows])
    pixels = np.where(np.kron(mask, np.ones((zoom, zoom), bool)), 0, 255).astype(np.uint8)
    return Page(pixels, tuple(cut_lines(pixels < 128)))


def context(page: Page | None = None, language: str = "en") -> Context:
    """What rules see."""
    found = known(language)
    assert found is not None
    blank = Page(np.full((4, 4), 255, np.uint8), ())
    return Context(found, page or blank)


def read_as(text: str, page: Page | None = None, at: int = 0, sure: float = 0.99) -> OcrLine:
    """A line as an engine would give it, its characters spread over the pieces of the page."""
    row = 0
    columns: tuple[int, ...] = ()
    if page is not None:
        line = page.lines[at]
        row = (line.top + line.bottom) // 2
        step = (line.right - line.left) / max(len(text), 1)
        columns = tuple(round(line.left + step * (place + 0.5)) for place in range(len(text)))
    return OcrLine(text, (sure,) * len(text), columns, row)
