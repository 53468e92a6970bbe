"""Lines from one film's times to another's."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cuelift.errors import UsageError
from cuelift.text.timing.maps import Line, TimeMap, anchors_of, rate_of

S = 1_000_000_000


def test_rates_are_exact_fractions():
    assert rate_of("23.976-25") == Fraction(24000, 25025)
    assert rate_of("25-24") == Fraction(25, 24)
    with pytest.raises(UsageError, match="FROM-TO"):
        rate_of("25")


def test_one_anchor_shifts_and_two_stretch():
    assert anchors_of("12.0/13.5") == [Line(Fraction(1), 1_500_000_000)]
    [line] = anchors_of("10>20;20>40")

    assert [line(at * S) // S for at in (0, 10, 20, 30)] == [0, 20, 40, 60]
    assert anchors_of("20/40+10/20") == [line]


def test_more_anchors_make_pieces():
    times = TimeMap(anchors_of("0/0+10/10+20/30"))

    assert [times.line_at(at * S)(at * S) // S for at in (5, 10, 15, 25)] == [5, 10, 20, 40]
    assert len(times.lines) == 2


@pytest.mark.parametrize(
    "text", ["", "1", "1/2/3", "a/b", "1/2+1/3", "1/5+2/4", "0/0" + "+1/1" * 200]
)
def test_anchors_that_make_no_sense_are_refused(text):
    with pytest.raises(UsageError):
        anchors_of(text)
