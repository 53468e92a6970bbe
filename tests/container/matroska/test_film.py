from __future__ import annotations

import pytest

from cuelift.container.matroska.film import LONGEST_CUE_NS, in_window
from cuelift.media import Window


@pytest.mark.parametrize(
    ("pts", "duration", "inside"),
    [
        (100, 50, True),
        (99, 1, False),
        (99, 2, True),
        (100, 0, True),
        (199, 0, True),
        (200, 5, False),
        (100 - LONGEST_CUE_NS, None, False),
        (101 - LONGEST_CUE_NS, None, True),
    ],
)
def test_a_window_is_half_open(pts: int, duration: int | None, inside: bool) -> None:
    assert in_window(Window(100, 200), pts, duration) is inside
    assert in_window(None, pts, duration)


def test_a_window_without_an_end_goes_on() -> None:
    assert in_window(Window(100, None), 10**18, 1)
    assert not in_window(Window(100, None), 50, 50)
