from __future__ import annotations

import numpy as np
import pytest

from cuelift.ocr.engines.base import Page
from cuelift.ocr.slant import _without_lone, is_italic, italic_flags
from tests.ocr.draw import bitmap_of, caption, page_of, read_as

TEXT = "Nothing will hold them"


@pytest.mark.parametrize("size", [24, 36, 54])
def test_a_slanted_line_is_italic_and_an_upright_one_is_not(size):
    upright, slanted = (
        page_of(caption(TEXT, size=size)),
        page_of(caption(TEXT, size=size, shear=0.2)),
    )

    assert set(italic_flags(read_as(TEXT, upright), upright)) == {False}
    assert set(italic_flags(read_as(TEXT, slanted), slanted)) == {True}


def test_one_slanted_word_is_italic_alone():
    page = beside("Nothing", "Illuminated")

    flags = italic_flags(read_as("Nothing Illuminated", page), page)

    assert flags == [False] * 8 + [True] * 11


def beside(upright: str, slanted: str) -> Page:
    from cuelift.cues.bitmap import to_rgba

    left, right = to_rgba(caption(upright)), to_rgba(caption(slanted, shear=0.22))
    canvas = np.zeros(
        (max(left.shape[0], right.shape[0]), left.shape[1] + right.shape[1] + 24, 4), np.uint8
    )
    canvas[: left.shape[0], : left.shape[1]] = left
    canvas[: right.shape[0], -right.shape[1] :] = right
    return page_of(bitmap_of(canvas))


@pytest.mark.parametrize("word", ["Hill", "excess"])
def test_a_lone_word_that_is_short_or_without_stems_is_upright(word):
    page = beside("Nothing", word)

    assert set(italic_flags(read_as(f"Nothing {word}", page), page)) == {False}


@pytest.mark.parametrize(
    ("judged", "kept"),
    [("-i-", "---"), ("i-i", "---"), ("ii-", "ii-"), ("-ii", "-ii"), ("iii", "iii")],
)
def test_short_words_are_italic_together_only(judged, kept):
    flags = [each == "i" for each in judged]

    assert _without_lone(flags, ["was", "it", "Él?"]) == [each == "i" for each in kept]


def test_a_few_pixels_say_nothing():
    assert not is_italic(np.eye(4, dtype=bool))


def test_a_line_that_is_not_on_the_page_is_upright():
    page = page_of(caption("Text"))

    assert italic_flags(read_as("Text")._replace(row=999), page) == [False] * 4
    assert italic_flags(read_as(""), page) == []
