from __future__ import annotations

import pytest

from cuelift.dataset.audio.base import frames_of


@pytest.mark.parametrize(
    ("start_ns", "end_ns", "rate", "expected"),
    [
        (0, 1_000_000_000, 16_000, (0, 16_000)),
        (31_250, 31_249, 16_000, (1, 0)),
        (10_003_000_000, 12_217_000_000, 16_000, (160_048, 195_472)),
        (7_200_000_000_000, 7_200_000_000_001, 48_000, (345_600_000, 345_600_000)),
    ],
)
def test_times_are_rounded_to_the_nearest_sample(start_ns, end_ns, rate, expected):
    assert frames_of(start_ns, end_ns, rate) == expected
