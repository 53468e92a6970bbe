"""Times as caption files write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.markup.clock import clock_cs, clock_ms


@pytest.mark.parametrize(
    ("total_ms", "expected"),
    [(0, "00:00:00.000"), (59_999, "00:00:59.999"), (360_000_000, "100:00:00.000")],
)
def test_hours_have_two_digits_or_as_many_as_they_need(total_ms, expected):
    assert clock_ms(total_ms, ".") == expected


@given(st.integers(0, 10**12))
def test_times_are_what_formatting_gives(total):
    seconds, ms = divmod(total, 1000)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60

    assert clock_ms(total, ",") == f"{hours:02}:{minutes:02}:{seconds:02},{ms:03}"
    seconds, cs = divmod(total, 100)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    assert clock_cs(total) == f"{hours}:{minutes:02}:{seconds:02}.{cs:02}"
