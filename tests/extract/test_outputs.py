"""Formats by the names that users know, and their options."""

from __future__ import annotations

import pytest

from cuelift import ExtractOptions, UsageError
from cuelift.cues import Cue, Header, Span
from cuelift.extract.outputs import render, resolve_formats, writer_options

CUE = Cue(start_ns=10**9, end_ns=2 * 10**9, spans=(Span(text="Hi"),))


def test_formats_are_known_by_name_and_extension_and_taken_once():
    assert resolve_formats(["vtt", "webvtt", "native", "srt"]) == ("webvtt", "native", "srt")


@pytest.mark.parametrize("name", ["doc", "", "NATIVE "])
def test_unknown_formats_are_refused_with_the_known_ones(name):
    with pytest.raises(UsageError, match="known formats"):
        resolve_formats([name])


def test_line_ends_and_marks_are_those_asked_for():
    options = writer_options("srt", ExtractOptions(newline="crlf", bom=True))

    data, losses = render("srt", Header(), [CUE], options)

    assert data.decode() == "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n\r\n"
    assert not losses
