from __future__ import annotations

import numpy as np

from cuelift.ocr.languages import LANGUAGES
from cuelift.ocr.lines import Line
from cuelift.ocr.pages import Ruby, explained, prepare
from cuelift.ocr.vertical import _cell, cells_of, columns_of, laid_out, main_columns, upright
from tests.ocr.draw import bitmap_of, caption, read_as

CELL = 30


def columns(*lengths: int, narrow: int = 0) -> np.ndarray:
    """Pixels of columns of squares, the first at the right."""
    height, width = max(lengths) * CELL + 10, len(lengths) * 50 + 40
    pixels = np.full((height, width), 255, np.uint8)
    for number, length in enumerate(lengths):
        left = width - 50 * (number + 1)
        for place in range(length):
            pixels[place * CELL : place * CELL + 24, left : left + 26] = 0
    if narrow:
        pixels[0 : narrow * 14, width - 20 : width - 10] = 0
    return pixels


def test_columns_are_found_from_the_right():
    found = columns_of(columns(8, 6) < 128)

    assert found is not None
    assert len(found) == 2
    assert found[0].left > found[1].left


def test_wide_text_has_no_columns():
    assert columns_of(np.ones((30, 200), bool)) is None


def test_a_block_that_is_only_a_little_higher_than_wide_has_no_columns():
    assert columns_of(np.ones((60, 50), bool)) is None


def test_each_column_becomes_a_line_of_its_cells():
    pixels = columns(8, 6)
    found = columns_of(pixels < 128)
    assert found is not None

    flat = laid_out(pixels, main_columns(found))

    assert len(cells_of(pixels, found[0])) == 8
    first, second = flat[: len(flat) // 2], flat[len(flat) // 2 :]
    assert (first < 128).sum() == 8 * 24 * 26
    assert (second < 128).sum() == 6 * 24 * 26


def test_a_narrow_column_is_a_reading_aid():
    found = columns_of(columns(9, narrow=4) < 128)

    assert found is not None
    assert len(found) == 2
    assert len(main_columns(found)) == 1


def test_signs_of_columns_become_those_of_lines():
    assert upright("﹁はい﹂|") == "「はい」ー"


def test_a_vertical_picture_is_prepared_as_lines():
    pixels = columns(8, 6)
    rgba = np.where(pixels[..., None] < 128, 255, 0).repeat(4, axis=2)

    prepared = prepare(bitmap_of(rgba), LANGUAGES["ja"])

    assert prepared is not None
    assert prepared.vertical
    assert len(prepared.page.lines) == 2


def test_the_same_picture_in_english_is_not_vertical():
    pixels = columns(8, 6)
    rgba = np.where(pixels[..., None] < 128, 255, 0).repeat(4, axis=2)

    prepared = prepare(bitmap_of(rgba), LANGUAGES["en"])

    assert prepared is not None
    assert not prepared.vertical


def test_small_glyphs_over_a_line_are_ruby():
    pixels = np.full((60, 300), 255, np.uint8)
    for place in range(8):
        pixels[22:58, place * 36 + 3 : place * 36 + 33] = 0
    for place in range(4):
        pixels[4:18, place * 16 + 6 : place * 16 + 20] = 0
    rgba = np.where(pixels[..., None] < 128, 255, 0).repeat(4, axis=2)

    prepared = prepare(bitmap_of(rgba), LANGUAGES["ja"])

    assert prepared is not None
    [line] = prepared.page.lines
    [ruby] = prepared.ruby
    assert line.height >= 36
    assert ruby.over == 0
    assert len(ruby.parts()) == 1


def test_parts_of_ruby_are_parted_by_wide_gaps_and_explain_what_is_under_them():
    pixels = np.full((10, 200), 255, np.uint8)
    pixels[1:9, 2:20] = 0
    pixels[1:9, 120:140] = 0

    first, second = Ruby(Line(0, 10, 0, 200), 0, pixels).parts()

    line = read_as("四文字語")._replace(columns=(10, 60, 110, 130))
    assert explained(line, first) == (0, 1)
    assert explained(line, second) == (3, 4)
    assert explained(line, first._replace(left=30, right=40)) is None


def test_a_blank_picture_is_not_prepared():
    faint = np.zeros((9, 9, 4), np.uint8)
    faint[4, 4] = (255, 255, 255, 20)

    assert prepare(bitmap_of(faint), LANGUAGES["en"]) is None


def test_a_caption_in_latin_script_keeps_small_marks():
    prepared = prepare(caption("ÉÈ À"), LANGUAGES["fr"])

    assert prepared is not None
    assert len(prepared.page.lines) == 1


def cell(height: int, width: int, top: int, left: int, size: int = 40) -> np.ndarray:
    pixels = np.full((height, size), 255, np.uint8)
    pixels[top:, left : left + width] = 0
    return pixels


def test_a_comma_moves_to_the_lower_left():
    mark = _cell(cell(8, 8, 0, 30), 40) < 128

    assert mark[32:, :8].all()
    assert mark.sum() == 64


def test_a_long_stroke_is_turned():
    mark = _cell(cell(36, 4, 0, 18), 40) < 128

    rows, columns = np.nonzero(mark)
    assert columns.max() - columns.min() == 35
    assert rows.max() - rows.min() == 3


def test_an_exclamation_mark_stays_upright():
    pixels = cell(36, 6, 0, 17)
    pixels[26:30] = 255

    rows, _ = np.nonzero(_cell(pixels, 40) < 128)

    assert rows.max() - rows.min() == 35


def test_a_bracket_is_turned_and_the_character_one_is_not():
    bracket = _cell(cell(10, 30, 0, 5), 40) < 128
    one = _cell(cell(4, 34, 0, 3), 40) < 128

    assert np.ptp(np.nonzero(bracket)[0]) == 29
    assert np.ptp(np.nonzero(one)[1]) == 33


def test_a_cell_higher_than_the_column_is_wide_is_cut():
    assert _cell(cell(60, 38, 0, 1), 40).shape == (40, 40)


def test_gaps_inside_a_column_are_closed():
    pixels = columns(9, 9)
    pixels[:, 51:52] = 255  # characters of two halves

    found = columns_of(pixels < 128)

    assert found is not None
    assert [column.width for column in found] == [26, 26]
