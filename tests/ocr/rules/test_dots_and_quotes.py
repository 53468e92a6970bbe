"""The rules about the gap before dots, long dashes, low quotation marks and guillemets."""

from __future__ import annotations

import numpy as np
import pytest

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.lines import cut_lines
from cuelift.ocr.rules import gaps, marks, notes, punctuation, spanish, speakers
from tests.ocr.draw import caption, context, page_of, read_as
from tests.ocr.rules.test_pictures import with_notes


def drawn(
    text: str, boxes: list[tuple[int, int, int, int]], columns: list[int]
) -> tuple[Page, OcrLine]:
    """Boxes of ink as left, right, top and bottom on a page, and a text that stands there."""
    pixels = np.full((40, 400), 255, np.uint8)
    for left, right, top, bottom in boxes:
        pixels[top:bottom, left:right] = 0
    page = Page(pixels, tuple(cut_lines(pixels < 128)))
    assert len(page.lines) == 1
    return page, OcrLine(text, (0.9,) * len(text), tuple(columns), 20)


LETTER = (10, 30, 2, 32)


def dots(start: int) -> list[tuple[int, int, int, int]]:
    return [(start + 10 * place, start + 10 * place + 4, 28, 32) for place in range(3)]


@pytest.mark.parametrize(
    ("text", "start", "after"),
    [
        ("a...", 36, "a..."),
        ("a...", 48, "a ..."),
        ("a ...", 36, "a..."),
        ("a ...", 48, "a ..."),
        ("a…", 48, "a …"),
        ("a ...", 39, "a ..."),
        ("a...", 39, "a..."),
        ("a...", 100, "a..."),
    ],
)
def test_the_space_before_dots_is_that_of_the_picture(text, start, after):
    middles = {"a": [20], " ": [33], "…": [start + 12], ".": [38, 48, 58]}
    columns = [middles[char].pop(0) for char in text]
    page, line = drawn(text, [LETTER, *dots(start)], columns)

    assert gaps.mend_dot_gap(line, context(page)).text == after
    assert gaps.mend_dot_gap(line._replace(columns=()), context(page)).text == text


@pytest.mark.parametrize(
    ("text", "columns", "after"),
    [
        ("迪一一奧", [20, 55, 80, 120], "迪——奧"),
        ("迪奧", [20, 120], "迪——奧"),
        ("迪——奧", [20, 55, 80, 120], "迪——奧"),
    ],
)
def test_a_stroke_of_two_characters_is_a_dash(text, columns, after):
    page, line = drawn(text, [LETTER, (40, 98, 17, 20), (110, 130, 2, 32)], columns)

    assert punctuation.mend_long_dash(line, context(page, "zh-Hant")).text == after
    assert punctuation.mend_long_dash(line._replace(columns=()), context(page, "ja")).text == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("そこに一一』", "そこに——』"),
        ("そこにーー", "そこに——"),
        ("一一ではなく", "一一ではなく"),
        ("十一一", "十一一"),
    ],
)
def test_two_strokes_after_kana_are_a_dash(text, after):
    page, line = drawn(text, [LETTER], [20] * len(text))

    assert punctuation.mend_long_dash(line, context(page, "ja")).text == after


def test_low_quotes_of_chinese_are_dots():
    page, line = drawn("喔„„對", [LETTER], [20, 30, 40, 50])

    assert punctuation.mend_wide(line, context(page, "zh-Hant")).text == "喔....對"


def test_a_stroke_of_one_character_stays():
    page, line = drawn("迪一奧", [LETTER, (40, 62, 17, 20), (70, 90, 2, 32)], [20, 51, 80])

    assert punctuation.mend_long_dash(line, context(page, "zh")) == line


def test_the_dot_in_names_is_that_of_taiwan():
    line = read_as("馬爾·梅·a")

    assert punctuation.mend_middle_dot(line, context(None, "zh-Hant")).text == "馬爾‧梅‧a"
    assert punctuation.mend_middle_dot(read_as("a·b"), context(None, "zh-Hant")).text == "a·b"


@pytest.mark.parametrize(
    ("text", "after"),
    [(", Ez", "„Ez"), (",Ez", "„Ez"), ("♪ , Ez", "♪ „Ez"), ("- ,Ez", "- „Ez"), ("Ez", "Ez")],
)
def test_no_speech_starts_with_a_comma(text, after):
    page = page_of(caption("nEz", outline=0))

    assert marks.mend_low_quote(read_as(text, page), context(page, "hu")).text == after


def test_a_dash_that_was_taken_for_a_comma_is_no_quote():
    page = page_of(caption("- Ez", outline=0))

    assert marks.mend_low_quote(read_as(", Ez", page), context(page, "hu")).text == ", Ez"


@pytest.mark.parametrize(
    ("low", "after"), [([(10, 14), (17, 21)], "„Ja"), ([(10, 14)], ",Ja"), ([(10, 20)], "„Ja")]
)
def test_a_german_comma_may_be_one_low_mark(low, after):
    boxes = [(left, right, 25, 34) for left, right in low]
    page, line = drawn(",Ja", [*boxes, (30, 50, 2, 30), (60, 80, 2, 30)], [15, 40, 70])

    assert marks.mend_low_quote(line, context(page, "de")).text == after


