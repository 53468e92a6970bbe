"""Cuts a caption into its lines by the rows that hold no ink.

Marks that stand apart, as accents and dots do, go with the nearest full line. Lines that touch
are parted where the fewest pixels are.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cuelift.ocr.ink import Mask, Pixels

Counts: TypeAlias = NDArray[np.int64]
_SMALL = 0.5
"""A band lower than this share of the full ones is a mark, not a line."""
_FULL = 0.8
"""A band higher than this share of the full ones is a line, however little it holds."""
_NEAR, _STACKED = 0.12, 0.2
"""Of the height of full bands, to a mark that is not small; the second for stacked marks."""
_TALL = 1.62
"""A band higher than this many usual ones is two lines that touch."""
_TOUCHING = 44
"""Rows of a band alone that may be two lines."""
_LOWEST = 16
"""Rows of a band in which two lines of text may stand."""
MAX_LINES = 24
_MOST_BANDS = 8 * MAX_LINES
"""Bands that are looked at: each line has some marks."""


class Line(NamedTuple):
    """Rows ``[top, bottom)`` and columns ``[left, right)`` of the ink."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    def of(self, pixels: Pixels) -> Pixels:
        """Its part of a picture."""
        return pixels[self.top : self.bottom, self.left : self.right]


def filled(mask: Mask, *, axis: int) -> Mask:
    """Which columns (axis 0) or rows (axis 1) hold ink."""
    return np.asarray(mask.any(axis=axis))


def runs(flags: Mask) -> list[tuple[int, int]]:
    """Where a row of flags is true, as half-open ranges."""
    edges = np.flatnonzero(np.diff(flags.astype(np.int8), prepend=0, append=0))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def cut_lines(mask: Mask, *, ruby: bool = False, stacked: bool = False) -> list[Line]:
    """The lines of a caption from the top; never more than ``MAX_LINES``.

    Args:
        mask: where there is ink.
        ruby: small lines over others are kept apart, as in Japanese.
        stacked: marks may be as high as letters, as in Thai.
    """
    weights = mask.sum(axis=1)
    bands = _heaviest(runs(filled(mask, axis=1)), weights)
    aids = [band for band in bands if ruby and _is_aid(mask, band, bands)]
    bands = _join([band for band in bands if band not in aids], weights, stacked)
    bands = _part(bands, weights)
    bands = sorted(bands + aids)
    return [_line(mask, top, bottom) for top, bottom in bands[:MAX_LINES]]


def _heaviest(bands: list[tuple[int, int]], weights: Counts) -> list[tuple[int, int]]:
    """The bands with the most ink, in their order; no caption has so many that any is left out."""
    if len(bands) <= _MOST_BANDS:
        return bands
    order = sorted(bands, key=lambda band: -int(weights[band[0] : band[1]].sum()))
    return sorted(order[:_MOST_BANDS])


def _line(mask: Mask, top: int, bottom: int) -> Line:
    columns = np.flatnonzero(mask[top:bottom].any(axis=0))
    left, right = max(int(columns[0]) - 1, 0), min(int(columns[-1]) + 2, mask.shape[1])
    return Line(max(top - 1, 0), min(bottom + 1, mask.shape[0]), left, right)


def _is_aid(mask: Mask, band: tuple[int, int], bands: list[tuple[int, int]]) -> bool:
    """Whether a low band holds several glyphs, which marks do not."""
    height = band[1] - band[0]
    usual = max(bottom - top for top, bottom in bands)
    if not usual * 0.25 <= height <= usual * 0.6 or band == bands[-1]:
        return False
    columns = runs(filled(mask[band[0] : band[1]], axis=0))
    wide = [right - left for left, right in columns if right - left > height * 0.3]
    return len(wide) >= 2 and sum(wide) >= height * 1.5


def _join(bands: list[tuple[int, int]], weights: Counts, stacked: bool) -> list[tuple[int, int]]:
    """Bands with their marks."""
    if len(bands) < 2:
        return bands
    usual = _usual(bands, weights)
    full = [
        place for place in range(len(bands)) if not _is_mark(bands, place, weights, usual, stacked)
    ]
    owners: dict[int, list[tuple[int, int]]] = {place: [bands[place]] for place in full}
    for place, (top, bottom) in enumerate(bands):
        if place in owners:
            continue
        owner = min(full, key=lambda each: (_gap(bands[each], top, bottom, usual), -each))
        if _gap(bands[owner], top, bottom, usual) > usual * 0.8:
            owners[place] = [(top, bottom)]  # a line of a dash or of dots alone
        else:
            owners[owner].append((top, bottom))
    return sorted(
        (min(top for top, _ in own), max(end for _, end in own)) for own in owners.values()
    )


def _is_mark(
    bands: list[tuple[int, int]], place: int, weights: Counts, usual: float, stacked: bool
) -> bool:
    """Whether a band is dots, accents or vowel signs that belong to a line."""
    top, bottom = bands[place]
    height = bottom - top
    heaviest = max(int(weights[start:end].sum()) for start, end in bands)
    share = int(weights[top:bottom].sum()) / heaviest
    if height < _SMALL * usual:
        return share < 0.3 or height < _SMALL * usual / 2
    if height > _FULL * usual and not stacked:
        return False
    # Near to a smaller band it is the line, and the other the mark.
    near = [band for band in bands[max(place - 1, 0) : place + 2] if band[1] - band[0] > height]
    gaps = [max(start - bottom, top - end) for start, end in near]
    return share < 0.3 and min(gaps, default=usual) <= usual * (_STACKED if stacked else _NEAR)


def _gap(band: tuple[int, int], top: int, bottom: int, usual: float) -> float:
    """Rows between a band and a mark; a mark above a line is nearer than one below it."""
    above = band[0] - bottom
    return above if above >= 0 else (top - band[1]) * 1.5 + usual * 0.04


def _usual(bands: list[tuple[int, int]], weights: Counts) -> float:
    """The height of a full line: that of the band in which half of the ink is reached."""
    parts = sorted((bottom - top, int(weights[top:bottom].sum())) for top, bottom in bands)
    half, run = sum(ink for _, ink in parts) / 2, 0
    for height, ink in parts:
        run += ink
        if run >= half:
            return float(height)
    return float(parts[-1][0])


def _part(bands: list[tuple[int, int]], weights: Counts) -> list[tuple[int, int]]:
    """Bands, those of several lines parted."""
    parted: list[tuple[int, int]] = []
    for top, bottom in bands:
        parted += _halves(top, bottom, weights, _others(bands, (top, bottom)))
    return parted


def _others(bands: list[tuple[int, int]], band: tuple[int, int]) -> float | None:
    heights = [b - t for t, b in bands if (t, b) != band]
    return float(np.median(heights)) if heights else None


def _halves(top: int, bottom: int, weights: Counts, usual: float | None) -> list[tuple[int, int]]:
    """A band, parted at a deep valley near its middle if it has one."""
    height = bottom - top
    if height < (_TOUCHING if usual is None else max(usual * _TALL, _LOWEST)):
        return [(top, bottom)]
    low, high = top + int(height * 0.36), top + int(height * 0.64)
    valley = low + int(np.argmin(weights[low:high]))
    upper, lower = weights[top:valley], weights[valley:bottom]
    bodies = min(np.percentile(upper, 75), np.percentile(lower, 75))
    inks = sorted((int(upper.sum()), int(lower.sum())))
    least = 0.35 if usual is None else 0.05
    if weights[valley] > bodies * 0.12 or inks[0] < inks[1] * least:
        return [(top, bottom)]
    return [(top, valley), (valley, bottom)]
