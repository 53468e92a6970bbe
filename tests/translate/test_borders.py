from __future__ import annotations

import itertools

import pytest

from cuelift.translate import borders as module
from cuelift.translate.borders import borders, width, widths


def parts(text: str, tag: str) -> list[str]:
    stops = [0, *borders(text, tag), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(stops)]


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """As if packages were not installed."""
    real = module.find_spec
    monkeypatch.setattr(module, "find_spec", lambda name: None if name in names else real(name))
    module._budoux.cache_clear()


@pytest.fixture(autouse=True)
def fresh():
    module._budoux.cache_clear()
    yield
    module._budoux.cache_clear()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two  three", ["one ", "two  ", "three"]),
        ("C'est vrai ? Oui !", ["C'est ", "vrai ? ", "Oui !"]),
        (" a ", [" a "]),
        ("", [""]),
    ],
)
def test_words_may_be_parted(text, expected):
    assert parts(text, "fr") == expected


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ja", "私は昨日、友達と映画を見に行きました。"),
        ("zh", "我昨天和朋友一起去看了电影。"),
        ("zh-TW", "我昨天和朋友一起去看了電影。"),
        ("th", "ฉันไปดูหนังกับเพื่อนเมื่อวานนี้"),
    ],
)
def test_phrases_are_found_where_words_are_not_parted_by_spaces(tag, text):
    pytest.importorskip("budoux")
    found = parts(text, tag)

    assert "".join(found) == text
    assert 3 <= len(found) < len(text)
    assert not any(part.startswith(("、", "。")) for part in found)


def test_lao_breaks_by_the_rules_of_unicode():
    pytest.importorskip("uniseg")

    assert parts("猫がいる。犬", "lo")[-1] == "犬"


@pytest.mark.parametrize("absent", [("budoux",), ("budoux", "uniseg")])
def test_without_the_packages_lines_still_obey_the_rules(monkeypatch, absent):
    without(monkeypatch, *absent)
    found = parts("「猫」がいる。それはA社だ", "ja")

    assert len(found) > 5
    assert not any(part[0] in "」。" for part in found)
    assert not any(part[-1] == "「" for part in found)


def test_marks_stay_with_their_letters(monkeypatch):
    without(monkeypatch, "budoux", "uniseg")

    assert parts("か\u3099か\u200dか", "ja") == ["か\u3099", "か\u200dか"]


def test_japanese_words_in_other_languages_may_be_parted_too():
    assert len(parts("The word 今日は元気 is Japanese", "en")) > 5


def test_no_part_begins_with_a_space():
    assert not any(part[0].isspace() for part in parts("あ\u3000い う", "ja")[1:])


def test_wide_characters_take_two_columns():
    assert width("abc") == 3
    assert width("猫a\u0301") == 3
    assert widths("猫ab", [1, 3]) == [2, 4]
