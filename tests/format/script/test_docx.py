"""Scripts as Word documents."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest

from cuelift.cues import Cue, Header, Reading, Span
from cuelift.errors import FormatError
from cuelift.format import FORMATS
from cuelift.format.options import ScriptOptions
from tests.support.pictures import bitmap, noise

docx = pytest.importorskip("docx", reason="needs python-docx")


def write(*cues: Cue, header: Header | None = None) -> bytes:
    make = FORMATS["docx"].document
    assert make is not None
    return make(header or Header(), ScriptOptions()).write(cues)


def cue(text: str, **fields: object) -> Cue:
    return Cue(start_ns=1_000_000_000, end_ns=2_500_000_000, spans=(Span(text),), **fields)


def test_a_document_shows_who_says_what_when():
    document = docx.Document(BytesIO(write(
        cue("Who\nare you?", speaker="Ann"), cue("Nobody.", speaker="Eve"),
        header=Header(title="A film", language="en"),
    )))  # fmt: skip

    parts, script = document.tables
    assert document.paragraphs[0].text == "A film (en)"
    assert [cell.text for cell in parts.rows[1].cells] == ["Ann", "1", "3"]
    assert [cell.text for cell in script.rows[1].cells] == [
        "1", "0:00:01.000\n0:00:02.500", "Ann", "Who\nare you?",
    ]  # fmt: skip
    assert "tblHeader" in script.rows[0]._tr.xml


def test_pictures_and_doubts_are_in_it():
    doubt = Reading(status="doubtful", confidence=0.1, engines=("a",), alternatives=("x",))

    data = write(cue("a", bitmaps=(bitmap(noise(1), 40),), reading=doubt), cue("b"))

    document = docx.Document(BytesIO(data))
    (script,) = document.tables
    assert len(document.inline_shapes) == 1
    assert [p.text for p in script.rows[1].cells[3].paragraphs] == ["\na", "or: x"]
    assert "FFE3DD" in script.rows[1].cells[3]._tc.xml


def test_the_same_captions_give_the_same_document():
    assert write(cue("a")) == write(cue("a"))


def test_what_no_document_can_hold_is_left_out():
    (script,) = docx.Document(BytesIO(write(cue("a\x00\x1b\ud800b")))).tables

    assert script.rows[1].cells[3].text == "ab"


def test_without_the_package_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(FormatError, match=r"cuelift\[docx\]"):
        write(cue("a"))
