"""Times of cues."""

from __future__ import annotations

import pytest

from cuelift.cues import Place
from cuelift.text.limits import Limits
from cuelift.text.reflow import times
from cuelift.text.reflow.parts import Part
from cuelift.text.reflow.times import Clock
from tests.text.reflow.support import S, cue

LIMITS = Limits(min_duration=1, max_duration=7, gap=0.1, close_gap=0.5, snap=0.5)


def settled(*each, limits=LIMITS, shots=(), duration=None) -> list[tuple[float, float]]:
    """Start and end of each after the clock, in seconds."""
    parts = []
    for start, end, *place in each:
        one = cue(start, end, "x", place=place[0] if place else None)
        parts.append(Part(one, one.spans, (one.start_ns, one.end_ns), (0, 0)))
    clock = Clock(limits, [round(s * S) for s in shots], duration)
    clock.settle(parts)
    assert not clock.settle(parts)
    return [(round(p.start_ns / S, 3), round(p.end_ns / S, 3)) for p in parts]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(0, 0.2)], [(0, 1)]),
        ([(0, 9)], [(0, 7)]),
        ([(0, 0.2), (0.6, 2)], [(0, 0.5), (0.6, 2)]),
        ([(0, 2), (2.05, 4)], [(0, 1.95), (2.05, 4)]),
        ([(0, 2), (2.3, 4)], [(0, 2.2), (2.3, 4)]),
        ([(0, 2), (2.6, 4)], [(0, 2), (2.6, 4)]),
        ([(0, 0.05), (0.12, 2)], [(0, 0.05), (0.12, 2)]),
        ([(0, 6.95), (7.4, 9)], [(0, 6.95), (7.4, 9)]),
        ([(0, 3, Place(align=8)), (2, 4)], [(0, 3), (2, 4)]),
        ([(0, 3), (0.5, 4)], [(0, 3), (0.5, 4)]),
        ([(0, 3), (2.9, 4)], [(0, 2.8), (2.9, 4)]),
    ],
)
def test_ends_follow_the_profile(before, after):
    assert settled(*before) == after


def test_a_profile_without_figures_leaves_all():
    assert settled((0, 0.2), (0.2, 90), limits=Limits()) == [(0, 0.2), (0.2, 90)]


@pytest.mark.parametrize(
    ("before", "shots", "after"),
    [
        ([(1.2, 3)], [1], [(1, 3)]),
        ([(0.8, 3)], [1], [(1, 3)]),
        ([(1.2, 3)], [0.5], [(1.2, 3)]),
        ([(0, 1), (1.2, 3)], [0.9], [(0, 1.1), (1.2, 3)]),
        ([(0.2, 1.2)], [0.5], [(0.2, 1.2)]),
        ([(0, 3)], [3.2], [(0, 3.1)]),
        ([(0, 3)], [2.7], [(0, 2.6)]),
        ([(0, 1)], [0.9], [(0, 1)]),
        ([(0, 3), (3.25, 5), (3.3, 5)], [3.32], [(0, 3.15), (3.25, 5), (3.32, 5)]),
    ],
)
def test_times_move_to_shot_changes(before, shots, after):
    assert settled(*before, shots=shots) == after


def test_rounds_are_bounded(monkeypatch):
    monkeypatch.setattr(times, "MAX_ROUNDS", 1)
    one = cue(0, 0.2, "x")

    assert Clock(LIMITS).settle([Part(one, one.spans, (0, S // 5), (0, 0))])


def test_pauses_of_speech_stay():
    asr = Limits(min_duration=1, gap=0.1, close_gap=0.3, pause=0.7)

    assert settled((0, 0.2), (1.2, 3), limits=asr) == [(0, 0.5), (1.2, 3)]
    assert settled((0, 0.2), (0.6, 3), limits=asr) == [(0, 0.5), (0.6, 3)]


def test_the_film_ends_before_a_cue_is_long_enough():
    assert settled((9, 9.2), duration=round(9.5 * S)) == [(9, 9.5)]
    assert settled((9, 9.7), duration=round(9.5 * S)) == [(9, 9.7)]
