"""Sayings, orders, warnings and titles stay, though they name sounds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cuelift.text.hearing_impaired.house import House
from cuelift.text.hearing_impaired.judge import read_content
from cuelift.text.hearing_impaired.sayings import is_saying
from cuelift.text.hearing_impaired.words import LANGUAGES, lexicon
from tests.text.hearing_impaired.support import marked, track

LISTS: dict[str, Any] = json.loads(
    Path(__file__).with_name("sayings.json").read_text(encoding="utf-8")
)
SAID = {
    "en": ["swan song", "no barking", "Barking, Essex", "the sound of music", "the dog, please",
           "that bell", "not that bell", "knock twice", "dogs welcome", "a cat, apparently"],
    "de": ["Knall auf Fall", "zweimal läuten", "wieder diese Glocke", "Motorschaden"],
    "fr": ["le chant du cygne", "sonner deux fois", "la voix de la raison"],
    "es": ["a caballo regalado", "toque dos veces", "otra vez esa campana", "la voz de la razón"],
    "it": ["senza rumore, prego", "suonare due volte", "il suono del silenzio"],
    "pt": ["toque duas vezes", "o som da música"],
    "nl": ["bel twee keer", "alweer die bel", "het geluid van stilte"],
    "sv": ["ring två gånger", "den där klockan", "förnuftets röst"],
    "pl": ["dzwoń dwa razy", "dźwięk muzyki"],
    "ru": ["звоните два раза", "голос разума"],
    "tr": ["kuru gürültü", "müziğin sesi", "yine o zil"],
    "ja": ["鶴の一声", "良心の声", "嵐の前の静けさ"],
    "zh": ["打草惊蛇", "音乐之声", "理性的声音"],
}  # fmt: skip
DESCRIBED = {
    "en": ["sound of music", "Barking, Growling", "Barks, softly", "Dog Barks, Upstairs",
           "Barking, A1", "barks, Essex",
           "Barking, Woods, Rain", "Not a sound, ever so Still Now Here", "barks",
           "again the bell", "and a bell"],
    "de": ["zweimal Klopfen", "Hund bellt, Tür knallt"],
    "fr": ["son de musique", "coup de feu"],
    "es": ["sonido de música", "toque de campana"],
    "sv": ["hosta i bakgrunden"],
    "ru": ["звуки музыки"],
    "zh": ["打草惊蛇的音乐", "狗叫声"],
}  # fmt: skip


def said(text, language):
    words = lexicon(language)
    return is_saying(text, words.words(text), words)


@pytest.mark.parametrize("language", SAID)
def test_what_is_said_is_known_by_its_form(language):
    assert [text for text in SAID[language] if not said(text, language)] == []


@pytest.mark.parametrize("language", DESCRIBED)
def test_descriptions_have_other_forms(language):
    assert [text for text in DESCRIBED[language] if said(text, language)] == []


@pytest.mark.parametrize("language", sorted(LISTS))
def test_asides_with_words_of_sounds_stay_and_descriptions_go(language):
    lists = LISTS[language]
    left, right = "（）" if lexicon(language).ideographic else "()"
    house = lists["house"]
    for text in lists["asides"]:
        assert marked(track(*house, "x y z.", f"{left}{text}{right}"), language)[-1] == [], text
    for text in lists["sounds"]:
        assert marked(track(*house, "x y z.", f"{left}{text}{right}"), language)[-1], text


def test_every_language_has_a_list():
    assert sorted(LISTS) == sorted(LANGUAGES)


def test_between_asterisks_are_no_sayings():
    words = lexicon("en")

    assert read_content("swan song", House(), words).spoken
    assert not read_content("swan song", House(), words, starred=True).spoken
