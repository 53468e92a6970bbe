"""Segments of presentation graphics."""

from __future__ import annotations

import pytest

from cuelift.format.images.segments import (
    END,
    OBJECT,
    Placed,
    Segment,
    at_time,
    clearing,
    presentation,
    segments_of,
)
from tests.writers import pgs


def body(segments: list[Segment]) -> bytes:
    return b"".join(pgs.segment(*each) for each in segments)


def test_a_presentation_is_what_other_writers_make() -> None:
    code = pgs.runs(b"\1\2", 2)

    made = presentation(7, (1920, 1080), [Placed(10, 20, 2, 1, code, True)], b"\1\x10\x80\x80\xff")

    windows = pgs.segment(pgs.WINDOWS, bytes((1, 0, 0, 10, 0, 20, 0, 2, 0, 1)))
    composition = bytearray(pgs.composition(pgs.placed(0, 10, 20, forced=True)))
    composition[9] = 7  # its number
    assert body(made) == (
        bytes(composition)
        + windows
        + pgs.palette([(1, 16, 128, 128, 255)])
        + pgs.graphic(0, 2, code, 1)
        + pgs.end()
    )


def test_a_long_object_is_a_chain_of_segments() -> None:
    code = bytes(range(256)) * 600

    made = presentation(0, (1920, 1080), [Placed(0, 0, 5, 6, code, False)], b"")

    parts = [segment for segment in made if segment.kind == OBJECT]
    assert len(parts) == 3
    assert b"".join(pgs.segment(*each) for each in parts) == pgs.graphic(0, 5, code, 6)


def test_clearing_shows_nothing() -> None:
    kinds = [segment.kind for segment in clearing(3, (720, 576))]

    assert kinds == [pgs.COMPOSITION, pgs.WINDOWS, pgs.END]
    assert clearing(70_000, (720, 576))[0].body[-1] == 0


@pytest.mark.parametrize(
    ("time_ns", "ticks"),
    [(0, 0), (-5, 0), (1_000_000_000, 90_000), (11_112, 1), (5_555, 0), (5_556, 1),
     ((1 << 32) * 1_000_000_000 // 90_000 + 22_223, 2)],
)  # fmt: skip
def test_times_are_ticks_that_wrap(time_ns, ticks) -> None:
    [head, data] = at_time(time_ns, [Segment(END, b"")])

    assert head == b"PG" + ticks.to_bytes(4) + bytes(4) + b"\x80\0\0"
    assert data == b""


def test_a_segment_that_is_cut_off_ends_the_list() -> None:
    data = pgs.composition() + pgs.end()

    assert [segment.kind for segment in segments_of(data)] == [pgs.COMPOSITION, pgs.END]
    assert [segment.kind for segment in segments_of(data[:-1])] == [pgs.COMPOSITION]
    assert segments_of(data[:5]) == []
