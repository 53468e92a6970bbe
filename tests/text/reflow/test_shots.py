"""Files of shot changes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cuelift.errors import UsageError
from cuelift.text.reflow import shots
from cuelift.text.reflow.shots import nearest, parse_shots

S = 1_000_000_000


@pytest.mark.parametrize(
    "text",
    [
        "2.5\n\n1  # first\n",
        "00:00:02:15\n0:01",
        "[1, 2.5]",
        '{"shots": [2.5, 1]}',
        '[{"time": 1}, {"start": "2.5"}]',
        "[[1, 2], [2.5, 3]]",
    ],
)
def test_times_are_read(text):
    if ":15" in text:
        assert parse_shots(text, "f", Fraction(30)) == [S, round(2.5 * S)]
    else:
        assert parse_shots(text, "f", Fraction(25)) == [S, round(2.5 * S)]


@pytest.mark.parametrize(
    "text",
    ["x", "[", "[" * 100_000, '{"a": 1}', '["x"]', "[true]", "[-1]", "[1e99]", "[null]", "[[]]"],
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UsageError):
        parse_shots(text, "f", Fraction(25))


def test_the_number_of_shots_is_bounded(monkeypatch):
    monkeypatch.setattr(shots, "MAX_SHOTS", 2)
    with pytest.raises(UsageError, match="more than 2"):
        parse_shots("1\n2\n3", "f", Fraction(25))


def test_the_nearest_within_the_window():
    assert nearest([10, 20], 14, 5) == 10
    assert nearest([10, 20], 16, 5) == 20
    assert nearest([10, 20], 30, 5) is None
    assert nearest([], 30, 5) is None
