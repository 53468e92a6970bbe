"""Times and frame rates in options."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.errors import UsageError
from cuelift.text.clock import frame_rate, time_ns


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1", 1),
        ("-1.5", -1.5),
        ("+2,25", 2.25),
        ("90.5", 90.5),
        ("1m30s", 90),
        ("1h2m3.5s", 3723.5),
        ("250ms", 0.25),
        ("2m", 120),
        ("1:30", 90),
        ("-0:01:02.5", -62.5),
        ("00:00:10:12", 10.48),
        ("00:00:01,250", 1.25),
    ],
)
def test_times_are_read(text, seconds):
    assert time_ns(text, Fraction(25)) == round(seconds * 1e9)


def test_a_timecode_that_drops_frames_follows_the_clock():
    exact = frame_rate("29.97")

    assert abs(time_ns("01:00:00;00", exact) - 3_600_000_000_000) < 4_000_000
    assert time_ns("00:01:00;02", exact) == round(1800 / exact * 1_000_000_000)


@pytest.mark.parametrize(
    "text",
    ["", "-", "--1", "1.", "x", "1:2:3:4:5", "00:00:01:30", "1s2", "-+1", "١:٢٠x"],
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UsageError, match="is not a time"):
        time_ns(text, Fraction(25))


def test_times_have_a_limit():
    with pytest.raises(UsageError, match="time '9999999' is more than 1,000,000 s"):
        time_ns("9999999")


def test_frames_need_a_rate():
    with pytest.raises(UsageError):
        time_ns("00:00:01:10")


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("25", Fraction(25)),
        ("23.976", Fraction(24000, 1001)),
        ("23.98", Fraction(24000, 1001)),
        ("29.97", Fraction(30000, 1001)),
        ("59.94", Fraction(60000, 1001)),
        ("24000/1001", Fraction(24000, 1001)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_rates_are_exact(text, rate):
    assert frame_rate(text) == rate


@pytest.mark.parametrize("text", ["", "0", "x", "25/0", "0.5", "1001", "-25", "1/2/3"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(UsageError, match="rate"):
        frame_rate(text)


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_refused(text):
    for read in (time_ns, frame_rate):
        try:
            read(text)
        except UsageError:
            continue
