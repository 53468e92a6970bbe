from __future__ import annotations

import numpy as np

from cuelift.ocr.pieces import glyphs_of, pieces_of, unlikeness, words_of
from tests.ocr.draw import caption, page_from, page_of, read_as


def test_words_get_their_pieces_by_the_widest_gaps():
    page = page_of(caption("man on sun", outline=0))
    pieces = pieces_of(page.pixels, page.lines[0])

    words = words_of(read_as("man on sun"), pieces)

    assert [(word.start, word.stop, len(word.pieces)) for word in words] == [
        (0, 3, 3), (4, 6, 2), (7, 10, 3),
    ]  # fmt: skip


def test_a_text_with_more_words_than_pieces_matches_nothing():
    page = page_of(caption("a", outline=0))

    assert words_of(read_as("a b c"), pieces_of(page.pixels, page.lines[0])) == []


def test_an_empty_text_has_no_words():
    assert words_of(read_as(""), []) == []


def test_gaps_that_do_not_stand_out_match_nothing():
    page = page_of(caption("mmmm", outline=0))

    assert words_of(read_as("mm mm"), pieces_of(page.pixels, page.lines[0])) == []


def test_a_word_with_quotes_has_no_glyphs():
    page = page_of(caption('"No" on', outline=0))

    found = glyphs_of(read_as('"No" on'), pieces_of(page.pixels, page.lines[0]))

    assert set(found) == {5, 6}


def test_the_same_sign_is_alike_and_another_is_not():
    page = page_of(caption("S S B", outline=0))
    first, second, other = pieces_of(page.pixels, page.lines[0])

    assert unlikeness(page.pixels, first, second) < 0.1
    assert unlikeness(page.pixels, first, other) > 0.3


def test_a_sign_that_stands_half_a_pixel_aside_is_alike():
    page = page_from(["##...#.##", "##...#.##", "##...#.##", "##...#.##", "##.###.##"], zoom=4)
    pixels = page.pixels.copy()
    pixels[:, 12:] = (pixels[:, 12:] // 2 + np.roll(pixels, 1, 1)[:, 12:] // 2 + 1).astype(np.uint8)
    first, _, last = pieces_of(pixels, page.lines[0])

    assert unlikeness(pixels, first, last) < 0.2


def test_signs_of_other_sizes_are_not_alike():
    page = page_of(caption("I W .", outline=0))
    stroke, wide, dot = pieces_of(page.pixels, page.lines[0])

    assert unlikeness(page.pixels, stroke, wide) == float("inf")
    assert unlikeness(page.pixels, stroke, dot) == float("inf")
