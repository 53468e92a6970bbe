from __future__ import annotations

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.rules.cases import mend_cases
from tests.ocr.draw import context, page_from

SMALL = [
    "#..........#....",
    "#..........#....",
    "#.##.##.##.#.##.",
    "#.##.##.##.#.##.",
]
BLANK = ["................"] * 3


def page(second: list[str]) -> Page:
    return page_from([*SMALL, *BLANK, *second], 6)


def lines(first: str, second: str, found: Page) -> list[OcrLine]:
    rows = [(each.top + each.bottom) // 2 for each in found.lines]
    return [
        OcrLine(text, (0.9,) * len(text), tuple(range(8, 8 + 18 * len(text), 18)), row)
        for text, row in zip((first, second), rows, strict=True)
    ]


def test_capitals_as_high_as_small_letters_are_small():
    found = page(["##.##.##.##.....", "##.##.##.##....."])

    mended = mend_cases(lines("белка", "ТОЛЬ", found), context(found, "ru"))

    assert [each.text for each in mended] == ["белка", "толь"]


def test_a_first_letter_that_rises_stays_a_capital():
    found = page(["##..............", "##.##.##.##.....", "##.##.##.##....."])

    mended = mend_cases(lines("белка", "ТОЛЬ", found), context(found, "ru"))

    assert mended[1].text == "Толь"


def test_real_capitals_stay():
    found = page(["##.##.##.##....."] * 4)
    before = lines("белка", "ТОЛЬ", found)

    assert mend_cases(before, context(found, "ru")) == before


def test_it_needs_a_line_of_small_letters_to_hold_it_against():
    found = page(["##.##.##.##.....", "##.##.##.##....."])

    for first, second, language in (
        ("БЕЛКА", "ТОЛЬ", "ru"),
        ("бел", "ТОЛЬ", "ru"),
        ("белка", "ТО", "ru"),
        ("white", "ONLY", "en"),
    ):
        before = lines(first, second, found)
        assert mend_cases(before, context(found, language)) == before
    assert mend_cases(before[:1], context(found, "ru")) == before[:1]
    assert mend_cases(before, context(None, "ru")) == before
