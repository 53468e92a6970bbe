"""When a message is tried again."""

from __future__ import annotations

import pytest

from cuelift.jobs.notify.backoff import pause_s


@pytest.mark.parametrize(
    ("tries", "chance", "asked_s", "expected"),
    [
        (1, 0.0, 0, 1),
        (2, 0.0, 0, 2),
        (5, 0.0, 0, 16),
        (10, 0.0, 0, 512),
        (11, 0.0, 0, 600),
        (10**9, 0.0, 0, 600),
        (3, 0.5, 0, 3),
        (1, 0.0, 30, 30),
        (11, 0.0, 30, 600),
        (1, 0.0, 10**9, 600),
    ],
)
def test_pauses_double_up_to_ten_minutes(tries, chance, asked_s, expected):
    assert pause_s(tries, chance, asked_s) == expected


def test_chance_takes_at_most_half_away():
    assert 4 < pause_s(4, 0.999) < pause_s(4, 0.0) == 8
