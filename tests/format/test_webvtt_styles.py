from __future__ import annotations

import pytest

from cuelift.cues import Cue, Header, Raw, Span, Style
from cuelift.extract.outputs import render
from cuelift.format.options import WebVttOptions
from cuelift.format.webvtt_reader import read_webvtt
from cuelift.format.webvtt_styles import MAX_STYLES, add_classes, style_block
from cuelift.markup.webvtt_spans import Classes


def cue(*styles: Style, raw: Raw | None = None) -> Cue:
    spans = tuple(Span("x", style) for style in styles)
    return Cue(start_ns=0, end_ns=10**9, spans=spans, raw=raw)


def classes_of(*cues: Cue) -> Classes:
    classes: Classes = {}
    add_classes(classes, cues)
    return classes


def test_colours_without_a_name_get_a_class_each() -> None:
    styled = Style(color="#ff8800", background="#102030")

    assert classes_of(cue(Style(), styled), cue(styled), cue(Style(color="#ff8800ff"))) == {
        ("color", "#ff8800"): "rgb-ff8800",
        ("background", "#102030"): "bg-rgb-102030",
    }


@pytest.mark.parametrize("color", ["#ffffff", "#00ff00", "red", "#12345", "#ff88zz", "#}</c>--"])
def test_known_and_odd_colours_get_none(color: str) -> None:
    assert classes_of(cue(Style(color=color))) == {}


def test_cues_that_are_written_as_they_came_need_none() -> None:
    style = Style(color="#ff8800")

    assert classes_of(cue(style, raw=Raw(format="webvtt", text="x"))) == {}
    assert classes_of(cue(style, raw=Raw(format="srt", text="x"))) != {}


def test_classes_are_bounded() -> None:
    cues = [cue(Style(color=f"#{n:06x}")) for n in range(1, 500)]

    assert len(classes_of(*cues)) == MAX_STYLES


def test_without_classes_there_is_no_block() -> None:
    assert style_block({}) == ""


@pytest.mark.parametrize(
    ("header", "head"),
    [
        (Header(), "WEBVTT\n"),
        (Header(format="webvtt", text=" - t\n\nNOTE n\n"), "WEBVTT - t\n\nNOTE n\n"),
        (Header(format="webvtt", text="x"), "WEBVTT\n"),
    ],
)
def test_a_file_has_one_block_for_the_colours_of_its_cues(header: Header, head: str) -> None:
    cues = [cue(Style(color="#ff8800cc")), cue(Style(background="#010203"), Style(color="#ffffff"))]

    data, losses = render("webvtt", header, cues, WebVttOptions())

    assert data.decode() == (
        f"{head}\nSTYLE\n"
        "::cue(.rgb-ff8800cc) { color: #ff8800cc }\n"
        "::cue(.bg-rgb-010203) { background-color: #010203 }\n"
        "\n00:00:00.000 --> 00:00:01.000\n<c.rgb-ff8800cc>x</c>\n"
        "\n00:00:00.000 --> 00:00:01.000\n<c.bg-rgb-010203>x</c><c.white>x</c>\n"
    )
    assert losses == {}
    again = read_webvtt(data.decode())
    assert not again.warnings
    assert len(again.cues) == 2
