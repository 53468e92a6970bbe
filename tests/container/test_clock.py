from __future__ import annotations

import pytest

from cuelift.container.clock import WRAP, Clock, is_jump, signed

SECOND = 90_000


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [(0, 0), (5, 5), (-5, -5), (WRAP - 5, -5), (5 - WRAP, 5), (WRAP // 2, -WRAP // 2)],
)
def test_the_shorter_way_around_is_taken(ticks: int, expected: int) -> None:
    assert signed(ticks) == expected


@pytest.mark.parametrize(
    ("step", "flagged", "expected"),
    [
        (0, False, False),
        (599 * SECOND, False, False),
        (601 * SECOND, False, True),
        (-SECOND, False, False),
        (-2 * SECOND, False, True),
        (SECOND, True, False),
        (2 * SECOND, True, True),
    ],
)
def test_a_clock_jumps_when_it_goes_back_or_far_ahead(
    step: int, flagged: bool, expected: bool
) -> None:
    assert is_jump(step, flagged=flagged) == expected


def test_times_go_on_over_the_wrap() -> None:
    clock = Clock(WRAP - SECOND)
    clock.refer(WRAP - SECOND)
    clock.refer(SECOND)

    assert clock.now == WRAP + SECOND
    assert clock.place(WRAP - 5) == WRAP - 5
    assert clock.place(7) == WRAP + 7


def test_times_before_the_first_reference_are_counted_from_the_anchor() -> None:
    assert Clock(10).place(WRAP - 10) == -10
    assert Clock(None).place(WRAP - 10) == WRAP - 10


def test_without_references_times_follow_each_other() -> None:
    clock = Clock(None)

    assert [clock.place(pts) for pts in (WRAP - SECOND, 5, 5 * SECOND)] == [
        WRAP - SECOND,
        WRAP + 5,
        WRAP + 5 * SECOND,
    ]


def test_behind_a_jump_the_clock_goes_on_where_it_was() -> None:
    clock = Clock(None)
    for value in (100 * SECOND, 101 * SECOND, 5 * SECOND, 6 * SECOND):
        clock.refer(value)

    assert clock.now == 102 * SECOND
    assert clock.place(7 * SECOND) == 103 * SECOND
    assert clock.jumps == 1
