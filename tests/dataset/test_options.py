from __future__ import annotations

import pytest

from cuelift.dataset.options import SegmentOptions


@pytest.mark.parametrize(
    ("language", "expected"),
    [(None, (3, 30)), ("en-GB", (3, 30)), ("zh-Hant", (1, 15)), ("JA", (1, 15))],
)
def test_rates_are_those_of_the_language(language, expected):
    assert SegmentOptions().rates(language) == expected


def test_rates_that_are_asked_for_hold():
    assert SegmentOptions(min_rate=0, max_rate=50).rates("ja") == (0, 50)
