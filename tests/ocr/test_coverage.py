from __future__ import annotations

from cuelift.ocr.coverage import is_complete
from cuelift.ocr.engines.base import OcrLine
from tests.ocr.draw import caption, page_of, read_as


def test_a_line_that_was_not_read_is_missed():
    page = page_of(caption("One line\nand more"))

    assert not is_complete([read_as("One line", page)], page)
    assert is_complete([read_as("One line", page), read_as("and more", page, 1)], page)


def test_a_word_that_no_character_lies_at_is_missed():
    page = page_of(caption("Half of the line is lost"))
    whole = read_as("Half of the line is lost", page)
    half = OcrLine(whole.text[:11], whole.chars[:11], whole.columns[:11], whole.row)

    assert is_complete([whole], page)
    assert not is_complete([half], page)


def test_an_engine_that_names_no_columns_is_believed():
    page = page_of(caption("Text"))

    assert is_complete([OcrLine("Text", (1.0,) * 4, (), page.lines[0].top + 5)], page)


def test_the_sign_before_the_first_character_must_be_read():
    page = page_of(caption("„Nein", size=48))
    whole = read_as("Nein", page)
    shifted = whole._replace(columns=tuple(column + 24 for column in whole.columns))

    assert not is_complete([shifted], page)


def test_a_dot_at_the_end_that_is_not_in_the_text_is_missed():
    page = page_of(caption("It is over."))
    whole = read_as("It is over.", page)
    short = whole._replace(text=whole.text[:-1], chars=whole.chars[:-1], columns=whole.columns[:-1])

    assert is_complete([whole], page)
    assert not is_complete([short], page)


def test_a_line_that_ends_with_a_letter_drops_no_dot():
    page = page_of(caption("It is over"))

    assert is_complete([read_as("It is over", page)], page)
