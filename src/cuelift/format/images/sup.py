"""Writes presentation graphics (``.sup``) of pictures, whatever they came from.

A display set shows two objects at most, in one palette: more pictures are drawn into two.

Spec: US 2009/0185789 A1; ITU-R BT.601-7, 2.5; ITU-R BT.709-6, 3 (colours).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from cuelift.cues import Cue, Header
from cuelift.cues.bitmap import COLORS, Bitmap, compose
from cuelift.format.base import File
from cuelift.format.images.runs import encode_runs
from cuelift.format.images.segments import Placed, at_time, clearing, presentation
from cuelift.format.images.slices import Slice, slices
from cuelift.format.options import ImagesOptions

_UNSEEN = COLORS - 1
"""Index that a palette of two pictures leaves without a colour."""
_SPARSE = 64
_SMALL = 1 << 16
_BT601, _BT709 = (0.299, 0.114), (0.2126, 0.0722)
"""What red and blue add to the luma."""
_HD_LINES = 720


class SupWriter:
    """Writes one file, each presentation an epoch of its own."""

    def __init__(self, header: Header, options: ImagesOptions) -> None:
        self.losses: dict[str, int] = {}
        self._number = -1

    def files(self, cues: Sequence[Cue]) -> Iterator[File]:
        """The file."""
        yield File("", b"".join(self._sets(list(slices(cues)))))

    def _sets(self, parts: Sequence[Slice]) -> Iterator[bytes]:
        for at, part in enumerate(parts):
            self._lose("picture", part.left_out)
            objects, palette = self._objects(part)
            first = part.cues[0].bitmaps[0]
            canvas = first.canvas_width, first.canvas_height
            number = self._next()
            yield from at_time(part.start_ns, presentation(number, canvas, objects, palette))
            if at + 1 == len(parts) or parts[at + 1].start_ns > part.end_ns:
                yield from at_time(part.end_ns, clearing(self._next(), canvas))

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _objects(self, part: Slice) -> tuple[list[Placed], bytes]:
        """The objects of a presentation, and its palette."""
        groups = _groups(part)
        layers = [(self._one(bitmaps), forced) for bitmaps, forced in groups]
        if len(layers) == 2:
            palette = _common([bitmap for bitmap, _ in layers])
            if palette is None:
                if layers[0][1] != layers[1][1]:
                    self._lose("forced")
                layers = [(self._one([bitmap for bitmap, _ in layers]), False)]
            else:
                layers = [(_moved(bitmap, palette), forced) for bitmap, forced in layers]
        first = layers[0][0]
        placed = [
            Placed(
                each.x, each.y, each.width, each.height,
                encode_runs(each.pixels, each.width), forced,
            )
            for each, forced in layers
        ]  # fmt: skip
        return placed, _entries(first.palette, first.canvas_height)

    def _one(self, bitmaps: Sequence[Bitmap]) -> Bitmap:
        """Pictures drawn into one; where that would be next to nothing but air, the largest."""
        if len(bitmaps) == 1:
            return bitmaps[0]
        width = max(each.x + each.width for each in bitmaps) - min(each.x for each in bitmaps)
        height = max(each.y + each.height for each in bitmaps) - min(each.y for each in bitmaps)
        areas = [each.width * each.height for each in bitmaps]
        if width * height > _SMALL + _SPARSE * sum(areas):
            self._lose("picture")
            return bitmaps[areas.index(max(areas))]
        return compose(bitmaps)

    def _lose(self, kind: str, count: int = 1) -> None:
        if count:
            self.losses[kind] = self.losses.get(kind, 0) + count


def _groups(part: Slice) -> list[tuple[list[Bitmap], bool]]:
    """The pictures of two objects or one: forced ones and others, or upper and lower ones."""
    by_flag: dict[bool, list[Bitmap]] = {}
    for cue in part.cues:
        by_flag.setdefault(cue.forced, []).extend(cue.bitmaps)
    if len(by_flag) == 2:
        return [(bitmaps, forced) for forced, bitmaps in by_flag.items()]
    [(forced, bitmaps)] = by_flag.items()
    if len(bitmaps) == 1:
        return [(bitmaps, forced)]
    tops = sorted(each.y for each in bitmaps)
    _, split = max((below - above, below) for above, below in pairwise(tops))
    upper = [each for each in bitmaps if each.y < split]
    lower = [each for each in bitmaps if each.y >= split]
    return [(group, forced) for group in (upper, lower) if group]


def _common(bitmaps: Sequence[Bitmap]) -> bytes | None:
    """A palette that holds those of two pictures; None: they have too many colours."""
    one, other = (each.palette for each in bitmaps)
    if one == other:
        return one
    both = one + other
    return both if len(both) // 4 <= _UNSEEN else None


def _moved(bitmap: Bitmap, palette: bytes) -> Bitmap:
    """A picture in the palette that its own is the beginning or the end of."""
    own = bitmap.palette
    if own == palette:
        return bitmap
    first = 0 if palette.startswith(own) else (len(palette) - len(own)) // 4
    count = len(own) // 4
    table = bytes(range(first, first + count)) + bytes((_UNSEEN,)) * (COLORS - count)
    return Bitmap(
        x=bitmap.x,
        y=bitmap.y,
        width=bitmap.width,
        height=bitmap.height,
        canvas_width=bitmap.canvas_width,
        canvas_height=bitmap.canvas_height,
        pixels=bitmap.pixels.translate(table),
        palette=palette,
    )


def _entries(palette: bytes, lines: int) -> bytes:
    """Index, Y, Cr, Cb and alpha of each colour, in the limited range of video."""
    rgba = np.frombuffer(palette, np.uint8).reshape(-1, 4)
    red, green, blue = (rgba[:, at] / 255 for at in range(3))
    of_red, of_blue = _BT601 if lines < _HD_LINES else _BT709
    luma = of_red * red + (1 - of_red - of_blue) * green + of_blue * blue
    entries = np.empty((len(rgba), 5), np.uint8)
    entries[:, 0] = np.arange(len(rgba))
    entries[:, 1] = np.round(16 + 219 * luma)
    entries[:, 2] = np.round(128 + 112 * (red - luma) / (1 - of_red))
    entries[:, 3] = np.round(128 + 112 * (blue - luma) / (1 - of_blue))
    entries[:, 4] = rgba[:, 3]
    return entries.tobytes()