def test_three_dots_at_the_start_are_no_quote():
    page, line = drawn("ja", [*dots(2), (40, 60, 2, 32), (70, 90, 2, 32)], [50, 80])

    assert marks.mend_low_quote(line, context(page, "de")) == line


def test_guillemets_have_no_space_inside():
    assert spanish.mend_guillemets(read_as("« Sí. »"), context(None, "es")).text == "«Sí.»"
    assert spanish.mend_guillemets(read_as("«Sí» y »"), context(None, "es")).text == "«Sí» y»"


def test_a_dropped_dash_does_not_hide_that_of_the_other_speaker():
    page = page_of(caption("- Yes.\n- No way.", size=40, outline=0))
    lines = [read_as("Yes.", page), read_as("ー No way.", page, 1)]

    mended = speakers.mend_speakers(lines, context(page))
    assert [line.text for line in mended] == ["Yes.", "- No way."]
    plain = page_of(caption("Yes.\n- No way.", size=40, outline=0))
    assert speakers.mend_speakers(lines, context(plain)) == lines


def test_the_column_of_a_note_is_that_of_its_sign():
    page, line = with_notes("Sing with me")

    [mended] = notes.mend_notes([line], context(page))

    assert mended.columns[0] < 34 < mended.columns[2]
    assert mended.columns[-1] > page.pixels.shape[1] - 34


def test_a_kana_at_both_ends_is_no_note():
    page, line = with_notes("Sing with me")
    tight = page.pixels[:, [*range(22), *range(30, page.pixels.shape[1] - 30),
                            *range(page.pixels.shape[1] - 22, page.pixels.shape[1])]]  # fmt: skip
    close = Page(tight, tuple(cut_lines(tight < 128)))

    assert notes.mend_notes([line], context(close, "ja")) == [line]


def note_line(before: str, after: str, ends: bool = True) -> tuple[Page, OcrLine]:
    """A caption between notes, for which the engine wrote other characters."""
    page, line = with_notes("Sing with me")
    end = page.pixels.shape[1]
    starts = [12 + 3 * place for place in range(len(before))]
    stops = [end - 14 + 3 * place for place in range(len(after))]
    text = f"{before}{line.text}{after}"
    columns = (*starts, *line.columns, *stops)
    return page, OcrLine(text, (0.9,) * len(text), columns, line.row)


@pytest.mark.parametrize(
    ("before", "after"), [("J", "J"), ("", "J"), (")", ""), (".d ", " D"), ("2 ", " $")]
)
def test_signs_glued_to_the_text_are_notes(before, after):
    page, line = note_line(before, after)

    [mended] = notes.mend_notes([line], context(page))
    assert mended.text == "♪ Sing with me ♪"


@pytest.mark.parametrize(("before", "after"), [("Oho", ""), ("", "aha"), ("I ", " I")])
def test_words_at_the_ends_are_no_notes(before, after):
    page, line = note_line(before, after)

    assert notes.mend_notes([line], context(page)) == [line]


def block(rows: tuple[int, int], width: int = 20) -> Page:
    pixels = np.full((40, 300), 255, np.uint8)
    for left in (4, 276):
        pixels[rows[0] : rows[1], left : left + width] = 0
    pixels[2:38, 60:80] = pixels[2:38, 100:120] = 0
    return Page(pixels, tuple(cut_lines(pixels < 128)))


@pytest.mark.parametrize(
    ("text", "columns", "after"),
    [
        ("ab", (70, 110), "♪ ab ♪"),
        ("♪ ab", (10, 10, 70, 110), "♪ ab ♪"),
        ("J ab", (10, 10, 70, 110), "J ab"),
        ("a ab", (10, 10, 70, 110), "a ab"),
    ],
)
def test_a_sign_without_the_shape_of_a_note_needs_more_evidence(text, columns, after):
    page = block((10, 34))
    line = OcrLine(text, (0.9,) * len(text), columns, 20)

    assert notes.mend_notes([line], context(page))[0].text == after


def test_three_dots_that_follow_nothing_stay():
    page, line = drawn("..a", [(5, 9, 28, 32), (20, 40, 2, 32), (50, 70, 2, 32)], [7, 7, 30])

    assert marks.mend_dots(line, context(page)) == line


def test_a_line_without_a_page_stays():
    page = page_of(caption("- Yes.\n- No way.", size=40, outline=0))
    lines = [read_as("= Yes.", page), read_as("- No way.", page, 1)._replace(row=999)]

    assert speakers.mend_speakers(lines, context(page))[1] == lines[1]
    assert marks.mend_low_quote(read_as("Ja"), context(None, "de")).text == "Ja"


def test_more_dashes_than_one_are_one():
    page = page_of(caption("- Yes.\n- No way.", size=40, outline=0))
    lines = [read_as("=- Yes.", page), read_as("=No way.", page, 1)]

    mended = speakers.mend_speakers(lines, context(page))
    assert [line.text for line in mended] == ["- Yes.", "- No way."]


def test_quotes_that_are_there_stay():
    page = page_of(caption("„Ja", outline=0))

    for text in ("„Ja", '"Ja', "", "- „Ja"):
        assert marks.mend_low_quote(read_as(text, page), context(page, "pl")).text == text
