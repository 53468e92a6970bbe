"""Pictures that wait in memory for their turn: some thousand of a track, so they are compressed.

The compressed form is the image data of a PNG file, so that writing one costs nothing more.

Spec: PNG (W3C Recommendation, third edition), 7.2 (scanlines), 9 (filter type 0), 10.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from cuelift.cues.bitmap import Bitmap

_LEVEL = 4


class PackedBitmap(Bitmap, frozen=True, kw_only=True, dict=True):
    """A picture whose pixels are unpacked each time they are looked at."""

    packed: bytes
    """Rows of indices, each behind a zero, as a zlib stream."""
    colors: int
    """One more than its highest index."""

    if not TYPE_CHECKING:  # a field cannot be overridden by a property, as types see it

        @property
        def pixels(self) -> bytes:
            """Palette indices, one byte each, rows from the top."""
            rows = np.frombuffer(zlib.decompress(self.packed), np.uint8)
            return rows.reshape(self.height, self.width + 1)[:, 1:].tobytes()


def pack(bitmap: Bitmap) -> PackedBitmap:
    """A picture with its pixels compressed; its digest stays known."""
    if isinstance(bitmap, PackedBitmap):
        return bitmap
    indices = np.frombuffer(bitmap.pixels, np.uint8).reshape(bitmap.height, bitmap.width)
    rows = np.zeros((bitmap.height, bitmap.width + 1), np.uint8)
    rows[:, 1:] = indices
    return _packed(bitmap, zlib.compress(rows.data, _LEVEL), int(indices.max()) + 1)


def pack_like(bitmap: Bitmap, same: PackedBitmap) -> PackedBitmap:
    """A picture of which ``same`` is known to be a copy, though it may lie elsewhere."""
    return _packed(bitmap, same.packed, same.colors)


def _packed(bitmap: Bitmap, data: bytes, colors: int) -> PackedBitmap:
    packed = PackedBitmap(
        x=bitmap.x,
        y=bitmap.y,
        width=bitmap.width,
        height=bitmap.height,
        canvas_width=bitmap.canvas_width,
        canvas_height=bitmap.canvas_height,
        pixels=b"",
        palette=bitmap.palette,
        packed=data,
        colors=colors,
    )
    packed.__dict__["digest"] = bitmap.digest
    return packed
