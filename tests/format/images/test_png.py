"""PNG files: what another reader sees in them."""

from __future__ import annotations

import io
import random
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cuelift.cues.bitmap import Bitmap, to_rgba
from cuelift.format.images.png import SIGNATURE, png
from tests.support.pictures import CLEAR, WHITE, bitmap, noise


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    "picture",
    [
        bitmap(),
        bitmap(noise(1), 40),
        bitmap(b"\0", 1, WHITE),
        bitmap(b"\5\1", 2, CLEAR + WHITE),
        bitmap(bytes(range(256)), 16, bytes(range(256)) * 4),
        bitmap(b"\0\0", 2, b""),
    ],
    ids=["small", "noise", "one pixel, opaque", "past the palette", "256 colours", "no palette"],
)
def test_pillow_sees_the_same_indices_and_colours(picture: Bitmap) -> None:
    image = opened(png(picture))

    assert image.mode == "P"
    assert image.tobytes() == picture.pixels
    assert np.array_equal(np.asarray(image.convert("RGBA")), to_rgba(picture))


@given(st.integers(1, 9), st.integers(1, 9), st.binary(max_size=40), st.integers(0, 1 << 32))
def test_any_picture_is_read_back(width, height, colors, seed) -> None:
    picture = bitmap(
        random.Random(seed).randbytes(width * height), width, colors[: len(colors) // 4 * 4]
    )

    image = opened(png(picture))

    assert image.size == (width, height)
    assert image.tobytes() == picture.pixels


def test_the_palette_ends_with_the_highest_index_that_is_used() -> None:
    data = png(bitmap(b"\1\0", 2, CLEAR + WHITE * 200))

    at = data.index(b"PLTE")
    assert int.from_bytes(data[at - 4 : at], "big") == 6


def test_opaque_colours_at_the_end_have_no_entry_for_their_alpha() -> None:
    assert b"tRNS" not in png(bitmap(b"\0\0", 2, WHITE))
    data = png(bitmap())
    at = data.index(b"tRNS")
    assert data[at - 4 : at + 5] == b"\0\0\0\1tRNS\0"


def test_every_chunk_has_its_check_sum() -> None:
    data, at, kinds = png(bitmap()), len(SIGNATURE), []
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kinds.append(data[at + 4 : at + 8])
        check = int.from_bytes(data[at + 8 + size : at + 12 + size], "big")
        assert check == zlib.crc32(data[at + 4 : at + 8 + size])
        at += 12 + size
    assert kinds == [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"]
