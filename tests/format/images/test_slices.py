"""Overlapping cues as presentations one after the other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Header, Span
from cuelift.format import FORMATS
from cuelift.format.images.slices import MOST_AT_ONCE, slices
from tests.support.pictures import SECOND, bitmap, shown


def drawn(cues: list[Cue]) -> list[tuple[float, float, list[int]]]:
    return [
        (part.start_ns / SECOND, part.end_ns / SECOND, [cue.bitmaps[0].x for cue in part.cues])
        for part in slices(cues)
    ]


def cue(start_s: float, end_s: float | None, number: int) -> Cue:
    return shown(start_s, end_s, bitmap(at=(number, 0)))


@pytest.mark.parametrize(
    ("cues", "parts"),
    [
        ([], []),
        ([(1, 2)], [(1, 2, [0])]),
        ([(1, 2), (2, 3)], [(1, 2, [0]), (2, 3, [1])]),
        ([(1, 3), (2, 4)], [(1, 2, [0]), (2, 3, [0, 1]), (3, 4, [1])]),
        ([(1, 4), (2, 3)], [(1, 2, [0]), (2, 3, [0, 1]), (3, 4, [0])]),
        ([(1, 2), (1, 2)], [(1, 2, [0, 1])]),
        ([(1, 1), (2, None)], []),
    ],
    ids=["none", "one", "touching", "overlapping", "within", "together", "without length or end"],
)
def test_cues_are_cut_where_one_begins_or_ends(cues, parts) -> None:
    assert drawn([cue(start, end, at) for at, (start, end) in enumerate(cues)]) == parts


def test_cues_without_pictures_show_nothing() -> None:
    assert list(slices([Cue(start_ns=0, end_ns=SECOND, spans=(Span("x"),))])) == []


def test_of_too_many_at_once_the_oldest_go() -> None:
    made = drawn([cue(at, 1000, at) for at in range(MOST_AT_ONCE + 5)])

    assert max(len(shown) for _, _, shown in made) == MOST_AT_ONCE
    assert made[-1][2] == list(range(5, MOST_AT_ONCE + 5))


@pytest.mark.parametrize("name", ["bdn", "sup"])
def test_what_goes_is_counted(name) -> None:
    entry = FORMATS[name]
    assert entry.pictures is not None
    writer = entry.pictures(Header(), entry.options())

    list(writer.files([cue(at, 1000, at) for at in range(MOST_AT_ONCE + 3)]))

    assert writer.losses == {"picture": 3}


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12))
def test_every_moment_shows_what_it_should(spans) -> None:
    cues = [cue(start, start + length, at) for at, (start, length) in enumerate(sorted(spans))]

    made = list(slices(cues))

    for part, following in pairwise(made):
        assert part.start_ns < part.end_ns <= following.start_ns
    for second in range(42):
        now = second * SECOND
        expected = [each for each in cues if each.start_ns <= now < (each.end_ns or 0)]
        found = [part.cues for part in made if part.start_ns <= now < part.end_ns]
        assert [list(each) for each in found] == ([expected] if expected else [])
