"""Names in front of speech."""

from __future__ import annotations

from collections import Counter

import pytest

from cuelift.text.hearing_impaired.house import House
from cuelift.text.hearing_impaired.labels import is_label, is_sound_label, label_at
from cuelift.text.hearing_impaired.words import lexicon

EN = lexicon("en")


@pytest.mark.parametrize(
    ("text", "name", "manner"),
    [
        ("NORA: Yes", "NORA", ""),
        ("NORA (V.O.): Yes", "NORA", "V.O."),
        ("NORA, far away: Yes", "NORA", "far away"),
        ("DR. ABIGAIL REYES: Yes", "DR. ABIGAIL REYES", ""),
        ("Nora : Yes", "Nora", ""),
        ("老周：是", "老周", ""),
        ("Man - Yes", "Man", ""),
    ],
)
def test_parts_of_a_label(text, name, manner):
    label = label_at(text, 0, EN)

    assert label is not None
    assert (label.name, label.manner) == (name, manner)


@pytest.mark.parametrize(
    "text",
    [
        "http://a", "10:30", "No colon", "What? Yes: no", "NASA, ESA: all", "A: one", "“Dear”: b",
        "one two three four five six: b", "N°4 [a]: b", "e.g.: b", ": b",
    ],
)  # fmt: skip
def test_what_is_no_label(text):
    assert label_at(text, 0, EN) is None


@pytest.mark.parametrize(
    ("text", "house", "expected"),
    [
        ("NORA: Yes.", House(), True),
        ("NORA: NO! Stop.", House(), True),
        ("NORA: A LIFE. That is it.", House(), False),
        ("NORA: A LIFE", House(), False),
        ("NORA: HELP!", House(), True),
        ("NORA: yes", House(), False),
        ("NORA: 42", House(), False),
        ("NARRATOR: 42", House(), True),
        ("NORA: 是", House(), True),
        ("NORA:", House(), False),
        ("McCOY: Yes.", House(), True),
        ("NORA: Yes.", House(capitals=True), False),
        ("REPORTER: YES.", House(capitals=True), True),
        ("man: Yes.", House(), False),
        ("Nora: Yes.", House(seen={"nora"}), True),
        ("Nora: yes.", House(names={"nora"}), False),
        ("The man: Yes.", House(), True),
        ("NOTE: Yes.", House(), False),
        ("CHAPTER 2: Yes.", House(), False),
    ],
)
def test_names_are_told_from_other_words(text, house, expected):
    label = label_at(text, 0, EN)

    assert label is not None
    assert is_label(label, text, house, Counter(), EN) is expected


@pytest.mark.parametrize(("text", "expected"), [("老王：好", True), ("的人：好", False)])
def test_chinese_names(text, expected):
    zh = lexicon("zh")
    label = label_at(text, 0, zh)

    assert label is not None
    assert is_label(label, text, House(), Counter({(":", label.name): 2}), zh) is expected


def test_labels_of_sounds():
    label = label_at("SFX: bang", 0, EN)

    assert label is not None
    assert is_sound_label(label)


JA = lexicon("ja")


def test_an_arrow_parts_a_speaker_from_the_speech():
    label = label_at("実況≫さあ", 0, JA)

    assert label is not None
    assert (label.name, label.form) == ("実況", "≫")
    assert is_label(label, "実況≫さあ", House(), Counter(), JA)


def test_a_name_before_an_arrow_is_one_where_arrows_are_usual():
    label = label_at("小林≫やったよ", 0, JA)
    usual = Counter({("≫", "実況"): 3, ("≫", "小林"): 1, (":", "a"): 9})

    assert label is not None
    assert is_label(label, "小林≫やったよ", House(), usual, JA)
    assert not is_label(label, "小林≫やったよ", House(), Counter({("≫", "小林"): 1}), JA)


def test_a_known_name_may_tell_a_list():
    text = "Nora: Bass. Where: in the bar."
    label = label_at(text, 0, EN)

    assert label is not None
    assert is_label(label, text, House(names={"nora"}), Counter(), EN)
    assert not is_label(label, text, House(seen={"nora"}), Counter(), EN)


def test_titles_of_persons_name_them_in_tracks_of_capitals():
    text = "MS. OKORO: THANK YOU."
    label = label_at(text, 0, EN)

    assert label is not None
    assert is_label(label, text, House(capitals=True), Counter(), EN)


def test_a_dash_may_stand_before_a_description_or_a_smiley():
    for text in ("Sal - *gulps* It grows.", "Eddie - :) Yeah."):
        label = label_at(text, 0, EN)
        assert label is not None
        assert label.form == "-"


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("BOY, STAMMERING: A... P...", "en", True),
        ("PRIYA, WHISPERS: I feel sick.", "en", True),
        ("AGENT, DOOR MEGAFOON: Kom!", "nl", True),
        ("LEEDS, MORNING: The rain.", "en", False),
        ("Leeds, Sobbing: The rain.", "en", False),
        ("Leeds, far away from all this: The rain.", "en", False),
    ],
)
def test_manners_in_capitals(text, language, named):
    assert (label_at(text, 0, lexicon(language)) is not None) is named


@pytest.mark.parametrize(
    ("text", "house", "expected"),
    [
        ("FROM BACK ROOM: Mr Abel!", House(), True),
        ("FROM LEEDS: Mr Abel!", House(), False),
        ('Mother: "Have you eaten?"', House(), False),
        ('MOTHER: "Have you eaten?"', House(), True),
        ('THE MAYOR TWEETED: "TALKS RESUME."', House(capitals=True), False),
        ("THE MAYOR TWEETED: NO TALKS.", House(capitals=True), False),
        ("IN OTHER NEWS: A WHALE.", House(capitals=True), False),
        ("Woman in red: Is this taken?", House(), True),
    ],
)
def test_what_is_read_out_has_no_label(text, house, expected):
    label = label_at(text, 0, EN)

    assert label is not None
    assert is_label(label, text, house, Counter(), EN) is expected
