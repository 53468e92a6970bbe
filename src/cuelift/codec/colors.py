"""Colours of pictures: limited-range YCbCr becomes RGB, the same on every machine.

With Y of 16 to 235 and Cb, Cr of 16 to 240, coefficients are scaled by 65536, and the sum is
rounded half up and clipped.

Spec: ITU-R BT.601-7, 2.5; ITU-R BT.709-6, 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Matrix(NamedTuple):
    """What Cr and Cb add to red, green and blue, times 65536."""

    red_cr: int
    green_cr: int
    green_cb: int
    blue_cb: int


_LUMA = 76309
BT601 = Matrix(104597, -53279, -25675, 132201)
BT709 = Matrix(117489, -34925, -13975, 138438)


def matrix_for(lines: int) -> Matrix:
    """High definition begins with 720 lines."""
    return BT601 if lines < 720 else BT709


def to_rgb(ycrcb: NDArray[np.uint8], matrix: Matrix) -> NDArray[np.uint8]:
    """Colours, one a row: Y, Cr, Cb become red, green, blue."""
    luma = (ycrcb[:, 0].astype(np.int32) - 16) * _LUMA + 32768
    cr = ycrcb[:, 1].astype(np.int32) - 128
    cb = ycrcb[:, 2].astype(np.int32) - 128
    rgb = np.empty((len(ycrcb), 3), np.int32)
    rgb[:, 0] = luma + matrix.red_cr * cr
    rgb[:, 1] = luma + matrix.green_cr * cr + matrix.green_cb * cb
    rgb[:, 2] = luma + matrix.blue_cb * cb
    clipped: NDArray[np.uint8] = np.clip(rgb >> 16, 0, 255).astype(np.uint8)
    return clipped


def palette_of(colors: NDArray[np.uint8], matrix: Matrix) -> bytes:
    """A palette of colours given as Y, Cr, Cb, alpha, one a row.

    Colours that cannot be seen become zeros, and such at the end are left out, so that pictures
    that look alike are equal.
    """
    rgba = np.empty((len(colors), 4), np.uint8)
    rgba[:, :3] = to_rgb(colors, matrix)
    rgba[:, 3] = colors[:, 3]
    rgba[colors[:, 3] == 0] = 0
    seen = np.flatnonzero(rgba[:, 3])
    return rgba[: seen[-1] + 1].tobytes() if len(seen) else b""
