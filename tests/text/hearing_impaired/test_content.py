"""What stands in brackets, looked at once."""

from __future__ import annotations

import pytest

from cuelift.text.hearing_impaired.content import read_content
from cuelift.text.hearing_impaired.house import House
from cuelift.text.hearing_impaired.words import lexicon


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "motor que no arranca"), ("it", "motorino che non parte"),
     ("fr", "moteur qui ne démarre pas"), ("pt", "carro que não pega")],
)  # fmt: skip
def test_an_engine_that_does_not_start_is_heard(language, text):
    content = read_content(text, House(), lexicon(language))

    assert content.strong
    assert not content.spoken


def test_a_sentence_about_it_is_said():
    assert read_content("motor no arranca", House(), lexicon("es")).spoken


def test_who_plays_something_described_by_its_title():
    house = House()
    house.groups["("] = 4

    assert read_content('THEY PLAY "ABIDE WITH ME"', house, lexicon("en")).strong
    assert not read_content('they "abide with me"', house, lexicon("en")).strong


def test_a_voice_is_a_manner():
    assert read_content("à voix basse", House(), lexicon("fr")).manner
