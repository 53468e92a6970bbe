from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cuelift.ocr.align import Part, differences
from cuelift.ocr.engines.base import OcrLine


def line(text: str, sure: float = 0.9) -> OcrLine:
    return OcrLine(text, (sure,) * len(text))


def told(*texts: str) -> list[list[str]]:
    found = differences([line(each) for each in texts])
    assert found is not None
    return [[part.text for part in parts] for parts in found]


def test_equal_lines_differ_nowhere():
    assert told("same", "same", "same") == []


def test_the_parts_of_all_lines_are_told_from_the_left():
    assert told("a lost man", "a Iost men", "a lost man") == [["l", "I", "l"], ["a", "e", "a"]]


def test_what_a_line_lacks_is_an_empty_part():
    assert told("onit", "on it", "onit!") == [["", " ", ""], ["", "", "!"]]


def test_differences_that_touch_are_one():
    assert told("Kral II.", "Kral 11.", "Kral 1I.") == [["II", "11", "1I"]]


def test_lines_too_long_for_a_caption_are_not_laid_out():
    assert differences([line("a" * 300), line("b" * 300)]) is None


def test_a_gap_is_as_sure_as_its_neighbours():
    assert Part(OcrLine("ab", (0.4, 0.8)), 1, 1).confidence == 0.6000000000000001
    assert Part(OcrLine("a b", (0.4, 1.0, 0.8)), 1, 2).confidence > 0.7
    assert Part(OcrLine(""), 0, 0).confidence == 0.0


@given(st.lists(st.text("abc ", max_size=12), min_size=2, max_size=5))
def test_each_line_is_the_first_with_its_own_parts(texts):
    found = differences([line(each) for each in texts])

    assert found is not None
    for number, text in enumerate(texts):
        made = texts[0]
        for parts in reversed(found):
            made = made[: parts[0].start] + parts[number].text + made[parts[0].stop :]
        assert made == text
