"""A track's readings against a dictionary."""

from __future__ import annotations

import msgspec
import pytest

from cuelift.cues.bitmap import Bitmap
from cuelift.ocr import wording
from cuelift.ocr.consensus import decide
from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.languages import LANGUAGES
from cuelift.ocr.options import OcrOptions
from cuelift.ocr.reader import PictureReading
from cuelift.ocr.routing import Route
from cuelift.ocr.spans import Styled
from cuelift.ocr.wording import worded
from cuelift.ocr.wordlist import Wordlist
from tests.ocr.draw import caption
from tests.ocr.test_consensus import opinion
from tests.ocr.test_wordlist import dictionary

ROUTE = Route(LANGUAGES["pl"], ("ppocr", "tesseract"), True)
OPTIONS = OcrOptions(policy="consensus", workers=1)


@pytest.fixture
def words(tmp_path):
    listed = dictionary(tmp_path, "całym", "sercem", "z", "berło")
    return Wordlist((listed,), LANGUAGES["pl"].letters)


def reading(*texts: str, suspects: tuple[str, ...] = ()) -> PictureReading:
    """Of engines that read one text each; they disagree if these differ."""
    names = ("ppocr", "tesseract")
    opinions = tuple(opinion(name, text) for name, text in zip(names, texts, strict=True))
    decision = decide(opinions)
    lines = tuple(Styled(line.text) for line in decision.chosen.lines)
    kept = opinions if decision.status == "doubtful" else ()
    return PictureReading(decision, lines, ((),) * len(lines), opinions=kept, suspects=suspects)


def held(words: Wordlist, *readings: PictureReading) -> list[PictureReading]:
    pictures = [caption(f"no {number}") for number in range(len(readings))]
    read = {each.digest: one for each, one in zip(pictures, readings, strict=True)}
    found = worded(read, pictures, ROUTE, OPTIONS, words)
    assert list(found) == list(read)
    return list(found.values())


def test_readings_of_words_stay(words):
    before = reading("Z całym sercem", "Z całym sercem")

    assert held(words, before) == [before]


def test_a_word_that_stands_once_and_looks_like_another_is_looked_at(words):
    [found] = held(words, reading("Z calym sercem", "Z calym sercem"))

    assert found.decision.status == "doubtful"
    assert found.decision.alternatives == ("Z całym sercem",)
    assert found.lines == (Styled("Z calym sercem"),)


def test_a_name_comes_again(words):
    found = held(words, reading("Calym!", "Calym!"), reading("Z calym", "Z calym"))

    assert [each.decision.status for each in found] == ["agreed", "agreed"]


def test_a_word_whose_ink_is_in_doubt_must_be_one(words):
    found = held(
        words,
        reading("Sercem", "Sercem", suspects=("Sercem",)),
        reading("Bavar", "Bavar", suspects=("Bavar",)),
    )

    assert [each.decision.status for each in found] == ["agreed", "doubtful"]
    assert found[1].decision.alternatives == ()


def test_a_dispute_is_settled_by_the_only_word(words):
    text = "Berło"
    columns = tuple(range(5))
    sure = (0.99,) * 5
    lines = [OcrLine("Berlo", sure, columns), OcrLine(text, sure, columns)]
    before = reading("Berlo", text)
    opinions = tuple(
        msgspec.structs.replace(each, lines=(line,))
        for each, line in zip(before.opinions, lines, strict=True)
    )
    [found] = held(words, msgspec.structs.replace(before, opinions=opinions))

    assert found.decision.status == "agreed"
    assert [line.text for line in found.lines] == [text]
    assert found.opinions == ()


def test_a_dispute_that_stays_is_left_as_it_is(words):
    before = reading("Delfador", "Delfedor")

    assert held(words, before) == [before]


def test_a_track_in_another_language_is_not_looked_up_for_ever(words, monkeypatch):
    monkeypatch.setattr(wording, "_MOST", 1)

    found = held(words, reading("xyz", "xyz"), reading("calym", "calym"))

    assert [each.decision.status for each in found] == ["agreed", "agreed"]


def test_a_picture_that_became_blank_keeps_its_reading(words):
    before = reading("Berlo", "Berło")
    blank = Bitmap(
        x=0, y=0, width=1, height=1, canvas_width=9, canvas_height=9, pixels=b"\0", palette=bytes(4)
    )  # fmt: skip

    assert worded({blank.digest: before}, [blank], ROUTE, OPTIONS, words) == {blank.digest: before}
