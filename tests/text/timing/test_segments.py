"""Pieces of a film that are shifted by different amounts."""

from __future__ import annotations

import pytest

from cuelift.text.timing import segments
from cuelift.text.timing.segments import distances, find_segments, share_by_chance, sigmas
from tests.text.timing.support import film

numpy = pytest.importorskip("numpy")


def starts(count: int, seed: int):
    return numpy.array([start for start, _ in film(count, seed)])


def test_one_shift_is_one_piece():
    others = starts(200, 1)

    [only] = find_segments(others - 3.0, others, [50.0, 2.9])

    assert (only.first, only.last, only.met) == (0, 200, 200)
    assert abs(only.offset_s - 3.0) < 1e-9


def test_a_break_makes_two_pieces():
    others = starts(200, 1)
    mine = others.copy()
    mine[100:] -= 30.0
    mine = numpy.delete(mine, slice(95, 105))

    one, two = find_segments(mine, others, [0.05, 30.1, 7.0])

    assert abs(one.last - 95) <= 1
    assert two.first == one.last
    assert (round(one.offset_s, 3), round(two.offset_s, 3)) == (0, 30)


def test_what_never_meets_is_one_piece_without_evidence():
    [only] = find_segments(numpy.arange(30) + 5000.0, numpy.arange(30) + 1.0, [0.0])

    assert (only.first, only.last, only.met) == (0, 30, 0)


def test_small_change_of_a_shift_is_no_new_piece():
    others = starts(200, 1)

    assert len(find_segments(others, others, [0.1, -0.1])) == 1


def test_neighbours_of_one_offset_are_joined():
    times = starts(40, 1)

    [only] = segments._tidied(times, times, [(0, 20, 0.1), (20, 38, -0.1)])

    assert (only.first, only.last) == (0, 40)


def test_chance_and_distance():
    times = numpy.array([0.0, 10.0])

    assert list(distances(numpy.array([-1.0, 4.0, 11.0]), times)) == [1, 4, 1]
    assert share_by_chance(times) == 0.1
    assert share_by_chance(numpy.array([1.0, 1.0])) == 0.95
    assert sigmas(10, 100, 0.1) == 0
    assert sigmas(13, 100, 0.1) == pytest.approx(1)
