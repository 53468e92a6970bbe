"""Where captions stand on their canvas, by the pictures that show them."""

from __future__ import annotations

from collections.abc import Container, Sequence

import msgspec

from cuelift.cues.bitmap import Bitmap
from cuelift.cues.model import Cue, Place

_APART = 0.15
"""Share of the canvas's height between pictures that are captions of their own."""
_TOP, _MIDDLE = 0.4, 0.6
"""A caption whose middle lies above this share of the canvas is placed at its top, or middle."""
_LEFT, _RIGHT = 0.35, 0.65
"""Likewise across; what lies between is centred."""
_WIDE = 0.5
"""Share of the canvas's width; what is wider lies neither left nor right."""


def parted(cue: Cue, read: Container[bytes]) -> list[Cue]:
    """A cue, or one for each group of its pictures that lie far apart, the upper first.

    Args:
        cue: as it came.
        read: digests of the pictures that show text; groups without any are left out.
    """
    groups: list[list[Bitmap]] = []
    bottom = 0.0
    for each in sorted(cue.bitmaps, key=lambda each: (each.y, each.x)):
        if not groups or each.y - bottom > each.canvas_height * _APART:
            groups.append([])
        groups[-1].append(each)
        bottom = max(bottom, each.y + each.height)
    told = [group for group in groups if any(each.digest in read for each in group)]
    if len(told) < 2:
        return [cue]
    return [msgspec.structs.replace(cue, bitmaps=tuple(group)) for group in told]


def place_of(bitmaps: Sequence[Bitmap], vertical: bool) -> Place | None:
    """Where pictures stand; None: at the bottom in the middle, as is usual."""
    top, bottom = min(each.y for each in bitmaps), max(each.y + each.height for each in bitmaps)
    left, right = min(each.x for each in bitmaps), max(each.x + each.width for each in bitmaps)
    wide, high = bitmaps[0].canvas_width, bitmaps[0].canvas_height
    if vertical:
        return Place(align=9 if left > wide / 2 else 7, vertical="rl")
    middle = (top + bottom) / 2 / high
    row = 7 if middle < _TOP else 4 if middle < _MIDDLE else 1
    across = (left + right) / 2 / wide
    column = 1
    if right - left <= wide * _WIDE:
        column = 0 if across < _LEFT else 2 if across > _RIGHT else 1
    align = row + column
    return None if align == 2 else Place(align=align)
