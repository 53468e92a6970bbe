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
