from __future__ import annotations

import pytest

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.cyrillic import mend_letters, mend_lone_stroke, mend_pairs
from tests.ocr.draw import context, page_from, read_as


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("ru", "-0, это правда!", "-О, это правда!"),
        ("ru", "0 градусов и 0,5", "0 градусов и 0,5"),
        ("uk", "Чи не могли 6 ми", "Чи не могли б ми"),
        ("uk", "Нас було 6 людей", "Нас було 6 людей"),
        ("ru", "кто тЫ?", "кто ты?"),
        ("ru", "КТО ТЫ?", "КТО ТЫ?"),
        ("ru", "МакКой", "МакКой"),
        ("uk", "Манага\"Гвін Б'’'ють", "Манага’Гвін Б’ють"),
        ("uk", "обєднаємо", "об’єднаємо"),
        ("ru", "обєм", "обєм"),
        ("uk", "Г сер Лорис", "І сер Лорис"),
        ("ru", "Г. Иванов", "Г. Иванов"),
    ],
)
def test_signs_become_the_letters_that_they_were_taken_from(language, before, after):
    assert mend_letters(read_as(before), context(None, language)).text == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[МІЗАЛВАЈ", "[МІЗАЛВА]"),
        ("ІДЕ Ж ВІН?]", "[ДЕ Ж ВІН?]"),
        ("І ДЕ ВІН]", "І ДЕ ВІН]"),
        ("[ТАК] І", "[ТАК] І"),
        ("[Я", "[Я"),
        ("Так", "Так"),
    ],
)
def test_strokes_at_the_ends_are_brackets_where_their_partner_is(before, after):
    assert mend_pairs(read_as(before), context(None, "uk")).text == after


STROKE = [
    "......#...####.#..#",
    "......#...#..#.#..#",
    "###...#...#..#.#..#",
    "......#...#..#.####",
]


def test_a_lost_word_of_one_stroke_is_put_back():
    page = page_from(STROKE, 4)
    line = OcrLine("- до", (0.9,) * 4, (4, 4, 46, 68), 8)

    assert mend_lone_stroke(line, context(page, "uk")).text == "- І до"
    read = OcrLine("- І д", (0.9,) * 5, (4, 4, 26, 26, 46), 8)
    assert mend_lone_stroke(read, context(page, "uk")) == read
    assert mend_lone_stroke(line._replace(columns=()), context(page, "uk")).text == "- до"
    other = page_from([row.replace("..#...", "..##..") for row in STROKE], 4)
    wide = page_from([row.replace("...#...", ".#####.") for row in STROKE], 4)
    assert mend_lone_stroke(line, context(other, "uk")).text in {"- до", "- І до"}
    assert mend_lone_stroke(line, context(wide, "uk")).text == "- до"
    assert mend_lone_stroke(line, context(None, "uk")) == line
