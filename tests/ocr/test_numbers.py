from __future__ import annotations

from cuelift.ocr import numbers
from cuelift.ocr.engines.base import OcrLine, Page
from tests.ocr.doubles import FakeEngine
from tests.ocr.draw import page_from

# A number of two digits, a sign after a gap, and a word.
FORWARDS = ["##.##....###.....##.##.##"] * 5
BACKWARDS = ["##.##.##.....###....##.##"] * 5


def line(text: str, columns: tuple[int, ...]) -> OcrLine:
    return OcrLine(text, (0.9,) * len(text), columns, 10)


def forwards(text: str) -> tuple[Page, OcrLine]:
    """As ``41 96 бик`` would lie: columns of the number, the sign and the word."""
    page = page_from(FORWARDS, 4)
    columns = [4, 16, 16, *[42] * (len(text) - 7), 42, 72, 84, 96]
    return page, line(text, tuple(columns[: len(text)]))


def read_with(text: str, sign: str) -> str:
    page, found = forwards(text)
    return numbers.renumbered(found, page, FakeEngine("ppocr", text=sign), "Cyrl").text


def test_a_per_cent_sign_that_was_taken_for_digits_is_read_again():
    assert read_with("41 96 бик", "%") == "41 % бик"
    assert read_with("41 9 бик", "%") == "41 % бик"


def test_what_the_engine_reads_as_something_else_stays():
    assert read_with("41 96 бик", "96") == "41 96 бик"
    assert read_with("41 % бик", "%") == "41 % бик"
    assert read_with("41 корова", "%") == "41 корова"
    assert read_with("сорок бик", "%") == "сорок бик"


def test_a_sign_too_wide_or_too_near_is_none():
    engine = FakeEngine("ppocr", text="%")
    near = page_from(["##.##.###.....##.##.##"] * 12, 1)
    wide = page_from(["##.##....#########################"] * 5, 4)
    alone = page_from(["##"] * 5, 4)

    for page in (near, wide, alone):
        found = line("41 96 бик", (0, 6, 6, 8, 9, 9, 16, 18, 20))._replace(row=2)
        assert numbers.with_percents(found, page, engine, False).text == "41 96 бик"


def test_a_number_at_the_very_end_has_no_sign():
    page = page_from(FORWARDS, 4)
    engine = FakeEngine("ppocr", text="%")

    assert numbers.with_percents(line("бик 41 9", (4, 10, 16, 16, 96, 96, 96, 96)), page, engine,
                                 False).text == "бик 41 9"  # fmt: skip


def test_an_engine_that_reads_nothing_changes_nothing():
    class Blind(FakeEngine):
        def read(self, pages, language):
            return [[] for _ in pages]

    page, found = forwards("41 96 бик")
    assert numbers.with_percents(found, page, Blind("ppocr"), False) == found
    assert numbers.reread(line("5 שלן", (82, 70, 28, 16, 4)), page, Blind("x")).text == "5 שלן"


def test_in_right_to_left_text_the_sign_stands_left_of_the_number():
    page = page_from(BACKWARDS, 4)
    engine = FakeEngine("ppocr", text="%")
    found = line("45 6 שלן", (82, 92, 82, 58, 58, 28, 16, 4))

    assert numbers.with_percents(found, page, engine, True).text == "45 % שלן"
    lost = line("45 שלום", (82, 92, 82, 28, 20, 10, 4))
    assert numbers.with_percents(lost, page, engine, True).text == "45 % שלום"


def test_a_number_that_starts_a_line_reaches_to_its_right_end():
    page = page_from(BACKWARDS, 4)
    found = line("5 שלן", (82, 70, 28, 16, 4))

    assert numbers.reread(found, page, FakeEngine("ppocr", text="45")).text == "45 שלן"
    # The sign lies left of the number in the picture.
    assert numbers.reread(found, page, FakeEngine("ppocr", text="% 45")).text == "45 שלן"
    assert numbers.reread(found, page, FakeEngine("ppocr", text="ab")).text == "5 שלן"


def test_a_number_within_a_line_ends_at_wide_gaps():
    page = page_from(BACKWARDS, 4)
    engine = FakeEngine("ppocr", text="45")

    assert numbers.reread(line("ש 5 ל", (96, 90, 58, 40, 4)), page, engine).text == "ש 45 ל"
    assert numbers.reread(line("ש 5 ל", (96, 90, 10, 10, 4)), page, engine).text == "ש 45 ל"


def test_lines_without_places_stay():
    page, found = forwards("41 96 бик")
    engine = FakeEngine("ppocr", text="%")

    bare = found._replace(columns=())
    assert numbers.renumbered(bare, page, engine, "Cyrl") == bare
    assert numbers.renumbered(found._replace(row=999), page, engine, "Hebr").text == found.text
    assert numbers.renumbered(line("בלי", (4, 8, 9)), page, engine, "Hebr").text == "בלי"
