"""Copies of presentation graphics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue
from cuelift.format.images.supcopy import DisplaySet, Part, copy_sup
from tests.codec import pictures
from tests.support.pictures import COLORS, PGS_SETS, SECOND, SUP, display_set, noise
from tests.writers import pgs

MS = 1_000_000
ALL = [DisplaySet(ms * MS, None, data) for ms, data in PGS_SETS]
FADE = [  # shown at 1 s, in other colours at 2 s, moved at 3 s, gone at 4 s
    DisplaySet(SECOND, None, display_set(1)),
    DisplaySet(
        2 * SECOND, None,
        pgs.composition(pgs.placed(0, 600, 950), state=pgs.NORMAL, update=True)
        + pgs.palette([(1, 100, 128, 128, 255)]) + pgs.end(),
    ),
    DisplaySet(
        3 * SECOND, None, pgs.composition(pgs.placed(0, 10, 20), state=pgs.NORMAL) + pgs.end()
    ),
    DisplaySet(4 * SECOND, None, display_set(None)),
]  # fmt: skip


def decoded(data: bytes) -> list[Cue]:
    return pictures.decode(pictures.opener("pgs", timescale=90_000), pgs.sets(data))


def shown(data: bytes) -> list[tuple[float, float | None, int, int]]:
    """Start, end, left, and how many colours each caption has."""
    return [
        (
            cue.start_ns / SECOND,
            None if cue.end_ns is None else cue.end_ns / SECOND,
            cue.bitmaps[0].x,
            len(cue.bitmaps[0].palette) // 4,
        )
        for cue in decoded(data)
    ]


def test_a_whole_copy_is_equal() -> None:
    assert copy_sup(ALL, Part()) == SUP


def test_times_are_moved() -> None:
    moved = copy_sup(ALL, Part(shift_ns=-SECOND))

    assert [pts for pts, _ in pgs.sets(moved)] == [(ms - 1000) * 90 for ms, _ in PGS_SETS]
    assert [data for _, data in pgs.sets(moved)] == [data for _, data in PGS_SETS]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, None, [(1, 2.5), (3, 4), (5, 6.5)]),
        (0, 1, []),
        (0, 2, [(1, 2)]),
        (2, None, [(2, 2.5), (3, 4), (5, 6.5)]),
        (2, 3.5, [(2, 2.5), (3, 3.5)]),
        (1, 2, [(1, 2)]),
        (1.5, 2, [(1.5, 2)]),
        (2.5, 3, []),
        (2.7, 3.5, [(3, 3.5)]),
        (5.5, 9, [(5.5, 6.5)]),
        (7, 9, []),
    ],
)
def test_a_part_shows_what_the_whole_shows_then(start, end, expected) -> None:
    part = Part(round(start * SECOND), None if end is None else round(end * SECOND))

    assert [each[:2] for each in shown(copy_sup(ALL, part))] == expected


def test_a_part_begins_at_zero() -> None:
    data = copy_sup(ALL, Part(2 * SECOND, 3 * SECOND + SECOND // 2, -2 * SECOND))

    assert [each[:2] for each in shown(data)] == [(0, 0.5), (1, 1.5)]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (0.5, [(1, 3, 600, 3), (3, 4, 10, 3)]),
        (1.5, [(1.5, 3, 600, 3), (3, 4, 10, 3)]),
        (2, [(2, 3, 600, 3), (3, 4, 10, 3)]),
        (2.5, [(2.5, 3, 600, 3), (3, 4, 10, 3)]),
        (3, [(3, 4, 10, 3)]),
        (3.5, [(3.5, 4, 10, 3)]),
    ],
)
def test_a_part_tells_what_its_epoch_told_before(start, expected) -> None:
    assert shown(copy_sup(FADE, Part(round(start * SECOND)))) == expected


def test_the_colours_of_a_part_are_those_of_its_time() -> None:
    [before, after] = (
        decoded(copy_sup(FADE, Part(start)))[0].bitmaps[0].palette[4:7]
        for start in (SECOND, 2 * SECOND + SECOND // 2)
    )

    assert before == b"\xff\xff\xff"
    assert after != before


def test_a_part_without_a_caption_at_its_start_still_tells_its_epoch() -> None:
    again = DisplaySet(
        6 * SECOND, None, pgs.composition(pgs.placed(0, 1, 2), state=pgs.NORMAL) + pgs.end()
    )

    data = copy_sup([*FADE, again], Part(5 * SECOND, 7 * SECOND))

    assert shown(data) == [(6, 7, 1, 3)]


@pytest.mark.parametrize(("forced", "expected"), [(True, [(3, 4)]), (False, [(1, 2.5), (5, 6.5)])])
def test_forced_objects_alone_or_the_others(forced, expected) -> None:
    data = copy_sup(ALL, Part(forced=forced))

    assert [each[:2] for each in shown(data)] == expected
    assert len(pgs.sets(data)) == len(PGS_SETS)


def test_of_one_presentation_only_the_forced_objects_stay() -> None:
    both = (
        pgs.composition(pgs.placed(0, 1, 2), pgs.placed(1, 5, 60, forced=True, cut=(1, 1, 8, 8)))
        + pgs.palette(COLORS)
        + pgs.picture(0, noise(1), 40)
        + pgs.picture(1, noise(2), 40)
        + pgs.end()
    )
    sets = [DisplaySet(SECOND, None, both), DisplaySet(2 * SECOND, None, display_set(None))]

    assert [each[2] for each in shown(copy_sup(sets, Part(forced=True)))] == [5]
    assert [each[2] for each in shown(copy_sup(sets, Part(forced=False)))] == [1]


def until(*sets: tuple[float, float | None, int]) -> list[DisplaySet]:
    return [
        DisplaySet(
            round(start * SECOND),
            None if end is None else round(end * SECOND),
            display_set(seed),
        )
        for start, end, seed in sets
    ]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Part(), [(1, 2), (3, 4)]),
        (Part(SECOND + SECOND // 2), [(1.5, 2), (3, 4)]),
        (Part(2 * SECOND), [(3, 4)]),
        (Part(2 * SECOND + SECOND // 2), [(3, 4)]),
        (Part(4 * SECOND), []),
        (Part(0, 3 * SECOND + SECOND // 2), [(1, 2), (3, 3.5)]),
        (Part(3 * SECOND + SECOND // 2, 10 * SECOND), [(3.5, 4)]),
    ],
)
def test_an_end_told_beside_a_display_set_becomes_one_that_clears(part, expected) -> None:
    data = copy_sup(until((1, 2, 1), (3, 4, 2)), part)

    assert [each[:2] for each in shown(data)] == expected


def test_an_end_that_another_display_set_comes_before_changes_nothing() -> None:
    sets = until((1, 9, 1), (3, None, 2))

    assert [data for _, data in pgs.sets(copy_sup(sets, Part()))] == [each.data for each in sets]


@given(
    st.lists(st.binary(max_size=60), max_size=4),
    st.none() | st.booleans(),
    st.none() | st.integers(0, 4),
    st.none() | st.integers(0, 6),
)
def test_any_bytes_make_a_file_of_whole_segments(chunks, forced, start, end) -> None:
    heads = [b"\x16", b"\x14\0\4", b"\x15\0\6", b"\x16\0\x0b"]
    sets = [
        DisplaySet(at, at + 1 if at % 2 else None, heads[at % 4] + chunk)
        for at, chunk in enumerate(chunks)
    ]

    data = copy_sup(sets, Part(start, end, 0, forced))

    at = 0
    while at < len(data):
        assert data[at : at + 2] == b"PG"
        at += 13 + int.from_bytes(data[at + 11 : at + 13])
    assert at == len(data)
