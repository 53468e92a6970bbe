"""Descriptions told from asides by where they stand."""

from __future__ import annotations

import pytest

from cuelift.text.hearing_impaired.groups import Group
from cuelift.text.hearing_impaired.house import House, case_of, is_title
from cuelift.text.hearing_impaired.judge import judge, name_of
from cuelift.text.hearing_impaired.words import lexicon
from tests.text.hearing_impaired.support import marked, track


def usual(kind="(", case="lower"):
    house = House()
    house.groups[kind] = 5
    house.styles.add((kind, case))
    return house


@pytest.mark.parametrize(
    ("inside", "kind", "before", "after", "house", "expected"),
    [
        ("blorping", "(", "", "", usual(), "sound"),
        ("blorps", "(", "", "", House(), None),
        ("blorps", "(", "", "", usual(), None),
        ("Blorps", "(", "", "", usual(), None),
        ("blorps", "[", "", "", House(), "sound"),
        ("blorps", "*", "", "", House(), "sound"),
        ("the door", "(", "", "", House(), "sound"),
        ("blorps 2", "[", "", "", usual("["), None),
        ("“Help!” by The Band", "[", "", "", usual("["), "sound"),
        ("blorping", "(", "", "Yes.", usual(), "sound"),
        ("blorps", "(", "", "Yes.", House(), None),
        ("blorps", "*", "", "Yes.", usual("*"), "sound"),
        ("Blorps", "*", "", "Yes.", usual("*"), None),
        ("Blorp", "[", "", "Yes.", usual("["), "speaker"),
        ("laughs", "(", "", "he said", usual(), "sound"),
        ("laughs", "(", "", "was my hobby", usual(), None),
        ("laughs", "(", "", ", they say", usual(), None),
        ("blorping", "(", "Yes.", "", usual(), "sound"),
        ("blorps", "[", "Yes.", "", usual("["), "sound"),
        ("blorps", "[", "Yes,", "", usual("["), None),
        ("blorps", "[", "We have a...", "visitor.", usual("["), "sound"),
        ("page missing", "[", "", "", usual("["), None),
        ("laughs", "(", "yes", "", usual(), "sound"),
        ("laughs", "[", "yes", ".", usual("["), "sound"),
        ("laughs", "(", "yes", ".", usual(), None),
        ("who knows", "(", "", "", usual(), None),
        ("soft jazz", "(", "", "", usual(), "music"),
        ("sighs...", "(", "", "", usual(), "sound"),
        ("blorps,", "(", "", "", usual(), None),
        ("sighs, and then a very long and slow and sad laugh follows", "(", "", "", usual(), None),
        ("a b c d e f g h i j k l m n", "(", "", "", usual(), None),
        ("x", "(", "", "", usual(), None),
        ("blorping", "(", "", "", House(styles={("(", "lower")}), "sound"),
        ("my blorps blorp along", "(", "", "", usual(), None),
        ("blorps blorp along here", "(", "", "", usual(), None),
        ("the blorps", "(", "", "", House(), None),
    ],
)
def test_english(inside, kind, before, after, house, expected):
    group = Group(0, 1, kind, inside)

    assert judge(group, before, after, house, lexicon("en")) == expected


@pytest.mark.parametrize(
    ("inside", "kind", "after", "expected"),
    [
        ("ガサガサ", "(", "", "sound"),
        ("東京駅", "(", "", None),
        ("太郎", "(", "はい", "speaker"),
        ("声が聞こえた", "<", "", None),
        ("なぜ？", "(", "", None),
        ("とても長い長い長い説明がここに続いている", "(", "", None),
    ],
)
def test_japanese(inside, kind, after, expected):
    assert judge(Group(0, 1, kind, inside), "", after, usual(), lexicon("ja")) == expected


def test_letter_case():
    assert [case_of(text) for text in ("AB", "Ab", "ab", "A", "音", "1")] == [
        "upper", "title", "lower", "title", "", "",
    ]  # fmt: skip
    assert is_title("Whispering Pines Motel")
    assert not is_title("Two Words")


def test_names_in_brackets():
    assert name_of("Ines, softly") == ("Ines", "softly")
    assert name_of("Ines") == ("Ines", "")


def test_rooms_and_halls_are_signs():
    cues = track("（ドアの音）", "（ため息）", "（犬の鳴き声）", "（音楽室）", "（放送室）")

    assert marked(cues, "ja")[3:] == [[], []]


def test_who_and_how_may_stand_in_one_bracket():
    cues = track("【关门声】", "【叹气】", "【狗叫】", "【顾客，愤怒地】我的洗衣机在跳舞！")

    assert marked(cues, "zh")[3][0][1] == "【顾客，愤怒地】"


def test_languages_are_known_by_the_end_of_their_names():
    cues = track("（ドアの音）", "（ため息）", "（エルフ語）", "（物語）")
    chinese = track("（关门声）", "（叹气）", "（用冰岛语）", "（成语）")

    assert [bool(each) for each in marked(cues, "ja")[2:]] == [True, False]
    assert [bool(each) for each in marked(chinese, "zh")[2:]] == [True, False]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("雨声，某某某", "sound"),
        ("雨声，某某某我", None),
        ("某甲乙丙丁戊己庚辛壬癸子", None),
        ("顾客，愤怒地", "sound"),
    ],
)
def test_chinese_phrases(inside, expected):
    group = Group(0, 1, "(", inside)

    assert judge(group, "", "", usual(case=""), lexicon("zh")) == expected


def test_rare_ways_through_the_rules():
    es, ja = lexicon("es"), lexicon("ja")

    assert judge(Group(0, 1, "(", "el blorp se atasca"), "", "", House(), es) is None
    assert judge(Group(0, 1, "[", "某甲乙丙丁戊己庚辛壬癸子"), "", "", usual("[", ""), ja) is None
