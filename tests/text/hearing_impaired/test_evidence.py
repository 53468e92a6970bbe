"""Round brackets without a word of sounds: what speaks for a description, and what for an aside."""

from __future__ import annotations

import pytest

from cuelift.text.hearing_impaired.evidence import is_head, is_told
from cuelift.text.hearing_impaired.house import House
from cuelift.text.hearing_impaired.words import lexicon
from tests.text.hearing_impaired.support import marked, track

TOLD = {
    "en": ["blorping", "pages riffle", "crowd erupts", "wind in the leaves", "knock at door"],
    "de": ["Dampferhorn", "Wagen ruckelt", "Tür bewegt sich"],
    "fr": ["Blatèrement", "corde qui casse", "les piquets s'enfoncent", "voix de la fillette",
           "coup de fil"],
    "es": ["viento", "uñas contra el suelo", "voz de la niña", "el telón se atasca"],
    "it": ["motore che cede"],
    "nl": ["bel van de voordeur"],
    "pl": ["głos dziewczynki", "wiatr na łące"],
    "ru": ["голос девочки"],
    "ja": ["えずく", "布がはためく", "ばたばた", "口いっぱいに"],
    "zh": ["狗追猫", "哒哒"],
}  # fmt: skip
ASIDES = {
    "en": ["two sugars", "the", "back door, second left", "a long story", "doors outside",
           "bless the man who sold me this old thing", "morning", "brass"],
    "de": ["zwei Zucker", "eine lange Geschichte", "kalte Füße", "Freitag"],
    "fr": ["deux sucres", "avant", "celui qui sait", "maintenant"],
    "es": ["dos azucarillos", "el azul", "lo que sea"],
    "it": ["due zollette", "quello che so"],
    "ja": ["終電", "最前列"],
    "zh": ["两块糖", "老狗", "末班车"],
}  # fmt: skip


@pytest.mark.parametrize(("lists", "expected"), [(TOLD, True), (ASIDES, False)])
def test_evidence(lists, expected):
    for language, texts in lists.items():
        words = lexicon(language)
        for text in texts:
            assert is_told(text, words.words(text), House(), words) is expected, text


def test_capitals_among_capitals_are_evidence():
    house = House(styles={("(", "upper")})

    assert is_told("EGGS AND HAM", ["eggs"], house, lexicon("en"))
    house.styles.add(("(", "lower"))
    assert not is_told("EGGS AND HAM", ["eggs", "and", "ham"], house, lexicon("en"))


def test_names_ahead_of_speech():
    en, ja = lexicon("en"), lexicon("ja")

    assert is_head("Siv and Bo", ["siv", "and", "bo"], en)
    assert is_head("old woman", ["old", "woman"], en)
    assert not is_head("two sugars", ["two", "sugars"], en)
    assert is_head("健太", ["健太"], ja)
    assert not is_head("あれはほんと", ["あれはほんと"], ja)


def test_an_aside_among_descriptions_stays():
    cues = track("(door slams)", "(laughs)", "(phone ringing)", "(two sugars)", "Yes. (cold feet)")

    assert marked(cues)[3:] == [[], []]
