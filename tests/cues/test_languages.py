"""Language codes of containers become BCP 47 tags."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues.languages import language_tag, macintosh_language

ISO_CODES = Path("/usr/share/iso-codes/json/iso_639-2.json")


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("eng", "en"),
        ("ENG", "en"),
        ("en", "en"),
        ("chi", "zh"),
        ("zho", "zh"),
        ("fre", "fr"),
        ("fra", "fr"),
        ("fil", "fil"),
        ("yue", "yue"),
        ("qaa", "qaa"),
        ("eng\x00", "en"),
        (" pt_br ", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("ZH-HANT-TW", "zh-Hant-TW"),
        ("eng-us", "en-US"),
        ("es-419", "es-419"),
        ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("de-1996", "de-1996"),
        ("de-CH-1901", "de-CH-1901"),
        ("zh-yue-hk", "yue-HK"),
        ("zh-yue", "yue"),
        ("zh-CHS", "zh-Hans"),
        ("zh-CHT", "zh-Hant"),
        ("iw", "he"),
        ("mo", "ro"),
        ("scc", "sr"),
        ("en-u-CA-gregory", "en-u-ca-gregory"),
        ("en-US-x-Twain", "en-US-x-twain"),
    ],
)
def test_a_code_becomes_the_shortest_tag(code: str, tag: str) -> None:
    assert language_tag(code) == tag


@pytest.mark.parametrize("code", ["", " ", "und", "UND", "mis", "zxx", "mul", "und-Latn"])
def test_a_code_that_states_no_language_is_none(code: str) -> None:
    assert language_tag(code) is None


@pytest.mark.parametrize(
    "code",
    [
        "xx", "english", "engl", "e", "1", "e1", "12", "x-private", "i-klingon", "日本", "日本語",
        "en-", "en--us", "en-us-us", "en-latn-latn", "en-us-latn", "en-usa", "en-ü", "en-rozaj-us",
        "en-x", "en-x-", "en-x-äö", "en-toolongsubtag", "en-x-toolongsubtag", "en-1ab", "a" * 1000,
    ],
)  # fmt: skip
def test_what_is_no_code_is_none(code: str) -> None:
    assert language_tag(code) is None


@pytest.mark.skipif(not ISO_CODES.exists(), reason="the iso-codes package is not installed")
def test_every_entry_of_iso_639_2_becomes_its_two_letter_code() -> None:
    for entry in json.loads(ISO_CODES.read_text())["639-2"]:
        if entry["alpha_3"] in ("und", "mis", "mul", "zxx", "qaa-qtz"):
            continue
        expected = entry.get("alpha_2", entry["alpha_3"])
        assert language_tag(entry["alpha_3"]) == expected
        assert language_tag(entry.get("bibliographic", entry["alpha_3"])) == expected
        assert language_tag(expected) == expected


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        (0, "en"),
        (9, "no"),
        (11, "ja"),
        (19, "zh-Hant"),
        (23, "ko"),
        (32, "ru"),
        (33, "zh-Hans"),
        (52, "ka"),
        (64, "ne"),
        (80, "vi"),
        (89, "sw"),
        (94, "eo"),
        (95, None),
        (127, None),
        (128, "cy"),
        (131, "la"),
        (140, "gl"),
        (149, "kl"),
        (151, "nn"),
        (152, None),
        (32767, None),
        (-1, None),
    ],
)
def test_a_macintosh_code_becomes_its_tag(code: int, tag: str | None) -> None:
    assert macintosh_language(code) == tag


def test_every_macintosh_tag_is_a_tag_in_normal_form() -> None:
    tags = [tag for code in range(200) if (tag := macintosh_language(code))]

    assert len(tags) == 95 + 24
    assert [language_tag(tag) for tag in tags] == tags


@given(st.text(max_size=80) | st.from_regex(r"[a-z]{2,3}([-_][A-Za-z0-9]{1,9}){0,4}"))
def test_any_text_is_a_tag_in_normal_form_or_none(code: str) -> None:
    tag = language_tag(code)

    assert tag is None or language_tag(tag) == tag
