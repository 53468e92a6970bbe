from __future__ import annotations

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.merge import merged


def line(text: str, sure: float = 0.99, at: int | None = None, unsure: float = 0.5) -> OcrLine:
    return OcrLine(text, tuple(unsure if place == at else sure for place in range(len(text))))


def texts(first: OcrLine, second: OcrLine, letters: str = "") -> str:
    [found] = merged([first], [second], letters)
    return found.text


def test_a_letter_that_the_first_is_not_sure_of_is_the_seconds():
    assert texts(line("zte", at=1), line("złe")) == "złe"


def test_a_letter_that_it_is_sure_of_stays():
    assert texts(line("zte"), line("złe")) == "zte"
    assert texts(line("zte", at=1), line("złe", sure=0.8)) == "zte"


def test_a_letter_that_the_language_does_not_have_yields():
    assert texts(line("vüdce"), line("vůdce"), "áčďéěíňóřšťúůýž") == "vůdce"
    assert texts(line("vůdce"), line("vüdce"), "áčďéěíňóřšťúůýž") == "vůdce"


def test_signs_and_longer_differences_stay():
    assert texts(line("ab!", at=2), line("ab?")) == "ab!"
    assert texts(line("abcd", sure=0.3), line("xyzd")) == "abcd"
    assert texts(line("ab", sure=0.3), line("abc")) == "ab"


def test_readings_of_other_numbers_of_lines_are_not_mixed():
    first = [line("a", sure=0.1)]

    assert merged(first, [line("b"), line("c")]) == tuple(first)
