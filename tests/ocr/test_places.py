from __future__ import annotations

import pytest

from cuelift.cues.bitmap import Bitmap
from cuelift.cues.model import Place
from cuelift.ocr.places import parted, place_of
from tests.support.pictures import bitmap, noise, shown


def picture(x: int, y: int, width: int = 40, seed: int = 0) -> Bitmap:
    return bitmap(noise(seed, width, 20), width, at=(x, y))


@pytest.mark.parametrize(
    ("x", "y", "width", "align"),
    [
        (940, 950, 40, None),
        (100, 950, 40, 1),
        (1700, 950, 40, 3),
        (100, 530, 40, 4),
        (940, 530, 40, 5),
        (1700, 530, 40, 6),
        (100, 50, 40, 7),
        (940, 50, 40, 8),
        (1700, 50, 40, 9),
        (0, 950, 960, 1),
        (0, 950, 1200, None),
        (700, 950, 40, None),
    ],
)
def test_a_picture_stands_in_one_of_nine_cells(x, y, width, align):
    expected = None if align is None else Place(align=align)

    assert place_of([picture(x, y, width)], vertical=False) == expected


def test_pictures_at_both_sides_are_centred():
    assert place_of([picture(100, 950), picture(1700, 950)], vertical=False) is None


@pytest.mark.parametrize(("x", "align"), [(100, 7), (1700, 9)])
def test_columns_stand_at_the_top_of_their_side(x, align):
    assert place_of([picture(x, 100)], vertical=True) == Place(align=align, vertical="rl")


@pytest.mark.parametrize(("gap", "cues"), [(162, 1), (163, 2)])
def test_pictures_more_than_15_per_cent_of_the_canvas_apart_are_parted(gap, cues):
    high, low = picture(0, 100), picture(0, 120 + gap, seed=1)
    together = shown(1, 2, low, high, forced=True)

    found = parted(together, {high.digest, low.digest})

    assert len(found) == cues
    assert {(each.start_ns, each.end_ns, each.forced) for each in found} == {
        (together.start_ns, together.end_ns, True)
    }
    assert found[0].bitmaps == ((low, high) if cues == 1 else (high,))


def test_pictures_that_follow_each_other_closely_stay_together():
    pictures = [picture(0, 100 * at, seed=at) for at in range(8)]
    together = shown(1, 2, *pictures)

    assert parted(together, {each.digest for each in pictures}) == [together]


def test_a_blank_picture_far_off_parts_nothing():
    high, low = picture(0, 20), picture(0, 950, seed=1)
    together = shown(1, 2, high, low)

    assert parted(together, {low.digest}) == [together]
    assert parted(together, set()) == [together]
