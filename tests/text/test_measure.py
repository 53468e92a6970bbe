"""How long a text is for its reader."""

from __future__ import annotations

import pytest

from cuelift.text.base import Context
from cuelift.text.limits import Limits, find_limits
from cuelift.text.measure import is_wide, reading_length, reading_ns, width, words

JA = find_limits("netflix", Context(language="ja"))


@pytest.mark.parametrize(
    ("text", "latin", "japanese"),
    [
        ("Hello.", 6, 3),
        ("今日は。", 8, 4),
        ("ＡＢC", 5, 2.5),
        ("é\u0301\u200f", 1, 0.5),
        ("a\tb", 2, 1),
    ],
)
def test_width_counts_as_the_profile_says(text, latin, japanese):
    assert width(text, Limits()) == latin
    assert width(text, JA) == japanese


def test_a_line_break_counts_as_the_space_it_stands_for():
    assert reading_length("Hello there\nyou", Limits()) == len("Hello there you")
    assert reading_length("今日は\nいい", JA) == 5
    assert reading_length("\n a \n", Limits()) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [("I am here", 3), ("", 0), ("Où vas-tu ?", 3), ("今日は いい", 3), ("今日は, ok", 3)],
)
def test_words_are_counted(text, count):
    assert words(text) == count


def test_reading_time_follows_the_slower_rule():
    limits = Limits(speed=10, words_per_minute=60)

    assert reading_ns("0123456789" * 3, limits) == 3_000_000_000
    assert reading_ns("a b c", limits) == 3_000_000_000
    assert reading_ns("a b c", Limits()) == 0
    assert is_wide("漢")
