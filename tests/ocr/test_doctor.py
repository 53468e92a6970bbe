from __future__ import annotations

from cuelift.ocr import OcrOptions, diagnose, doctor
from cuelift.ocr.doctor import table
from cuelift.ocr.engines import tesseract
from cuelift.ocr.languages import LANGUAGES


def test_every_language_has_a_row_and_what_is_missing_a_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr(tesseract, "data_folders", lambda given: [tmp_path])
    monkeypatch.setattr(tesseract, "find_spec", lambda name: object())
    (tmp_path / "rus.traineddata").touch()

    found = {each.tag: each for each in diagnose(OcrOptions(tessdata=str(tmp_path))).languages}

    assert list(found) == list(LANGUAGES)
    assert (found["ru"].engine, found["ru"].remedy) == ("tesseract", "")
    assert "tesseract-ocr-script-cyrl" in found["ru"].better
    assert found["ru"].more.startswith("optional: apt-get")
    assert found["en"].better == ""
    assert found["th"].engine == ""
    assert "tesseract-ocr-tha" in found["th"].remedy


def test_the_table_names_engines_and_languages():
    lines = list(table(diagnose()))

    assert lines[0].startswith("ppocr")
    assert any(line.startswith("en       English") for line in lines)
    assert all(line == line.rstrip() for line in lines)


def test_a_language_without_a_dictionary_is_told_of_one(monkeypatch):
    monkeypatch.setattr(doctor, "is_there", lambda tag: tag != "pl")
    monkeypatch.setattr(tesseract, "find_spec", lambda name: object())
    monkeypatch.setattr(tesseract, "folder_with", lambda data, folders: "there")

    found = {each.tag: each for each in diagnose().languages}

    assert "apt-get install hunspell-pl" in found["pl"].better
    assert "hunspell" not in found["cs"].better
    assert "hunspell" not in found["ja"].better
