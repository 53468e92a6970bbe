"""Ticks become nanoseconds in one place."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.media import to_ns


@pytest.mark.parametrize(
    ("ticks", "timescale", "expected"),
    [
        (1, 1000, 1_000_000),
        (1, 3, 333_333_333),
        (2, 3, 666_666_667),
        (1, 2_000_000_000, 1),
        (-1, 1000, -1_000_000),
        (7, 1_000_000_000, 7),
        (2**62, 90_000, 51240955760304310044444),
    ],
)
def test_ticks_are_rounded_half_up(ticks, timescale, expected):
    assert to_ns(ticks, timescale) == expected


@given(st.integers(-(2**63), 2**63), st.integers(1, 2**32))
def test_conversion_is_exact_to_half_a_nanosecond(ticks, timescale):
    exact = Fraction(ticks, timescale) * 10**9

    assert abs(to_ns(ticks, timescale) - exact) <= Fraction(1, 2)
