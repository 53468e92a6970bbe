"""Comma-separated values."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Header, Reading, Span
from cuelift.format import FORMATS
from cuelift.format.options import ScriptOptions


def table(*cues: Cue, **options: str) -> list[list[str]]:
    make = FORMATS["csv"].writer
    assert make is not None
    writer = make(Header(), ScriptOptions(**options))
    writer.prepare(cues)
    text = writer.begin() + "".join(map(writer.write, cues)) + writer.end()
    return list(csv.reader(StringIO(text)))


def cue(text: str, **fields: object) -> Cue:
    return Cue(start_ns=1_000_000_000, end_ns=2_500_000_000, spans=(Span(text),), **fields)


def test_a_cue_is_a_row_and_keeps_its_line_breaks():
    head, first, second = table(cue('a "b",\nc', speaker="Ann"), cue(" "), cue("d"))

    assert head[:6] == ["number", "start", "end", "duration_s", "speaker", "text"]
    assert first[:6] == ["1", "0:00:01.000", "0:00:02.500", "1.500", "Ann", 'a "b",\nc']
    assert second[:1] == ["2"]


def test_what_was_read_tells_its_doubts():
    reading = Reading(status="doubtful", confidence=0.1, engines=("a",), alternatives=("x", "y"))

    assert table(cue("a", reading=reading))[1][6:] == ["doubtful", "x | y"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+49", "'+49"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("-cmd(1)", "'-cmd(1)"),
        ("- Yes.\n- No.", "- Yes.\n- No."),
        ("-Yes.", "-Yes."),
    ],
)
def test_nothing_runs_as_a_formula_but_dialogue_keeps_its_dash(text, written):
    assert table(cue(text))[1][5] == written


@given(st.lists(st.text(max_size=30), max_size=4))
def test_any_text_can_be_read_back(texts):
    rows = table(*(cue(text) for text in texts))

    assert {len(row) for row in rows} == {8}
    assert len(rows) == 1 + sum(bool(text.strip()) for text in texts)
