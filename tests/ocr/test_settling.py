"""Disputes that votes leave open."""

from __future__ import annotations

import pytest

from cuelift.ocr.ballot import Elected, Reading, elect
from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.wordlist import Wordlist
from tests.ocr.test_wordlist import dictionary

A, B = "ppocr", "tesseract"


def line(text: str, sure: float = 0.99) -> OcrLine:
    return OcrLine(text, (sure,) * len(text), tuple(range(0, 10 * len(text), 10)))


def vote(*readings: tuple[str, str], words: Wordlist | None = None, **given: object) -> Elected:
    cast = [Reading(engine, line(text)) for engine, text in readings]
    return elect(cast, words=words, **given)  # type: ignore[arg-type] # keywords of it


@pytest.fixture
def words(tmp_path):
    return Wordlist((dictionary(tmp_path, "berło", "to", "berta", "co", "na", "ona", "king"),))


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("Berlo", "Berło", "Berło"),
        ("Co tona", "Co to na", "Co to na"),
        ("Brło", "Berło", "Berło"),
    ],
)
def test_what_makes_a_word_wins_over_what_makes_none(words, one, other, text):
    found = vote((A, one), (A, one), (B, other), (B, other), words=words)

    assert (found.line.text, found.backed) == (text, True)
    assert not vote((A, one), (A, one), (B, other), (B, other)).backed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Delfador", "Delfedor"),  # neither is a word
        ("Berta", "Berło"),  # both are
        ("Co to.", "Co to,"),  # no letters are in question
        ("King IL", "King II"),  # numerals
        ("ber", "berło"),  # more than a letter within a word
        ("Berłol", "Berło"),  # the end of one
    ],
)
def test_where_a_dictionary_says_nothing_a_person_looks(words, one, other):
    assert not vote((A, one), (A, one), (B, other), (B, other), words=words).backed


@pytest.mark.parametrize(
    ("one", "other", "backed"),
    [
        ("79 % now", "79 90 now", True),
        ("79 % now", "79 x now", False),
        ("then I took", "then [ took", True),
        ("then I took", "then ! took", True),
        ("then I took", "then A took", False),
        ("Idle", "ldle", False),
    ],
)
def test_signs_that_are_known_to_be_mistaken(one, other, backed):
    found = vote((A, one), (A, one), (B, other), (B, other))

    assert (found.line.text, found.backed) == (one, backed)


@pytest.mark.parametrize(
    ("readings", "backed"),
    [
        (("「走吧」", "[走吧 1", "[走吧1"), True),
        (("走吧！", "走吧1", "走吧1"), True),
        (("走吧！", "走吧？", "走吧？"), False),
        (("很遺憾", "很遺惰", "很遺居"), True),
        (("很遺憾", "很遺惰", "很遺惰"), False),
        (("是……隻", "是……一隻", "是……二隻"), False),
        (("96\nも", "96\n9%", "96\n%"), False),
    ],
)
def test_chinese_that_one_engine_cannot_make_out(readings, backed):
    first, *others = readings
    found = vote((A, first), (A, first), *[(B, each) for each in others], unspaced=True)

    assert (found.line.text, found.backed) == (first, backed)


def test_who_is_not_quite_sure_settles_nothing():
    cast = [Reading(A, line("很遺憾", 0.97))] * 2
    cast += [Reading(B, line("很遺惰")), Reading(B, line("很遺居"))]

    assert not elect(cast, unspaced=True).backed


def test_variants_of_typography_are_no_dispute():
    assert vote((A, "“Yes”"), (B, '"Yes"')).backed
