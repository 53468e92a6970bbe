"""Scripts in Markdown."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Header, Reading, Span
from cuelift.format import FORMATS
from cuelift.format.options import ScriptOptions
from cuelift.format.script.markdown import escape


def script(*cues: Cue, header: Header | None = None) -> str:
    make = FORMATS["md"].writer
    assert make is not None
    writer = make(header or Header(), ScriptOptions())
    writer.prepare(cues)
    return writer.begin() + "".join(map(writer.write, cues)) + writer.end()


def cue(text: str, **fields: object) -> Cue:
    return Cue(start_ns=1_000_000_000, end_ns=2_500_000_000, spans=(Span(text),), **fields)


def test_a_script_is_a_title_and_a_table():
    header = Header(title="Full *cut*", language="en")

    assert script(cue("Hi\nyou|", speaker="Ann"), cue(""), cue("So."), header=header) == (
        "# Full \\*cut\\* (en)\n\n"
        "| # | time | speaker | text |\n| --- | --- | --- | --- |\n"
        "| 1 | 0:00:01.000 | Ann | Hi<br>you\\| |\n"
        "| 2 | 0:00:01.000 |  | So. |\n"
    )


def test_doubts_have_a_column_where_there_are_any():
    reading = Reading(status="single", confidence=0.9, engines=("a",))

    text = script(cue("a", reading=reading), cue("b"))

    assert "| text | status |\n" in text
    assert "| a | single |\n" in text
    assert text.endswith("| b |  |\n")


@given(st.text(max_size=40))
def test_any_text_stays_within_its_cell(text):
    cells = re.sub(r"\\.", "", escape(text))

    assert "|" not in cells
    assert "\n" not in cells
    assert not set(cells.replace("<br>", "")) & set("`*_<>[]#")
