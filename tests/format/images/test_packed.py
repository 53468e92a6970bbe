"""Pictures that wait in memory, compressed."""

from __future__ import annotations

import pickle

import numpy as np

from cuelift.cues.bitmap import Bitmap, compose, crop, to_rgba
from cuelift.format.images.packed import pack, pack_like
from tests.support.pictures import bitmap, noise

PLAIN = bitmap(noise(3), 40)


def test_a_packed_picture_is_a_picture_like_the_one_it_was() -> None:
    packed = pack(PLAIN)

    assert isinstance(packed, Bitmap)
    assert packed.pixels == PLAIN.pixels
    assert packed.digest == PLAIN.digest
    assert (packed.x, packed.y, packed.canvas_width, packed.canvas_height) == (100, 900, 1920, 1080)
    assert np.array_equal(to_rgba(packed), to_rgba(PLAIN))
    assert crop(packed) is packed
    assert compose([packed, bitmap()]).pixels == compose([PLAIN, bitmap()]).pixels


def test_packing_twice_changes_nothing() -> None:
    packed = pack(PLAIN)

    assert pack(packed) is packed


def test_what_is_known_of_a_picture_serves_its_copy_elsewhere() -> None:
    packed = pack(PLAIN)
    copy = pack_like(bitmap(noise(3), 40, at=(5, 6)), packed)

    assert copy.packed is packed.packed
    assert (copy.x, copy.y) == (5, 6)
    assert copy.pixels == PLAIN.pixels


def test_a_packed_picture_goes_to_another_process() -> None:
    sent = pickle.loads(pickle.dumps(pack(PLAIN)))

    assert sent.pixels == PLAIN.pixels
    assert sent.digest == PLAIN.digest
