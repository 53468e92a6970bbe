from __future__ import annotations

import numpy as np

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.lines import cut_lines
from cuelift.ocr.rules.words import mend_words
from tests.ocr.draw import context


def spelled(text: str, gaps: dict[int, int] | None = None, wide: int = 10) -> tuple[Page, OcrLine]:
    """A line of bars, one a letter, and the text that is read off it without their spaces.

    Args:
        text: with its spaces as an engine has them.
        gaps: other widths than 2, by place of the character after; a space is 8 wide.
        wide: of the bars, in pixels.
    """
    left, columns, bars = 2, [], []
    for place, char in enumerate(text):
        left += (gaps or {}).get(place, 8 if char == " " else 2) if place else 0
        if char == " ":
            columns.append(columns[-1])
            continue
        if place and text[place - 1] == " ":
            left -= 2
        bars.append((left, left + wide))
        columns.append(left + wide // 2)
        left += wide
    pixels = np.full((32, left + 4), 255, np.uint8)
    for start, stop in bars:
        pixels[2:30, start:stop] = 0
    page = Page(pixels, tuple(cut_lines(pixels < 128)))
    return page, OcrLine(text, (0.99,) * len(text), tuple(columns), 16)


def mended(text: str, gaps: dict[int, int] | None = None) -> str:
    page, line = spelled(text, gaps)
    return mend_words(line, context(page, "ru")).text


def test_a_word_of_one_letter_is_parted_from_its_neighbour():
    assert mended("вы снами или вы", {4: 7}) == "вы с нами или вы"
    assert mended("туту нас", {3: 6}) == "тут у нас"
    assert mended("Оні тебе", {1: 8}) == "О ні тебе"


def test_longer_words_need_a_wider_gap():
    assert mended("я незнаю куда", {4: 8}) == "я не знаю куда"
    assert mended("я незнаю куда", {4: 6}) == "я незнаю куда"
    assert mended("НЕЗНАЮ ЭТО ВСЁ", {2: 7}) == "НЕЗНАЮ ЭТО ВСЁ"


def test_a_letter_that_is_no_word_is_not_parted():
    assert mended("Пробейся через", {1: 7}) == "Пробейся через"


def test_without_two_kinds_of_gaps_nothing_changes():
    assert mended("вы снами или вы") == "вы снами или вы"
    assert mended("ор") == "ор"
    assert mended("незнаю", {2: 10}) == "не знаю"
    assert mended("незнаю", {2: 6}) == "незнаю"


def test_a_space_without_a_gap_goes():
    assert mended("А шевір або він там", {1: 2}) == "Ашевір або він там"


def test_it_needs_columns_and_a_page():
    page, line = spelled("вы снами", {4: 7})

    assert mend_words(line._replace(columns=()), context(page, "ru")).text == "вы снами"
    assert mend_words(line, context(None, "ru")) == line
    long = OcrLine("а" * 300, (0.9,) * 300, (3,) * 300, 16)
    assert mend_words(long, context(page, "ru")) == long
