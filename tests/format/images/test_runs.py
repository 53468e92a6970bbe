"""Run-length code, against the decoder and the plain writer of tests."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec.pgs_runs import decode_runs
from cuelift.format.images.runs import encode_runs
from tests.codec.pictures import random_pixels
from tests.writers import pgs


@pytest.mark.parametrize("length", [1, 2, 3, 63, 64, 255, 256, 8191])
@pytest.mark.parametrize("color", [0, 1, 255])
def test_runs_of_every_length_are_coded_as_short_as_can_be(length, color) -> None:
    pixels = bytes((color,)) * length * 2

    code = encode_runs(pixels, length)

    assert code == pgs.runs(pixels, length)
    assert decode_runs(code, length, 2) == pixels


@given(st.integers(0, 1 << 32), st.integers(1, 300), st.integers(1, 6))
def test_any_picture_comes_back(seed, width, height) -> None:
    pixels = random_pixels(random.Random(seed), width, height, 256)

    code = encode_runs(pixels, width)

    assert code == pgs.runs(pixels, width)
    assert decode_runs(code, width, height) == pixels
