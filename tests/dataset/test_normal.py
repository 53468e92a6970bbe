from __future__ import annotations

from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.dataset.normal import join, letters, normalise
from cuelift.dataset.options import TextOptions

KEEP = TextOptions()
BASIC = TextOptions(punctuation="basic")
STRIP = TextOptions(punctuation="strip")
LOWER = TextOptions(case="lower")
UPPER = TextOptions(case="upper")


@pytest.mark.parametrize(
    ("lines", "language", "expected"),
    [
        (["One", "two"], "en", "One two"),
        (["  a\t b ", "", "c\u00a0d\u3000e"], "en", "a b c d e"),
        (["你好，", "世界"], "zh", "你好，世界"),
        (["你好", "OK", "吗"], "zh", "你好 OK 吗"),
        (["こんにちは", "世界"], "ja", "こんにちは世界"),
        (["안녕", "세계"], "ko", "안녕 세계"),
        (["a\u200bb\u00adc\ufeff"], "en", "abc"),
        (["\u202bשלום\u202c"], "he", "שלום"),
        (["می\u200cخواهم"], "fa", "می\u200cخواهم"),
        (["a\x00b\x85c\u2028d"], "en", "a b c d"),
        ([], "en", ""),
    ],
)
def test_lines_become_one(lines, language, expected):
    assert join(lines, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "options", "expected"),
    [
        ("It’s 5 o’clock.", "en", KEEP, "It's 5 o'clock."),
        ("cafe\u0301", "fr", KEEP, "caf\u00e9"),
        ("- Hi.\n- Ho!", "en", KEEP, "Hi. Ho!"),
        ("–Ja.\n—Nein.", "de", KEEP, "Ja. Nein."),
        ("-5 degrees", "en", KEEP, "5 degrees"),
        ('Well... "no", he said; why?', "en", STRIP, "Well no he said why"),
        ('Well... "no", he said; why?', "en", BASIC, "Well... no, he said why?"),
        ("It costs $3.50, or 1,000 at 10:30.", "en", STRIP, "It costs $3.50 or 1,000 at 10:30"),
        ("50% of 20 °C", "en", STRIP, "50% of 20 C"),
        ("don't well-known 'quoted'", "en", STRIP, "don't well-known quoted"),
        ("col·legi", "ca", STRIP, "col·legi"),
        ("צה״ל", "he", STRIP, "צה״ל"),
        ("¿Qué? ¡No!", "es", BASIC, "¿Qué? ¡No!"),
        ("¿Qué? ¡No!", "es", STRIP, "Qué No"),
        ("你好，世界！", "zh", STRIP, "你好世界"),
        ("你好，世界！", "zh", BASIC, "你好，世界！"),
        ("«Да», — сказал он.", "ru", BASIC, "Да, сказал он."),
        ("हिन्दी है।", "hi", BASIC, "हिन्दी है।"),
        ("हिन्दी है।", "hi", STRIP, "हिन्दी है"),
        ("IŞIK İSTANBUL", "tr", LOWER, "ışık istanbul"),
        ("ışık istanbul", "tr", UPPER, "IŞIK İSTANBUL"),
        ("ΟΔΟΣ", "el", LOWER, "οδος"),
        ("Straße", "de", UPPER, "STRASSE"),
        ("...", "en", KEEP, ""),
        ("♪ ♪", "en", STRIP, ""),
    ],
)
def test_text_is_normalised(text, language, options, expected):
    assert normalise(text.split("\n"), language, options) == expected


TEXTS = st.lists(st.text(max_size=40), max_size=5)
OPTIONS = st.builds(
    TextOptions,
    case=st.sampled_from(["keep", "lower", "upper"]),
    punctuation=st.sampled_from(["keep", "basic", "strip"]),
)


@given(TEXTS, st.sampled_from(["", "en", "tr", "zh", "he"]), OPTIONS)
def test_any_text_becomes_clean_composed_text(lines, language, options):
    text = normalise(lines, language, options)

    assert is_normalized("NFC", text)
    assert text == " ".join(text.split())
    assert not text or any(char.isalnum() for char in text)


@given(TEXTS)
def test_joining_loses_no_letter(lines):
    kept = [char for line in lines for char in line if char.isalnum()]

    assert [char for char in join(lines, "zh") if char.isalnum()] == kept


def test_blanks_are_no_letters():
    assert letters("a b cd") == 4
