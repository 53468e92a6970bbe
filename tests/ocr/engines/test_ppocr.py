from __future__ import annotations

import numpy as np
import pytest

from cuelift.errors import OcrError
from cuelift.ocr.engines import ppocr
from cuelift.ocr.engines.base import FULL
from cuelift.ocr.engines.ppocr import PpOcrEngine, decode, scaled
from cuelift.ocr.languages import LANGUAGES
from tests.ocr.draw import caption, page_of
from tests.support.needs import without

CHARSET = ["", "a", "b", " "]


def path_of(*best: int) -> np.ndarray:
    output = np.full((len(best), len(CHARSET)), 0.02, np.float32)
    output[np.arange(len(best)), best] = 0.9
    return output


@pytest.mark.parametrize(
    ("best", "text"),
    [
        ((0, 1, 1, 0, 2), "ab"),
        ((1, 0, 1), "aa"),
        ((1, 1), "a"),
        ((0, 0), ""),
        ((3, 1, 3, 2, 3), "a b"),
        ((1, 2), "ab"),
        ((3, 3), ""),
    ],
)
def test_the_best_path_is_decoded(best, text):
    found = decode(path_of(*best), CHARSET)

    assert found.text == text
    assert len(found.chars) == len(found.slices) == len(text)
    assert all(sure == pytest.approx(0.9) for sure in found.chars)


def test_a_character_lies_in_the_middle_of_its_slices():
    assert decode(path_of(0, 1, 1, 0), CHARSET).slices == (2.0,)


def test_nothing_decodes_to_nothing():
    assert decode(np.zeros((0, 4), np.float32), CHARSET).text == ""


def test_lines_are_scaled_to_the_height_of_the_model():
    assert scaled(np.zeros((24, 100), np.uint8)).shape == (48, 208)
    assert scaled(np.zeros((96, 2), np.uint8)).shape[0] == 48
    assert scaled(np.zeros((1, 8000), np.uint8)).shape[1] < 5000


@pytest.mark.parametrize("tag", ["ru", "el", "ar", "he", "ko", "th", "hi", "vi", "sr", "xx"])
def test_it_is_never_asked_for_a_script_that_it_cannot_write(tag):
    assert PpOcrEngine().supports(tag).state == "no-charset"


def test_what_is_not_installed_is_named(monkeypatch):
    monkeypatch.setattr(ppocr, "find_spec", lambda name: None)
    engine = PpOcrEngine()

    support = engine.supports("en")

    assert support.state == "no-data"
    assert "onnxruntime" in support.reason
    assert "cuelift[ocr]" in support.remedy
    assert engine.version == "absent"
    with pytest.raises(OcrError, match="rapidocr"):
        ppocr.model_path()


def test_a_missing_runtime_is_named(monkeypatch):
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(ppocr, "import_module", absent)
    with pytest.raises(OcrError, match="onnxruntime is not installed"):
        PpOcrEngine().read([page_of(caption("Yes"))], "en")


@pytest.fixture(scope="module")
def engine() -> PpOcrEngine:
    pytest.importorskip("onnxruntime")
    engine = PpOcrEngine()
    if engine.supports("en") != FULL:
        without(engine.supports("en").reason)
    return engine


def test_it_reads_lines_with_places_and_confidence(engine):
    page = page_of(caption("We have to leave now.\nIt is 12:45!", size=44))

    [[first, second]] = engine.read([page], "en")

    assert (first.text, second.text) == ("We have to leave now.", "It is 12:45!")
    assert first.confidence > 0.8
    assert list(first.columns) == sorted(first.columns)
    assert page.lines[0].left <= first.columns[0] < first.columns[-1] <= page.lines[0].right
    assert page.lines[1].top <= second.row < page.lines[1].bottom


def test_the_same_line_is_run_once(engine, monkeypatch):
    page = page_of(caption("Once and again", size=40))
    first = engine.read([page], "en")
    monkeypatch.setattr(PpOcrEngine, "_run", lambda *_: pytest.fail("it was run again"))

    assert engine.read([page], "en") == first


def test_another_look_says_where_characters_stand_as_well(engine):
    page = page_of(caption("We have to leave now.", size=44))

    [[first]], [[again]] = engine.read([page], "en"), engine.again(page, "en")

    assert again.text == first.text
    assert again.row == first.row
    assert max(abs(a - b) for a, b in zip(again.columns, first.columns, strict=True)) < 12
    assert engine.again(page, "vi") == []


def test_the_letters_of_its_languages_are_in_its_charset(engine):
    unwritten = set("„¡¿")  # rules put the first two back
    for language in LANGUAGES.values():
        if engine.supports(language.tag) == FULL and language.first == "ppocr":
            absent = set(language.letters + language.letters.upper()) - set(engine._charset)
            assert absent <= unwritten | {"SS"}, language.tag
