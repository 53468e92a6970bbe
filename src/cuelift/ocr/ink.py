"""Makes black text on white out of a caption's picture: what the engines read.

The palette says which pixels show, so neither a text detector nor a threshold of grey is needed.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cuelift.cues.bitmap import COLORS, Bitmap

Pixels: TypeAlias = NDArray[np.uint8]
"""Rows from the top; 0 is ink, 255 is paper."""
Mask: TypeAlias = NDArray[np.bool_]
_Floats: TypeAlias = NDArray[np.float64]

INKED = 130
"""Values below it count as ink where a yes or no is needed: half of a pixel does, dark or light."""
_DEEPEST = 12
"""Pixels from the edge; text is not thicker, boxes may be."""
_CONTRAST = 48
"""Levels between two colours that are not one and its anti-aliasing."""
_LARGEST = 4096 * 2304
"""Pixels of a picture; no canvas of captions is larger."""
_BOXED = 0.8
"""Share of a picture that shows from which it is text in a box; text fills less than half of it."""
_SOLID = 128
"""Alpha of a pixel whose colour says something."""


class Ink(NamedTuple):
    """A picture as black on white, cut to its ink."""

    pixels: Pixels
    left: int
    """Where it lay in the bitmap."""
    top: int

    @property
    def mask(self) -> Mask:
        """Where there is ink."""
        return self.pixels < INKED


def ink(bitmap: Bitmap) -> Ink | None:
    """The text of a picture; None: nothing can be seen in it, or it is too large for a caption.

    The fill is told from its outline or box by the distance from the edge: the fill lies deeper.
    """
    palette = np.zeros((COLORS, 4))
    given = np.frombuffer(bitmap.palette, np.uint8)[: COLORS * 4]
    given = given[: len(given) // 4 * 4].reshape(-1, 4)
    palette[: len(given)] = given
    indices = np.frombuffer(bitmap.pixels, np.uint8).reshape(bitmap.height, bitmap.width)
    alpha = palette[:, 3]
    if indices.size > _LARGEST or not (alpha > 0)[indices].any():
        return None
    strength = _fill(indices, palette) * alpha
    return _cut(255 - np.round(strength).astype(np.uint8)[indices])


def _cut(pixels: Pixels) -> Ink | None:
    seen = pixels < INKED
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not len(rows):
        return None
    # A pixel more on each side: anti-aliasing is part of the shape.
    top, bottom = max(rows[0] - 1, 0), rows[-1] + 2
    left, right = max(columns[0] - 1, 0), columns[-1] + 2
    return Ink(pixels[top:bottom, left:right], int(left), int(top))


def _fill(indices: Pixels, palette: _Floats) -> _Floats:
    """For each colour how much of it is fill, 0 to 1."""
    counts = np.bincount(indices.ravel(), minlength=COLORS).astype(float)
    solid = (palette[:, 3] >= _SOLID) & (counts > 0)
    if not solid.any():
        solid = (palette[:, 3] > 0) & (counts > 0)
    weights = np.where(solid, counts, 0)
    shades = _shades(palette, weights)
    low, high = _extremes(shades, weights)
    if high - low < _CONTRAST:
        return np.ones(COLORS)
    bright = shades > (low + high) / 2
    share = np.clip((shades - low) / (high - low), 0, 1)
    if weights.sum() > _BOXED * indices.size:
        return 1 - share if weights[bright].sum() * 2 > weights.sum() else share
    depths = _depths(indices, solid)
    if _depth(depths, weights, ~bright) > _depth(depths, weights, bright) * 1.15:
        return 1 - share
    return share


def _shades(palette: _Floats, weights: _Floats) -> _Floats:
    """Each colour as one number: its brightest channel, or what parts the colours best."""
    brightest = palette[:, :3].max(axis=1)
    low, high = _extremes(brightest, weights)
    if high - low >= _CONTRAST:
        return np.asarray(brightest)
    centred = palette[:, :3] - np.average(palette[:, :3], axis=0, weights=weights)
    spread = (centred * weights[:, None]).T @ centred
    axis = np.linalg.eigh(spread)[1][:, -1]
    return np.asarray(centred @ (axis if axis.sum() >= 0 else -axis))


def _extremes(shades: _Floats, weights: _Floats) -> tuple[float, float]:
    """The main shade of the darker and of the brighter colours, parted as Otsu (1979) does."""
    used = np.flatnonzero(weights)
    order = used[np.argsort(shades[used], kind="stable")]
    if len(order) < 2:
        return float(shades[order[0]]), float(shades[order[0]])
    counts, sums = np.cumsum(weights[order]), np.cumsum(weights[order] * shades[order])
    below, above = counts[:-1], counts[-1] - counts[:-1]
    apart = sums[:-1] / below - (sums[-1] - sums[:-1]) / above
    split = int(np.argmax(below * above * apart**2))
    middle = (shades[order[split]] + shades[order[split + 1]]) / 2
    return _mode(shades, weights, shades <= middle), _mode(shades, weights, shades > middle)


def _mode(shades: _Floats, weights: _Floats, among: Mask) -> float:
    """The heaviest shade of some colours, near ones counted together."""
    chosen = np.where(among, weights, 0)
    near = np.abs(shades[:, None] - shades[None]) < 8
    return float(shades[np.argmax((near * chosen[None]).sum(axis=1) * (chosen > 0))])


def _depth(depths: _Floats, weights: _Floats, among: Mask) -> float:
    total = weights[among].sum()
    return float((depths[among] * weights[among]).sum() / total) if total else 0.0


def _depths(indices: Pixels, solid: Mask) -> _Floats:
    """The mean distance of each colour's pixels from the edge of what can be seen."""
    seen = np.pad(solid[indices], 1)
    total = np.zeros(COLORS)
    counts = np.maximum(np.bincount(indices.ravel(), minlength=COLORS), 1)
    for _ in range(_DEEPEST):
        inside = seen[1:-1, 1:-1]
        if not inside.any():
            break
        total += np.bincount(indices[inside], minlength=COLORS)
        kept = inside & seen[:-2, 1:-1] & seen[2:, 1:-1] & seen[1:-1, :-2] & seen[1:-1, 2:]
        seen = np.pad(kept, 1)
    return total / counts
