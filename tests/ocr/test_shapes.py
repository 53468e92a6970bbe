"""The ink against the text."""

from __future__ import annotations

import numpy as np
import pytest

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.lines import Line
from cuelift.ocr.shapes import is_doubtful, suspects
from tests.ocr.draw import caption, page_from, page_of, read_as


@pytest.mark.parametrize(
    "text",
    [
        "A plain line of text.",
        "Two of them:\nhere and there",
        "Happy days, quite by the way!",
        "How bad? Look behind",
        "Wait...",
        "12:30",
    ],
)
def test_a_caption_as_it_was_drawn_is_not_doubted(text):
    page = page_of(caption(text))
    lines = [read_as(line, page, at) for at, line in enumerate(text.split("\n"))]

    assert not is_doubtful(lines, page)
    assert suspects(lines, page) == ()


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("some maybe near us", "some mavbe near us"),
        ("some mavbe near us", "some maybe near us"),
        ("more branches are seen", "more brancnes are seen"),
        ("more brancnes are seen", "more branches are seen"),
        ("we saw a cafe near us", "we saw a café near us"),
        ("505 more were seen", "sos more were seen"),
        ("It was over...", "It was over."),
    ],
)
def test_letters_that_reach_too_high_or_too_low_are_doubted(drawn, read):
    page = page_of(caption(drawn))

    assert is_doubtful([read_as(read, page)], page)
    assert not is_doubtful([read_as(drawn, page)], page)


CAPITALS = [
    "....#..................",
    ".......................",
    *["..###...###..###..###.."] * 6,
]


def test_a_capital_with_a_mark_stands_over_those_without():
    page, level = page_from(CAPITALS, zoom=4), page_from(CAPITALS[2:], zoom=4)

    assert is_doubtful([read_as("EHTM", page)], page)
    assert not is_doubtful([read_as("ÉHTM", page)], page)
    assert not is_doubtful([read_as("EHTM", level)], level)


ARM = [
    "#.......#####",
    "#.......#####",
    "#.......##...",
    "#.......##...",
    "#.......##...",
    "#.......##...",
    "#.......##.##",
    "#.......##.##",
]
"""An l and an r, with a dot under its arm."""


def test_a_dot_under_the_arm_of_the_last_letter_is_seen():
    page = page_from(ARM, zoom=4)
    bare = page_from([row.replace(".##", "...") if row.endswith(".##") else row for row in ARM], 4)

    assert is_doubtful([read_as("lr", page)], page)
    assert not is_doubtful([read_as("lr.", page)], page)
    assert not is_doubtful([read_as("lr", bare)], bare)
    assert not is_doubtful([read_as("lç", page)], page)


def test_a_picture_that_is_no_letter_is_not_followed():
    pixels = np.zeros((300, 300), np.uint8)
    page = Page(pixels, (Line(0, 300, 0, 300),))

    assert not is_doubtful([OcrLine("l", (1.0,), (150,), 150)], page)


def test_a_word_in_more_pieces_than_letters_is_suspect():
    page = page_of(caption("lll two"))
    assert suspects([read_as("m two", page)], page) == ("m",)
    assert suspects([read_as("“! two", page)], page) == ()


def test_all_words_of_a_line_are_suspect_where_a_gap_may_be_a_space():
    page = page_of(caption("one two six ten"))

    assert suspects([read_as("onetwo six ten", page)], page) == ("onetwo", "six", "ten")
    assert is_doubtful([read_as("onetwo six…", page)], page)
    assert not is_doubtful([read_as("onetwo six ten", page)], page)


def test_a_line_that_is_not_on_the_page_says_nothing():
    page = page_of(caption("text"))

    assert not is_doubtful([OcrLine("gone", (1.0,) * 4, (), 5000)], page)
    assert suspects([OcrLine("gone", (1.0,) * 4, (), 5000)], page) == ()


def test_ink_that_winds_for_ever_is_not_followed_to_its_end():
    rows = ["#" * 60 if at % 4 == 0 else ("." * 59 + "#" if at % 4 == 1 else "") for at in range(4)]
    turns = [
        "#" * 60 if at % 2 == 0 else ("." * 59 + "#" if at % 4 == 1 else "#" + "." * 59)
        for at in range(121)
    ]
    page = page_from([*rows[:1], *turns], zoom=1)

    assert is_doubtful([OcrLine("l", (1.0,), (30,), 60)], page)
