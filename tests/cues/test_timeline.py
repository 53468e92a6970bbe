"""From media time to presentation time."""

from __future__ import annotations

import pytest

from cuelift.cues import Cue, Raw, Span
from cuelift.cues.timeline import Timeline, sort_key, start_of
from cuelift.media import Edit, Window

S = 1_000_000_000


def seconds(value: float) -> int:
    return round(value * S)


def cue(start: float, end: float | None, text: str = "x") -> Cue:
    return Cue(
        start_ns=seconds(start),
        end_ns=None if end is None else seconds(end),
        spans=(Span(text),),
    )


def times(cues: list[Cue]) -> list[tuple[float, float]]:
    return [(item.start_ns / S, (item.end_ns or 0) / S) for item in cues]


def run(timeline: Timeline, cues: list[Cue]) -> list[tuple[float, float]]:
    made = timeline.push(cues)
    return times(made + timeline.finish())


def edit(start: float, duration: float | None, media: float | None) -> Edit:
    return Edit(
        seconds(start),
        None if duration is None else seconds(duration),
        None if media is None else seconds(media),
    )


CUES = [cue(1, 3), cue(3, 5), cue(6, 8)]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], [(1, 3), (3, 5), (6, 8)]),
        ([edit(0, 2, None), edit(2, 20, 0)], [(3, 5), (5, 7), (8, 10)]),
        ([edit(0, 20, 3.5)], [(0, 1.5), (2.5, 4.5)]),
        ([edit(0, 1, None), edit(1, 20, 3.5)], [(1, 2.5), (3.5, 5.5)]),
        ([edit(0, 2, 1), edit(2, 5, 6)], [(0, 2), (2, 4)]),
        ([edit(0, None, 3.5)], [(0, 1.5), (2.5, 4.5)]),
    ],
)
def test_edit_lists_map_media_time_to_presentation_time(edits, expected):
    assert run(Timeline(edits=edits), CUES) == expected


def test_an_edit_that_plays_a_part_twice_shows_its_cues_twice():
    timeline = Timeline(edits=[edit(0, 4, 0), edit(4, 4, 0)])

    assert run(timeline, [cue(1, 3)]) == [(1, 3), (5, 7)]


def test_an_open_cue_ends_where_the_next_begins():
    [first, second] = Timeline().push([cue(1, None), cue(4, 5)])

    assert times([first, second]) == [(1, 4), (4, 5)]
    assert first.end_inferred
    assert not second.end_inferred


def test_open_cues_of_one_instant_end_together():
    assert run(Timeline(), [cue(1, None), cue(1, None), cue(4, 5)]) == [(1, 4), (1, 4), (4, 5)]


def test_a_last_open_cue_shows_ten_seconds_or_to_the_end_of_the_media():
    assert run(Timeline(), [cue(1, None)]) == [(1, 11)]
    assert run(Timeline(media_end_ns=seconds(4)), [cue(1, None)]) == [(1, 4)]
    assert run(Timeline(media_end_ns=seconds(60)), [cue(1, None)]) == [(1, 11)]
    assert run(Timeline(media_end_ns=0), [cue(1, None)]) == [(1, 11)]


def test_nothing_shows_before_zero():
    timeline = Timeline()

    assert run(timeline, [cue(-2, 1), cue(-2, -1), cue(-2, 0)]) == [(0, 1)]
    assert timeline.dropped == 2


def test_an_end_before_the_start_becomes_the_start():
    assert run(Timeline(), [cue(5, 3)]) == [(5, 5)]


def test_a_window_cuts_and_shifts_to_zero():
    window = Window(seconds(2), seconds(7))

    assert run(Timeline(window=window), CUES) == [(0, 1), (1, 3), (4, 5)]


def test_a_window_of_the_raw_timeline_only_cuts():
    window = Window(seconds(2), seconds(7))

    assert run(Timeline(window=window, shift_window=False), CUES) == [(2, 3), (3, 5), (6, 7)]


def test_a_window_without_an_end_goes_to_the_end():
    assert run(Timeline(window=Window(seconds(4), None)), CUES) == [(0, 1), (2, 4)]


def test_times_inside_the_text_go_along_and_leave_the_payload_to_the_writer():
    inner = Cue(
        start_ns=seconds(3),
        end_ns=seconds(6),
        spans=(Span("a"), Span("b", time_ns=seconds(4))),
        raw=Raw(format="webvtt", text="a<00:00:04.000>b"),
    )

    [moved] = Timeline(window=Window(seconds(2), None)).push([inner])

    assert [span.time_ns for span in moved.spans] == [None, seconds(2)]
    assert moved.raw == inner.raw


def test_raw_payload_without_times_is_kept():
    plain = Cue(start_ns=seconds(3), end_ns=seconds(6), raw=Raw(format="webvtt", text="a"))

    [moved] = Timeline(window=Window(seconds(2), None)).push([plain])

    assert moved.raw is not None


def test_longer_cues_come_first_at_one_start():
    assert sorted([cue(1, 2), cue(1, 3), cue(0, 9)], key=sort_key) == [
        cue(0, 9),
        cue(1, 3),
        cue(1, 2),
    ]


def test_cues_of_one_start_can_keep_their_order():
    cues = [cue(1, 2), cue(0, 9), cue(1, 3)]

    assert sorted(cues, key=start_of) == [cue(0, 9), cue(1, 2), cue(1, 3)]
