"""Pictures of captions: palette indices with their colours, and what every user of them needs.

numpy is imported when a function needs it, so that text never pays for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_SIDE = 8192
"""Pixels; more is neither a canvas nor a picture."""
MAX_PIXELS = MAX_SIDE * MAX_SIDE
COLORS = 256


class Bitmap(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A picture, and where it lies on its canvas. Its width and height are never zero."""

    x: int
    y: int
    width: int
    height: int
    canvas_width: int
    canvas_height: int
    pixels: bytes
    """Palette indices, one byte each, rows from the top."""
    palette: bytes
    """Red, green, blue and straight alpha of each colour; indices past its end are transparent."""

    @cached_property
    def digest(self) -> bytes:
        """16 bytes that name the picture as such, wherever it lies."""
        from hashlib import blake2b

        name = blake2b(b"%d %d %d " % (self.width, self.height, len(self.palette)), digest_size=16)
        name.update(self.palette)
        name.update(self.pixels)
        return name.digest()

    @property
    def alphas(self) -> bytes:
        """Alpha by index, for all 256 of them."""
        return self.palette[3::4].ljust(COLORS, b"\0")


def crop(bitmap: Bitmap) -> Bitmap | None:
    """A picture without its transparent borders; None when nothing of it can be seen."""
    width, alphas, pixels = bitmap.width, bitmap.alphas, bitmap.pixels
    edges = pixels[:width], pixels[-width:], pixels[::width], pixels[width - 1 :: width]
    if all(edge.translate(alphas).strip(b"\0") for edge in edges):
        return bitmap
    seen = pixels.translate(alphas)
    below = seen.lstrip(b"\0")
    if not below:
        return None
    top = (len(seen) - len(below)) // width
    bottom = (len(seen.rstrip(b"\0")) - 1) // width + 1

    import numpy as np

    rows = np.frombuffer(seen, np.uint8).reshape(-1, width)[top:bottom]
    columns = np.bitwise_or.reduce(rows, axis=0).tobytes()
    left, right = width - len(columns.lstrip(b"\0")), len(columns.rstrip(b"\0"))
    return part(bitmap, left, top, right - left, bottom - top)


def part(bitmap: Bitmap, left: int, top: int, width: int, height: int) -> Bitmap:
    """A rectangle of a picture, given in pixels from its corner; it must lie inside."""
    import numpy as np

    rows = np.frombuffer(bitmap.pixels, np.uint8).reshape(-1, bitmap.width)
    return Bitmap(
        x=bitmap.x + left,
        y=bitmap.y + top,
        width=width,
        height=height,
        canvas_width=bitmap.canvas_width,
        canvas_height=bitmap.canvas_height,
        pixels=rows[top : top + height, left : left + width].tobytes(),
        palette=bitmap.palette,
    )


def opacity(bitmap: Bitmap) -> int:
    """How much of a picture can be seen: the alphas of its pixels added up."""
    import numpy as np

    return int(np.frombuffer(bitmap.pixels.translate(bitmap.alphas), np.uint8).sum())


def to_rgba(bitmap: Bitmap) -> NDArray[np.uint8]:
    """Its colours: rows from the top, each pixel red, green, blue, straight alpha."""
    import numpy as np

    colors = np.frombuffer(bitmap.palette.ljust(COLORS * 4, b"\0"), np.uint8).reshape(COLORS, 4)
    indices = np.frombuffer(bitmap.pixels, np.uint8).reshape(bitmap.height, bitmap.width)
    return colors[indices]


def compose(bitmaps: Sequence[Bitmap]) -> Bitmap:
    """One picture that shows all of them, later ones over earlier ones, on the canvas of the first.

    It is as large as their common bounding box. Where more than 256 colours come together, the
    rarest take the nearest of the others.

    Raises:
        ValueError: there is none.
    """
    if not bitmaps:
        raise ValueError("there is no picture to compose")
    first = bitmaps[0]
    if len(bitmaps) == 1:
        return first

    import numpy as np

    left, top = min(each.x for each in bitmaps), min(each.y for each in bitmaps)
    width = max(each.x + each.width for each in bitmaps) - left
    height = max(each.y + each.height for each in bitmaps) - top
    whole = np.zeros((height, width, 4), np.uint8)
    for each in bitmaps:
        x, y = each.x - left, each.y - top
        under = whole[y : y + each.height, x : x + each.width]
        under[...] = _over(to_rgba(each), under)
    pixels, palette = _indexed(whole)
    return Bitmap(
        x=left,
        y=top,
        width=width,
        height=height,
        canvas_width=first.canvas_width,
        canvas_height=first.canvas_height,
        pixels=pixels,
        palette=palette,
    )


def _over(upper: NDArray[np.uint8], under: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two layers as one; what only one of them shows stays exactly as it is."""
    import numpy as np

    above, below = upper[..., 3:], under[..., 3:]
    mixed = np.where(above == 0, under, upper)
    both = ((above > 0) & (above < 255) & (below > 0))[..., 0]
    if both.any():
        a, b = above[both].astype(np.int64), below[both].astype(np.int64)
        alpha = 255 * a + (255 - a) * b
        color = 255 * a * upper[both, :3] + (255 - a) * b * under[both, :3]
        mixed[both, :3] = (color + alpha // 2) // alpha
        mixed[both, 3:] = (alpha + 127) // 255
    return mixed


def _indexed(rgba: NDArray[np.uint8]) -> tuple[bytes, bytes]:
    """Indices and palette of a picture."""
    import numpy as np

    packed = np.where(rgba[..., 3:] == 0, 0, rgba).astype(np.uint8).view(np.uint32).ravel()
    colors, indices, counts = np.unique(packed, return_inverse=True, return_counts=True)
    if len(colors) > COLORS:
        counts[colors == 0] = len(packed)  # what is transparent must stay so
        kept = np.sort(np.argsort(-counts, kind="stable")[:COLORS])
        indices = _nearest(colors, kept)[indices]
        colors = colors[kept]
    return indices.astype(np.uint8).tobytes(), colors.tobytes()


def _nearest(colors: NDArray[np.uint32], kept: NDArray[np.intp]) -> NDArray[np.intp]:
    """For each colour the position of the nearest of those that are kept."""
    import numpy as np

    parts = colors.view(np.uint8).reshape(-1, 4).astype(np.int32)
    chosen = parts[kept]
    found = np.empty(len(parts), np.intp)
    for start in range(0, len(parts), 1024):
        apart = parts[start : start + 1024, None] - chosen[None]
        found[start : start + 1024] = (apart * apart).sum(axis=2).argmin(axis=1)
    return found
