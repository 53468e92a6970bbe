"""Points in time and seconds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.imm.errors import WireError
from cuelift.imm.times import format_ms, format_ns, read_seconds, read_time

AT = 1_640_314_901_662_060_377


def test_times_are_written_in_both_ways():
    assert format_ms(AT) == "2021-12-24T03:01:41.662Z"
    assert format_ns(AT) == "2021-12-24T03:01:41.662060377Z"
    assert format_ms(None) == ""
    assert format_ns(0) == "1970-01-01T00:00:00.000000000Z"


@given(st.integers(min_value=0, max_value=250_000_000_000 * 10**9))
def test_what_is_written_is_read(at):
    assert read_time("T", format_ns(at)) == at
    assert read_time("T", format_ms(at)) == at - at % 1_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-12-24T03:01:41Z", 1_640_314_901 * 10**9),
        ("2021-12-24t03:01:41.5z", 1_640_314_901_500_000_000),
        ("2021-12-24T11:01:41.66206037799+08:00", 1_640_314_901_662_060_377),
        ("2021-12-23T22:01:41-05:00", 1_640_314_901 * 10**9),
        ("2016-12-31T23:59:60Z", 1_483_228_800 * 10**9),
    ],
)
def test_rfc_3339_is_read(text, expected):
    assert read_time("T", text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "now", "2021-12-24", "2021-12-24T03:01:41", "2021-13-24T03:01:41Z",
     "2021-02-29T03:01:41Z", "2021-12-24T25:01:41Z", "2021-12-24T03:01:61Z",
     "2021-12-24T03:01:41." + "1" * 60 + "Z", "２021-12-24T03:01:41Z", "0000-01-01T00:00:00Z"],
)  # fmt: skip
def test_other_times_are_refused(text):
    with pytest.raises(WireError, match="parameter T is invalid"):
        read_time("T", text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, 0), (1, 10**9), (1.5, 1_500_000_000), (0.1, 100_000_000),
        ("2.000000001", 2_000_000_001),
        (16.683333333333334, 16_683_333_333), (1e-9, 1), ("1e2", 100 * 10**9),
    ],
)  # fmt: skip
def test_seconds_are_exact(value, expected):
    assert read_seconds("S", value) == expected


@pytest.mark.parametrize(
    "value", [-1, "-0.1", "x", "", True, None, [], 1e10, "NaN", "inf", "1" * 70]
)
def test_other_seconds_are_refused(value):
    with pytest.raises(WireError, match="parameter S is invalid"):
        read_seconds("S", value)
