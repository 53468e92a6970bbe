from __future__ import annotations

import numpy as np
import pytest

from cuelift.errors import OcrError
from cuelift.ocr.engines import tesseract
from cuelift.ocr.engines.base import FULL
from cuelift.ocr.engines.looks import Look
from cuelift.ocr.engines.tessdata import data_folders, folder_with, remedy, script_folder
from cuelift.ocr.engines.tesseract import TesseractEngine, prepared
from tests.ocr.draw import caption, page_of
from tests.support.needs import without


def test_data_is_looked_for_in_the_given_folder_then_in_the_environment(tmp_path, monkeypatch):
    given, prefix = tmp_path / "given", tmp_path / "prefix"
    (prefix / "tessdata").mkdir(parents=True)
    given.mkdir()
    (prefix / "tessdata" / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(prefix))

    folders = data_folders(str(given))

    assert folders[:3] == [given, prefix, prefix / "tessdata"]
    assert folder_with("eng", folders[:3]) == prefix / "tessdata"
    assert folder_with("xyz", folders) is None


def test_without_the_variable_only_the_system_is_searched(monkeypatch, tmp_path):
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)

    assert all(str(folder).startswith(("/usr", "/opt")) for folder in data_folders())
    assert data_folders(str(tmp_path / "absent")) == data_folders()


def test_the_remedy_names_the_package():
    assert "tesseract-ocr-chi-sim" in remedy("chi_sim")


def test_a_language_without_data_is_an_error_that_names_it(monkeypatch):
    monkeypatch.setattr(tesseract, "data_folders", lambda given: [])
    monkeypatch.setattr(tesseract, "find_spec", lambda name: object())
    engine = TesseractEngine()

    assert engine.supports("th").state == "no-data"
    with pytest.raises(OcrError, match="tesseract-ocr-tha"):
        engine.read([page_of(caption("Yes"))], "th")


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(tesseract, "find_spec", lambda name: None)
    engine = TesseractEngine()

    assert engine.supports("en").remedy == "pip install 'cuelift[ocr]'"
    assert engine.version == "absent"
    assert engine.supports("tlh").state == "no-charset"


def test_broken_data_is_an_error(tmp_path):
    pytest.importorskip("tesserocr")
    (tmp_path / "eng.traineddata").write_bytes(b"nothing")

    with pytest.raises(OcrError, match="cannot use"):
        TesseractEngine(str(tmp_path)).read([page_of(caption("Yes"))], "en")


def test_blocks_are_scaled_by_their_lines():
    pixels, scale = prepared(np.zeros((100, 300), np.uint8), 80, Look(40))

    assert scale == 0.5
    assert pixels.shape == (70, 170)
    assert prepared(np.zeros((2000, 2000), np.uint8), 1, Look(40))[1] == 1


def test_strokes_may_be_softer_or_bolder():
    thin = np.full((40, 60), 255, np.uint8)
    thin[:, 30] = 0
    inked = {
        stroke: int((prepared(thin, 40, Look(40, stroke=stroke))[0] < 128).sum())
        for stroke in ("plain", "soft", "bold")
    }

    assert inked["soft"] < inked["plain"] < inked["bold"]


def test_data_of_a_script_is_advised_where_it_helps(tmp_path, monkeypatch):
    monkeypatch.setattr(tesseract, "data_folders", lambda given: [tmp_path])
    monkeypatch.setattr(tesseract, "find_spec", lambda name: object())
    for name in ("rus", "ara", "kor"):
        (tmp_path / f"{name}.traineddata").touch()
    engine = TesseractEngine()

    advised = engine.supports("ru")
    assert (advised.state, "tesseract-ocr-script-cyrl" in advised.remedy) == ("full", True)
    assert "tesseract-ocr-script-hang" in engine.supports("ko").remedy
    assert engine.supports("ar") == FULL

    (tmp_path / "script").mkdir()
    (tmp_path / "script" / "Cyrillic.traineddata").touch()
    assert engine.supports("ru") == FULL
    assert script_folder("Cyrillic", [tmp_path]) == tmp_path / "script"


def test_the_version_tells_which_scripts_have_data(tmp_path, monkeypatch):
    pytest.importorskip("tesserocr")
    monkeypatch.setattr(tesseract, "data_folders", lambda given: [tmp_path])
    bare = TesseractEngine().version
    (tmp_path / "Greek.traineddata").touch()

    assert TesseractEngine().version == f"{bare} Greek"


@pytest.fixture(scope="module")
def engine() -> TesseractEngine:
    engine = TesseractEngine()
    if engine.supports("en") != FULL:
        without(engine.supports("en").reason)
    return engine


def test_it_reads_lines_with_places_and_confidence(engine):
    page = page_of(caption("We have to leave now.\nCall at 12:45!", size=44))

    [[first, second]] = engine.read([page], "en")

    assert (first.text, second.text) == ("We have to leave now.", "Call at 12:45!")
    assert 0.5 < first.confidence <= 1
    assert len(first.columns) == len(first.text)
    assert page.lines[1].top <= second.row < page.lines[1].bottom
    assert abs(first.columns[0] - page.lines[0].left) < 40


def test_lines_that_the_block_has_lost_are_read_alone(engine, monkeypatch):
    page = page_of(caption("We have to leave now.\nIt is late.", size=44))
    whole = tesseract._Reader._block

    def forgetful(self, read, mode):
        return whole(self, read, mode)[: 1 if len(read.lines) > 1 else None]

    monkeypatch.setattr(tesseract._Reader, "_block", forgetful)

    [lines] = engine.read([page], "en")

    assert [line.text for line in lines] == ["We have to leave now.", "It is late."]
    assert lines[1].row > lines[0].row


def test_other_looks_are_at_other_sizes_and_with_the_data_of_the_script(engine, monkeypatch):
    page = page_of(caption("We have to leave now.", size=44))

    looks = engine.again(page, "en")
    assert [line.text for [line] in looks] == ["We have to leave now."] * len(looks)
    assert 1 <= len(looks) <= 2

    monkeypatch.setattr(TesseractEngine, "_script_folder", lambda self, data: None)
    assert engine.again(page, "en") == []
