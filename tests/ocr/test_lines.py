from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cuelift.ocr.lines import MAX_LINES, cut_lines, runs
from tests.ocr.draw import caption, page_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One line", 1),
        ("iiiii", 1),
        ("ÉTÉ À ÎLE", 1),
        ("Two lines\nof text", 2),
        ("ÀÉÎÕÜ\nÇA ÉTÉ", 2),
        ("- No.\n- I said it is a longer line.", 2),
        ("Three\nlines\nhere", 3),
        ("What?\n...", 2),
    ],
)
@pytest.mark.parametrize("size", [24, 34, 52])
def test_captions_are_cut_into_their_lines(text, count, size):
    assert len(page_of(caption(text, size=size)).lines) == count


def test_lines_that_touch_are_parted_at_the_valley():
    mask = np.zeros((60, 200), bool)
    mask[0:26, 5:180:3] = True
    mask[32:58, 5:160:3] = True
    mask[26:32, 90] = True  # a descender that reaches down to the next line

    first, second = cut_lines(mask)

    assert first.bottom <= 34
    assert second.top >= 25


def test_runs_are_half_open():
    assert runs(np.array([True, False, True, True])) == [(0, 1), (2, 4)]


def test_a_picture_of_stripes_has_no_more_lines_than_allowed():
    mask = np.zeros((400, 10), bool)
    mask[::4] = True

    assert len(cut_lines(mask)) <= MAX_LINES


@given(arrays(bool, st.tuples(st.integers(1, 70), st.integers(1, 20))))
def test_any_ink_is_cut_into_lines_that_lie_inside(mask):
    if not mask.any():
        return
    for line in cut_lines(mask):
        assert 0 <= line.top < line.bottom <= mask.shape[0]
        assert 0 <= line.left < line.right <= mask.shape[1]


def drawn(*bands: tuple[int, int, int]) -> np.ndarray:
    """Rows ``[top, bottom)`` of ink of a width."""
    mask = np.zeros((80, 200), bool)
    for top, bottom, width in bands:
        mask[top:bottom, 4 : 4 + width] = True
    return mask


def test_a_short_line_close_over_a_long_one_is_a_line():
    mask = drawn((1, 33, 20), (37, 71, 180))

    assert [(line.top, line.bottom) for line in cut_lines(mask)] == [(0, 34), (36, 72)]


def test_a_short_line_close_to_its_own_dots_is_no_mark():
    mask = drawn((1, 4, 6), (6, 21, 30), (31, 58, 180))

    assert [(line.top, line.bottom) for line in cut_lines(mask)] == [(0, 22), (30, 59)]


def test_stacked_marks_may_be_as_high_as_letters():
    mask = drawn((0, 29, 26), (31, 61, 190), (62, 76, 8))

    assert len(cut_lines(mask, stacked=True)) == 1
    assert len(cut_lines(mask)) == 2
