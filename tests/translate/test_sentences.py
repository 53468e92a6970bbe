from __future__ import annotations

import pytest

from cuelift.cues import Cue, Place, Raw
from cuelift.translate.sentences import MOST_CUES, units_of
from cuelift.translate.turns import turns_of
from tests.translate.doubles import cue, said


def units(cues: list[Cue], *, join: bool = True) -> list[list[str]]:
    turns = [turn for number, each in enumerate(cues) for turn in turns_of(number, each)]
    return [
        [cues[piece.cue].text[piece.start : piece.end] for piece in unit.pieces]
        for unit in units_of(cues, turns, join=join)
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["I saw a dog", "in the street."], [["I saw a dog", "in the street."]]),
        (["One. Two.", "Three."], [["One. Two."], ["Three."]]),
        (
            ["One. I saw", "a dog. It", "barked."],
            [["One."], ["I saw", "a dog."], ["It", "barked."]],
        ),
        (["One. I saw", "a dog.\nIt barked."], [["One."], ["I saw", "a dog."], ["It barked."]]),
        (["One. I saw"], [["One. I saw"]]),
        (["I thought...", "...you left."], [["I thought", "you left."]]),
        (["I thought...", "Never mind."], [["I thought..."], ["Never mind."]]),
        (["I want --", "-- that."], [["I want", "that."]]),
        (["...", "a dog."], [["a dog."]]),
        (["so ...", "... we go", "on."], [["so", "we go", "on."]]),
        (["これは➡", "➡ 猫です。"], [["これは", "猫です。"]]),
        (["I saw a dog", "- in the street."], [["I saw a dog"], ["in the street."]]),
        (["I saw a dog", "[BARKS]", "in it."], [["I saw a dog"], ["BARKS"], ["in it."]]),
        (["I saw. Then", "♪ La la ♪"], [["I saw. Then"], ["La la"]]),
    ],
)
def test_sentences_are_joined_over_captions(texts, expected):
    assert units(said(*texts)) == expected


def test_nothing_is_joined_if_not_wanted():
    assert units(said("I saw a dog", "in the street."), join=False) == [
        ["I saw a dog"],
        ["in the street."],
    ]


@pytest.mark.parametrize(
    "second",
    [
        cue(9, 10, "in it."),
        cue(1, 3, "in it."),
        cue(2, 3, "in it.", speaker="B"),
        cue(2, 3, "in it.", layer=1),
        cue(2, 3, "in it.", place=Place(align=8)),
        cue(2, 3, "in it.", raw=Raw(format="ass", text="", fields=(("Style", "Sign"),))),
    ],
)
def test_pauses_overlaps_voices_and_places_part_sentences(second):
    assert units([cue(0, 2, "I saw a dog"), second]) == [["I saw a dog"], ["in it."]]


def test_a_sign_between_does_not_break_a_sentence():
    sign = cue(1, 3, "EXIT", place=Place(align=8))

    assert units([cue(0, 2, "I saw a dog"), sign, cue(2, 3, "in it.")]) == [
        ["I saw a dog", "in it."],
        ["EXIT"],
    ]


def test_a_caption_without_end_ends_with_the_next():
    from msgspec.structs import replace

    first = replace(cue(0, 0, "I saw a dog"), end_ns=None)

    assert units([first, cue(1, 2, "in it.")]) == [["I saw a dog", "in it."]]


def test_captions_without_marks_are_not_joined_for_ever():
    assert [len(unit) for unit in units(said(*["and so on"] * 12))] == [MOST_CUES, MOST_CUES, 2]
    assert [len(unit) for unit in units(said("a " * 400, "b " * 400))] == [1, 1]


def test_turns_of_one_caption_are_not_joined():
    assert units(said("- I saw\n- you know")) == [["I saw"], ["you know"]]
