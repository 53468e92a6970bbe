"""Rows of scripts: who says what, when."""

from __future__ import annotations

from cuelift.cues import Cue, Reading, Span
from cuelift.format.script.rows import Part, all_rows, parts_of
from cuelift.markup.clock import clock_short
from cuelift.markup.webvtt_time import round_ms
from tests.support.pictures import bitmap

SECOND = 1_000_000_000


def cue(*spans: Span, start_ns: int = SECOND, end_ns: int | None = 2 * SECOND, **fields) -> Cue:
    return Cue(start_ns=start_ns, end_ns=end_ns, spans=spans, **fields)


def test_each_speaker_of_a_cue_has_a_row_of_the_same_number():
    said = cue(
        Span("Who is\n", speaker="Ann"), Span("there?\n", speaker="Ann"), Span("\n"),
        Span("Nobody.", speaker="Bob"),
    )  # fmt: skip

    rows = all_rows([said, cue(Span("So."), speaker="Ann")])

    assert [(row.number, row.speaker, row.text) for row in rows] == [
        (1, "Ann", "Who is\nthere?"),
        (1, "Bob", "Nobody."),
        (2, "Ann", "So."),
    ]
    assert parts_of(rows) == [Part("Ann", 2, 4), Part("Bob", 1, 1)]


def test_what_is_not_shown_has_no_row_and_no_number():
    rows = all_rows([cue(Span(" \n ")), cue(), cue(Span("a"), comment=True), cue(Span("b"))])

    assert [(row.number, row.text) for row in rows] == [(1, "b")]


def test_pictures_stand_with_the_first_row_and_doubts_with_each():
    picture = bitmap()
    doubt = Reading(status="doubtful", confidence=0.3, engines=("a",), alternatives=("x",))
    said = cue(Span("a\n", speaker="A"), Span("b", speaker="B"), bitmaps=(picture,), reading=doubt)

    first, second = all_rows([said])

    assert (first.bitmaps, second.bitmaps) == ((picture,), ())
    assert {first.status, second.status} == {"doubtful"}
    assert first.alternatives == ("x",)


def test_a_picture_that_was_not_read_has_a_row():
    (row,) = all_rows([cue(bitmaps=(bitmap(),))])

    assert (row.text, row.status) == ("", "")


def test_names_can_be_left_out_and_are_one_line():
    said = cue(Span("a"), speaker="Dr.\n No ")

    assert [row.speaker for row in all_rows([said])] == ["Dr. No"]
    assert [row.speaker for row in all_rows([said], "off")] == [""]


def test_times_are_rounded_and_an_open_end_is_the_start():
    (row,) = all_rows([cue(Span("a"), start_ns=1_499_500, end_ns=None)])

    assert (row.start_ms, row.end_ms) == (1, 1)
    assert round_ms(-5) == 0
    assert clock_short(3_723_004) == "1:02:03.004"
