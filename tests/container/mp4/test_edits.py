import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.mp4 import edits
from cuelift.container.mp4.edits import media_spans, parse_elst, within
from cuelift.cues import Cue, Span
from cuelift.cues.timeline import Timeline
from cuelift.errors import ContainerError
from cuelift.media import Edit, Extent, Window
from tests.container.mp4.helpers import SECOND
from tests.writers.isobmff import elst, u32

ONE = 0x10000


def parse(rows, version=0, movie=1000, media=10_000, ticks=0):
    return parse_elst(elst(rows, version)[8:], movie, media, ticks)


TABLE = [
    ([(2000, -1, ONE), (8000, 0, ONE)], [(3, 5), (5, 7), (8, 10)]),
    ([(4500, 35_000, ONE)], [(0, 1.5), (2.5, 4.5)]),
    ([(1000, -1, ONE), (4500, 35_000, ONE)], [(1, 2.5), (3.5, 5.5)]),
    ([(2000, 10_000, ONE), (5000, 60_000, ONE)], [(0, 2), (2, 4)]),
]


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize(("rows", "expected"), TABLE)
def test_edit_lists_put_cues_where_players_show_them(rows, expected, version):
    timeline = Timeline(edits=parse(rows, version, ticks=80_000).edits)
    media = [(1, 3), (3, 5), (6, 8)]

    shown = timeline.push(
        Cue(start_ns=start * SECOND, end_ns=end * SECOND, spans=(Span(text="x"),))
        for start, end in media
    )

    assert [(cue.start_ns / SECOND, cue.end_ns / SECOND) for cue in shown] == expected


def test_entries_are_nanoseconds_of_their_own_clocks():
    found = parse([(1500, -1, ONE), (500, 10_001, ONE)], movie=600, media=90_000)

    assert found.edits == (
        Edit(0, 2_500_000_000, None),
        Edit(2_500_000_000, 833_333_333, 111_122_222),
    )
    assert found.warnings == ()


def test_a_duration_of_zero_runs_to_the_end():
    assert parse([(0, 5_000, ONE)]).edits == (Edit(0, None, SECOND // 2),)


def test_an_entry_of_no_duration_before_others_shows_nothing():
    assert parse([(0, 5_000, ONE), (1000, 0, ONE)]).edits == (Edit(0, SECOND, 0),)


@pytest.mark.parametrize(
    ("duration", "open_end"), [(7999, True), (8000, True), (9000, True), (7998, False)]
)
def test_an_edit_that_misses_the_end_by_rounding_only_runs_to_the_end(duration, open_end):
    [edit] = parse([(duration, 10_000, ONE)], ticks=90_000).edits

    assert (edit.duration_ns is None) is open_end


def test_a_list_that_changes_nothing_is_empty():
    assert parse([(8000, 0, ONE)], ticks=80_000).edits == ()


def test_a_list_that_ends_early_is_kept():
    assert parse([(7000, 0, ONE)], ticks=80_000).edits == (Edit(0, 7 * SECOND, 0),)


def test_other_rates_are_warned_of():
    found = parse([(1000, 0, ONE * 2), (1000, -1, 0)])

    assert found.edits == (Edit(0, SECOND, 0), Edit(SECOND, SECOND, None))
    assert found.warnings == ("edit list with a rate other than 1: taken as 1",)


def test_a_dwell_shows_nothing_and_is_warned_of():
    found = parse([(1000, 70, 0), (1000, 0, ONE)])

    assert found.edits == (Edit(0, SECOND, None), Edit(SECOND, SECOND, 0))
    assert found.warnings == ("edit list with a dwell (rate 0): nothing is shown there",)


def test_edits_are_limited(monkeypatch):
    monkeypatch.setattr(edits, "MAX_EDITS", 2)

    found = parse([(1000, 5, ONE)] * 5)

    assert len(found.edits) == 2
    assert "only 2 of 3 edits are used" in found.warnings


@pytest.mark.parametrize(
    "body", [b"", bytes(7), u32(0, 2) + bytes(12), u32(1 << 24, 1) + bytes(19)]
)
def test_entries_that_do_not_fit_are_an_error(body):
    with pytest.raises(ContainerError, match="elst"):
        parse_elst(body, 1000, 1000, 0)


@given(st.binary(max_size=80), st.integers(1, 1 << 32), st.integers(1, 1 << 32))
def test_any_bytes_are_edits_or_an_error(data, movie, media):
    try:
        found = parse_elst(data, movie, media, 0)
    except ContainerError:
        return
    assert all(edit.start_ns >= 0 for edit in found.edits)


def test_without_edits_the_window_is_media_time():
    assert media_spans((), Window(5, None)) == [(5, None)]


def test_a_window_is_mapped_through_each_edit():
    found = [Edit(0, 10, None), Edit(10, 20, 100), Edit(30, None, 50)]

    assert media_spans(found, Window(15, 40)) == [(50, 60), (105, 120)]
    assert media_spans(found, Window(35, None)) == [(55, None)]
    assert media_spans(found, Window(0, 5)) == []


def test_spans_that_touch_or_overlap_are_joined():
    assert media_spans([Edit(0, 10, 0), Edit(10, 10, 5)], Window(0, None)) == [(0, 15)]
    assert media_spans([Edit(0, 10, 0), Edit(10, None, 5)], Window(0, None)) == [(0, None)]
    assert media_spans([Edit(0, None, 0), Edit(10, 10, 5)], Window(0, None)) == [(0, None)]


@pytest.mark.parametrize(
    ("pts", "duration", "kept"),
    [
        (0, 10, False),
        (0, 11, True),
        (19, 1, True),
        (20, 5, False),
        (25, 6, True),
        (29, None, True),
        (40, 1, False),
        (5, None, True),
    ],
)
def test_extents_that_overlap_a_span_are_kept(pts, duration, kept):
    extent = Extent(0, pts, duration, 0, 1)

    assert list(within([extent], [(10, 20), (30, 40)], SECOND)) == [extent] * kept


def test_an_open_span_keeps_everything_behind_its_start():
    extent = Extent(0, 1000, 0, 0, 1)

    assert list(within([extent], [(10, None)], SECOND)) == [extent]
    assert list(within([extent], [], SECOND)) == []
