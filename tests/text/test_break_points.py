"""Where lines may end, and how well."""

from __future__ import annotations

import sys

import pytest

from cuelift.text import break_points
from cuelift.text.break_points import needs_space, points, sentence_ends


def costs(text: str, language: str) -> dict[str, float]:
    """The cost of a break by the words around it."""
    return {
        f"{text[: p.end].rpartition(' ')[2]}|{text[p.start :].partition(' ')[0]}": p.cost
        for p in points(text, language)
    }


@pytest.mark.parametrize(
    ("language", "text", "better", "worse"),
    [
        ("en", "I saw the dog and left", "dog|and", "the|dog"),
        ("en", "He came, with his wife", "came,|with", "his|wife"),
        ("en", "He met John Smith today", "Smith|today", "John|Smith"),
        ("en", "So Mr. Smith left. He did", "left.|He", "Mr.|Smith"),
        ("en", "It was 12 miles ago", "miles|ago", "12|miles"),
        ("fr", "il est parti avec le chien", "parti|avec", "le|chien"),
        ("de", "Ich ging mit dem Hund", "ging|mit", "dem|Hund"),
        ("es", "fui a casa con el perro", "casa|con", "el|perro"),
        ("it", "sono andato con il cane", "andato|con", "il|cane"),
        ("pt", "fui para casa com o cão", "casa|com", "o|cão"),
        ("nl", "ik ging weg met de hond", "weg|met", "de|hond"),
        ("sv", "jag gick hem med min hund", "hem|med", "min|hund"),
        ("de", "das Kind Hans sah", "Hans|sah", "das|Kind"),
    ],
)
def test_breaks_follow_grammar(language, text, better, worse):
    found = costs(text, language)

    assert found[better] < found[worse]


def test_nouns_of_german_are_no_names():
    assert costs("Der Mann Peter geht", "de")["Mann|Peter"] < 8


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- Oui.", []),
        ("Quoi ? Toi", ["?|Toi"]),
        ("♪ la la ♪", ["la|la"]),
        ("« Oui »", []),
        ("well-known man", ["well-|known", "well-known|man"]),
        ("a\u00a0b", []),
        ("x — and y", ["—|and", "and|y"]),
        ("A-B 3-4", ["A-B|3-4"]),
        ("word", []),
    ],
)
def test_signs_stay_with_their_words(text, found):
    assert list(costs(text, "fr")) == found


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Yes.", True),
        ("Yes.»", True),
        ("Mr.", False),
        ("well,", False),
        ("", False),
        ("そう。」", True),
        ('"', False),
    ],
)
def test_ends_of_sentences(text, ends):
    assert sentence_ends(text) is ends


@pytest.mark.parametrize(
    ("before", "behind", "space"),
    [
        ("a", "b", True),
        ("あ", "い", False),
        ("あ", "b", True),
        ("한", "국", True),
        ("ไ", "ท", False),
        (" ", "a", False),
    ],
)
def test_spaces_between_joined_lines(before, behind, space):
    assert needs_space(before, behind) is space


def test_japanese_breaks_between_phrases():
    pytest.importorskip("budoux")
    text = "今日はとても天気がいいので、公園に行きましょう。ね"
    cheap = [text[: p.end][-2:] for p in points(text, "ja") if p.cost <= 2]

    assert cheap == ["日は", "ても", "気が", "で、", "園に", "う。"]


@pytest.mark.parametrize("language", ["zh", "", "th", "vi"])
def test_other_scripts_break_too(language):
    pytest.importorskip("budoux")
    for text in ("我觉得今天天气很好", "我覺得這樣很好說", "วันนี้อากาศดีมาก ไปเที่ยว", "ABC 漢字 と"):
        assert points(text, language)


def test_japanese_breaks_without_a_segmenter(monkeypatch):
    monkeypatch.setitem(sys.modules, "budoux", None)
    break_points._parser.cache_clear()
    try:
        found = {p.end: p.cost for p in points("今日は公園テスト見たよ。ね", "ja")}
        assert found[3] < found[4] < found[6]
        assert points("ไปเที่ยว", "th") == []
    finally:
        break_points._parser.cache_clear()


def test_a_space_between_full_width_characters_is_kept():
    [point] = [p for p in points("そうだ 行こう", "ja") if p.start == 4]

    assert (point.end, point.start) == (4, 4)
    assert [(p.end, p.start) for p in points("漢 ab", "zh")] == [(1, 2)]
