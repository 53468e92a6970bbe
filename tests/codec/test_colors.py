"""YCbCr becomes RGB."""

from __future__ import annotations

import numpy as np
import pytest

from cuelift.codec.colors import BT601, BT709, Matrix, matrix_for, palette_of, to_rgb

WEIGHTS = {BT601: (0.299, 0.114), BT709: (0.2126, 0.0722)}


@pytest.mark.parametrize(
    ("ycrcb", "expected"),
    [
        ((16, 128, 128), (0, 0, 0)),
        ((235, 128, 128), (255, 255, 255)),
        ((126, 128, 128), (128, 128, 128)),
        ((0, 0, 0), (0, 136, 0)),
        ((255, 255, 255), (255, 125, 255)),
        ((81, 240, 90), (254, 0, 0)),
    ],
)
def test_colours_by_bt_601(ycrcb: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert tuple(to_rgb(np.array([ycrcb], np.uint8), BT601)[0].tolist()) == expected


@pytest.mark.parametrize("matrix", [BT601, BT709])
def test_all_colours_are_those_of_the_recommendation_rounded(matrix: Matrix) -> None:
    steps = np.array([*range(0, 256, 5), 255], np.uint8)
    colors = np.stack(np.meshgrid(steps, steps, steps), -1).reshape(-1, 3)
    kr, kb = WEIGHTS[matrix]
    luma = (colors[:, 0].astype(float) - 16) / 219
    cr, cb = (colors[:, 1:].astype(float) - 128).T / 224
    red, blue = luma + 2 * (1 - kr) * cr, luma + 2 * (1 - kb) * cb
    green = (luma - kr * red - kb * blue) / (1 - kr - kb)
    exact = np.clip(np.stack((red, green, blue), -1), 0, 1) * 255

    assert np.abs(to_rgb(colors, matrix) - exact).max() <= 0.502


def test_high_definition_has_a_matrix_of_its_own() -> None:
    assert [matrix_for(lines) for lines in (480, 576, 720, 1080)] == [BT601] * 2 + [BT709] * 2


def test_colours_that_nobody_sees_are_zero_and_left_out_at_the_end() -> None:
    colors = np.array([(16, 128, 128, 0), (235, 128, 128, 9), (99, 99, 99, 0)], np.uint8)

    assert palette_of(colors, BT709) == bytes(4) + b"\xff\xff\xff\x09"
    assert palette_of(colors[:1], BT709) == b""
