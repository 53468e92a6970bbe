"""Cues with pictures, and films of them, made of bytes."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from cuelift.cues import Bitmap, Cue
from tests.support.small import Text
from tests.writers import pgs

SECOND = 1_000_000_000
WHITE, BLACK, CLEAR = b"\xff\xff\xff\xff", b"\0\0\0\xff", bytes(4)
COLORS = [(1, 235, 128, 128, 255), (2, 16, 128, 128, 200)]
"""Index, Y, Cr, Cb, alpha: white, and black that is not quite solid."""


def bitmap(
    pixels: bytes = b"\1\2\2\1",
    width: int = 2,
    palette: bytes = CLEAR + WHITE + BLACK,
    at: tuple[int, int] = (100, 900),
    canvas: tuple[int, int] = (1920, 1080),
) -> Bitmap:
    return Bitmap(
        x=at[0], y=at[1], width=width, height=len(pixels) // width,
        canvas_width=canvas[0], canvas_height=canvas[1], pixels=pixels, palette=palette,
    )  # fmt: skip


def shown(start_s: float, end_s: float | None, *bitmaps: Bitmap, forced: bool = False) -> Cue:
    return Cue(
        start_ns=round(start_s * SECOND),
        end_ns=None if end_s is None else round(end_s * SECOND),
        forced=forced,
        bitmaps=bitmaps or (bitmap(),),
    )


def noise(seed: int, width: int = 40, height: int = 12, colors: int = 3) -> bytes:
    """Pixels whose edges can be seen."""
    draw = random.Random(seed)
    rows = [bytes(draw.randrange(1, colors) for _ in range(width)) for _ in range(height)]
    return b"".join(rows)


def display_set(
    seed: int | None,
    *,
    forced: bool = False,
    state: int = pgs.EPOCH,
    colors: Iterable[Sequence[int]] = COLORS,
) -> bytes:
    """A display set with a picture of its own; None: one that clears the screen."""
    if seed is None:
        return pgs.composition(state=pgs.NORMAL) + pgs.end()
    return (
        pgs.composition(pgs.placed(0, 600, 950, forced=forced), state=state)
        + pgs.palette(colors)
        + pgs.picture(0, noise(seed), 40)
        + pgs.end()
    )


PGS_SETS = [
    (1000, display_set(1)), (2500, display_set(None)),
    (3000, display_set(2, forced=True)), (4000, display_set(None)),
    (5000, display_set(1)), (6500, display_set(None)),
]  # fmt: skip
"""Three captions, the second forced, the third with the picture of the first: ms, display set."""
SUP = pgs.sup([(ms * 90, data) for ms, data in PGS_SETS])

VOBSUB_PRIVATE = b"size: 720x576\npalette: 000000, ffffff, 808080, 202020" + b", 000000" * 12


def pgs_track(language: str = "eng", *, forced: bool = False) -> Text:
    cues = [(ms, None, data) for ms, data in PGS_SETS]
    return Text(cues, "S_HDMV/PGS", language, forced=forced)
