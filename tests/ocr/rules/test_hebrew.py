from __future__ import annotations

import pytest

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.hebrew import mend_false_stop, mend_left_dots, mend_nun
from tests.ocr.draw import context, page_from

LETTERS = ["######.######", "#....#.#....#", "#....#.#....#", "#....#.#....#", "######.######"]
DOT = ["..", "..", "..", "..", "#."]


def line(text: str) -> OcrLine:
    return OcrLine(text, (0.9,) * len(text), (), 8)


def page(dots: int):
    """Two letters, and dots to the left of them."""
    return page_from([DOT[row] * dots + LETTERS[row] for row in range(5)], 4)


@pytest.mark.parametrize(("before", "after"), [("אורוג-ט|", "אורוג-טן"), ("ט|ן", "טן"), ("|", "|")])
def test_a_bar_at_the_end_of_a_word_is_a_letter(before, after):
    assert mend_nun(line(before), context(None, "he")).text == after


def test_three_dots_are_three():
    assert mend_left_dots(line("זה.."), context(page(3), "he")).text == "זה..."
    assert mend_left_dots(line("זה..…"), context(page(3), "he")).text == "זה..."
    assert mend_left_dots(line("זה…"), context(page(3), "he")).text == "זה…"
    assert mend_left_dots(line("זה.."), context(page(2), "he")).text == "זה.."
    assert mend_left_dots(line("זה."), context(page(3), "he")).text == "זה."
    assert mend_left_dots(line("זה.."), context(None, "he")).text == "זה.."


def test_a_full_stop_without_a_dot_goes():
    assert mend_false_stop(line("זה."), context(page(0), "he")).text == "זה"
    assert mend_false_stop(line("זה."), context(page(1), "he")).text == "זה."
    assert mend_false_stop(line("זה.."), context(page(0), "he")).text == "זה.."
    assert mend_false_stop(line("."), context(page(0), "he")).text == "."
    assert mend_false_stop(line("זה."), context(None, "he")).text == "זה."


def test_no_full_stop_follows_another_mark():
    assert mend_false_stop(line("זה,."), context(None, "he")).text == "זה,"
    assert mend_false_stop(line("هذا؟."), context(None, "ar")).text == "هذا؟"
