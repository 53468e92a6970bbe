from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues.bitmap import Bitmap
from cuelift.ocr.ink import ink
from tests.ocr.draw import BLACK, WHITE, bitmap_of, caption

LOOKS = {
    "white with a black outline": {},
    "white without an outline": {"outline": 0},
    "yellow with a black outline": {"fill": (255, 255, 0)},
    "black with a white outline": {"fill": BLACK, "edge": WHITE, "outline": 3},
    "white in a black box": {"box": BLACK, "outline": 0},
    "dark in a light box": {"fill": (20, 20, 60), "box": (235, 235, 235), "outline": 0},
    "red with a yellow outline": {"fill": (255, 0, 0), "edge": (255, 255, 0), "outline": 3},
}


@pytest.fixture(scope="module")
def plain() -> np.ndarray:
    found = ink(caption("Hello there", outline=0))
    assert found is not None
    return trimmed(found.mask)


def trimmed(mask: np.ndarray) -> np.ndarray:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_fill_is_ink_whatever_surrounds_it(look, plain):
    found = ink(caption("Hello there", **look))

    assert found is not None
    mask = trimmed(found.mask)
    assert mask.shape == plain.shape
    assert (mask ^ plain).mean() < 0.02


def test_a_blank_picture_has_no_ink():
    blank = Bitmap(
        x=0,
        y=0,
        width=4,
        height=4,
        canvas_width=8,
        canvas_height=8,
        pixels=bytes(16),
        palette=bytes(4),
    )

    assert ink(blank) is None


def test_a_picture_of_one_colour_is_all_ink():
    found = ink(bitmap_of(np.full((6, 9, 4), 255, np.uint8)))

    assert found is not None
    assert found.mask.all()


def test_what_can_hardly_be_seen_is_no_ink():
    rgba = np.zeros((12, 12, 4), np.uint8)
    rgba[3:9, 3:9] = (255, 255, 255, 100)

    assert ink(bitmap_of(rgba)) is None

    rgba[3:9, 3:9] = (255, 255, 255, 200)
    found = ink(bitmap_of(rgba))
    assert found is not None
    assert found.mask.sum() == 36


@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_any_picture_gives_ink_or_none(width, height, data):
    pixels = data.draw(st.binary(min_size=width * height, max_size=width * height))
    palette = data.draw(st.binary(max_size=1024))
    made = Bitmap(
        x=0, y=0, width=width, height=height, canvas_width=99, canvas_height=99, pixels=pixels,
        palette=palette,
    )  # fmt: skip

    found = ink(made)

    assert found is None or found.mask.any()
