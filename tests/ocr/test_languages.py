from __future__ import annotations

import pytest

from cuelift.cues.languages import language_tag
from cuelift.ocr.languages import LANGUAGES, known, ppocr_reads


@pytest.mark.parametrize(
    ("tag", "data", "script"),
    [
        ("en", "eng", "Latn"),
        ("en-US", "eng", "Latn"),
        ("PT-br", "por", "Latn"),
        ("zh", "chi_sim", "Hans"),
        ("zh-Hans", "chi_sim", "Hans"),
        ("zh-TW", "chi_tra", "Hant"),
        ("zh-Hant-HK", "chi_tra", "Hant"),
        ("yue", "chi_tra", "Hant"),
        ("sr", "srp", "Cyrl"),
        ("sr-Latn", "srp_latn", "Latn"),
        ("uz-Cyrl", "uzb_cyrl", "Cyrl"),
        ("en-Latn", "eng", "Latn"),
    ],
)
def test_tags_of_any_shape_find_their_language(tag, data, script):
    found = known(tag)

    assert found is not None
    assert (found.tesseract, found.script) == (data, script)


def test_an_unknown_tag_is_none():
    assert known("tlh") is None
    assert known("") is None


def test_tags_are_what_containers_codes_become():
    for tag in LANGUAGES:
        assert language_tag(tag) == tag


def test_serbian_in_latin_letters_is_read_as_latin():
    assert ppocr_reads("sr-Latn")
    assert not ppocr_reads("sr")
    assert known("sr-Latn").letters == ""


def test_cyrillic_languages_have_letters_of_their_own():
    assert "ї" in known("uk").letters
    assert "ї" not in known("ru").letters
    assert known("kk").letters == ""
