from __future__ import annotations

import pytest

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.rules.dashes import mend_dash_spaces, mend_dashes
from tests.ocr.draw import context, page_from

LETTERS = [".##.##.##", ".##.##.##", ".##.##.##", ".##.##.##", ".##.##.##"]
ARM = [".#####.##", "...##..##", "...##..##", "...##..##", "...##..##"]
DASH = ["...", "...", "###", "...", "..."]
BLANK = ["............"] * 3


def page(second: list[str], sign: list[str] = DASH) -> Page:
    first = [DASH[row] + LETTERS[row] for row in range(5)]
    return page_from([*first, *BLANK, *(sign[row] + second[row] for row in range(5))], 4)


def read(first: str, second: str, found: Page) -> list[OcrLine]:
    rows = [(each.top + each.bottom) // 2 for each in found.lines]
    return [
        OcrLine(text, (0.9,) * len(text), (), row)
        for text, row in zip((first, second), rows, strict=True)
    ]


@pytest.mark.parametrize("letters", [LETTERS, ARM])
@pytest.mark.parametrize(
    ("first", "second", "mended"),
    [
        ("-Сей", "Теп", "-Теп"),
        ("- Сей", "Теп", "- Теп"),
        ("-Сей", "«Теп", "-Теп"),
        ("— Сей", '" Теп', "— Теп"),
        ("-Сей", "-Теп", "-Теп"),
        ("Сей", "Теп", "Теп"),
    ],
)
def test_a_dash_is_put_back_where_its_partner_was_read(letters, first, second, mended):
    found = page(letters)

    lines = mend_dashes(read(first, second, found), context(found, "uk"))

    assert [line.text for line in lines] == [first, mended]


def test_a_dash_under_the_arm_of_its_letter_is_seen():
    under = ["#####.###", ".##....##", ".##....##", ".##....##", ".##....##"]
    found = page(under, ["..#", "...", "###", "...", "..."])

    assert mend_dashes(read("-Сей", "Теп", found), context(found, "ru"))[1].text == "-Теп"


@pytest.mark.parametrize(
    "sign",
    [
        ["###", "...", "...", "...", "..."],
        ["...", "###", "###", "###", "..."],
        ["...", "...", "...", "...", "..."],
    ],
)
def test_ink_of_another_shape_is_no_dash(sign):
    found = page(LETTERS, sign)
    before = read("-Сей", "Теп", found)

    assert mend_dashes(before, context(found, "uk")) == before


def test_it_is_for_dialogue_from_left_to_right():
    found = page(LETTERS)
    before = read("-Сей", "Теп", found)

    assert mend_dashes(before, context(found, "he")) == before
    assert mend_dashes(before, context(found, "en")) == before
    assert mend_dashes(before[:1], context(found, "uk")) == before[:1]
    assert mend_dashes(before, context(None, "uk")) == before
    high = page_from(["#....##.##", "#....##.##", "#....##.##", "#....##.##"], 4)
    line = OcrLine("-Т", (0.9,) * 2, (), 8)
    assert mend_dashes([line, line], context(high, "uk")) == [line, line]
    assert mend_dashes([before[0], before[1]._replace(row=999)], context(found, "uk"))[1].row == 999


WIDE = [".." + row for row in LETTERS]
"""The same letters behind a wider gap."""


@pytest.mark.parametrize(
    ("second", "lines", "spaced"),
    [
        (LETTERS, ("- Yes", "-No"), ("-Yes", "-No")),
        (LETTERS, ("- Yes", "- No"), ("- Yes", "- No")),
        (WIDE, ("- Yes", "-No"), ("- Yes", "-No")),
        (LETTERS, ("Yes", "-No"), ("Yes", "-No")),
    ],
)
def test_all_speakers_have_a_space_behind_the_dash_or_none(second, lines, spaced):
    found = page(second)

    mended = mend_dash_spaces(read(*lines, found), context(found))

    assert tuple(line.text for line in mended) == spaced


def test_a_space_is_put_where_both_gaps_are_wide():
    first = [DASH[row] + ".." + LETTERS[row] for row in range(5)]
    found = page_from([*first, *BLANK, *first], 4)

    mended = mend_dash_spaces(read("- Yes", "-No", found), context(found))

    assert [line.text for line in mended] == ["- Yes", "- No"]


def test_dashes_that_are_not_seen_are_left_as_they_were_read():
    found = page(LETTERS, ["#..", "#..", "#..", "#..", "#.."])
    lines = read("- Yes", "-No", found)

    assert mend_dash_spaces(lines, context(found)) == lines
    gone = [line._replace(row=999) for line in lines]
    assert mend_dash_spaces(gone, context(found)) == gone
