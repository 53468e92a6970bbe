"""The head of a Universal Subtitle Format document is read."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec.usf_sheet import apply_font, decode_xml, parse_header
from cuelift.cues import PLAIN, Header, Place, Point, Style
from cuelift.errors import CodecError, CueliftError

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<USFSubtitles version="1.0">
<metadata><title>A film</title><author><name>N</name></author>
<language code="fre">French</language><comment><b>c</b></comment></metadata>
<styles>
<style name="Narrator"><fontstyle italic="yes" face="Arial" size="30"/></style>
<style name="Default"><fontstyle face="Arial" size="24" color="#FFFFFF" back-color="#AAAAAA"/>
<position alignment="BottomCenter" vertical-margin="20%" relative-to="Window"/></style>
<style name="Sign"><fontstyle weight="bold" color="#ff8000"/>
<position alignment="TopRight" horizontal-margin="10%"/></style>
</styles></USFSubtitles>"""


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        ({"weight": "BOLD"}, Style(bold=True)),
        ({"weight": "700"}, Style(bold=True)),
        ({"weight": "400"}, Style()),
        ({"underline": "yes", "strikeout": "yes"}, Style(underline=True, strike=True)),
        ({"color": "#80FF0000"}, Style(color="#ff0000")),
        ({"color": "red"}, Style()),
        ({"color": "#ffffff"}, Style()),
        ({"family": "Serif"}, Style(font="Serif")),
        ({"size": "12.5"}, Style(size=12.5)),
        ({"size": "+2"}, Style()),
        ({"size": "50%"}, Style()),
        ({"size": "0"}, Style()),
        ({"alpha": "50"}, Style()),
    ],
)
def test_attributes_of_a_font(attributes: dict[str, str], style: Style) -> None:
    assert apply_font(PLAIN, attributes) == style


def test_styles_inherit_from_the_default() -> None:
    sheet = parse_header(HEAD.encode())

    assert sheet.style("Default") == PLAIN
    assert sheet.style("Nobody") == PLAIN
    assert sheet.style("Narrator") == Style(italic=True, size=30.0)
    assert sheet.style("Sign") == Style(bold=True, color="#ff8000")


def test_metadata_make_the_header() -> None:
    assert parse_header(HEAD.encode()).header == Header(language="fr", title="A film")
    assert parse_header(b"<x/>").header == Header()


def test_a_style_states_a_place() -> None:
    losses: dict[str, int] = {}
    sheet = parse_header(HEAD.encode())

    assert sheet.place({"style": "Sign"}, None, losses) == Place(align=9, anchor=Point(0.9, 0.2))
    assert sheet.place({"style": "Sign", "vertical-margin": "9"}, None, losses) == Place(align=9)
    assert losses == {"position": 1}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf<a/>\x00", "<a/>"),
        ("<a/>".encode("utf-16"), "<a/>"),
        (b"a&nbsp;b", "a\u00a0b"),
        (b"\xff", "\ufffd"),
    ],
)
def test_text_is_decoded_by_its_mark(data: bytes, text: str) -> None:
    assert decode_xml(data) == text


def test_a_head_in_utf_16_is_read() -> None:
    assert parse_header(HEAD.encode("utf-16")).header.title == "A film"


def test_a_document_type_of_the_standard_is_let_pass() -> None:
    head = HEAD.replace("<USF", '<!DOCTYPE USFSubtitles SYSTEM "USFV100.dtd"><USF', 1)

    assert parse_header(head.encode()).header.title == "A film"


def test_entities_are_refused_before_they_can_grow() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'

    with pytest.raises(CodecError, match="document type"):
        parse_header(bomb.encode())


@given(st.binary(max_size=80) | st.text(alphabet="<>/ astyle='#&;!", max_size=40).map(str.encode))
def test_any_bytes_are_a_sheet_or_raise_our_error(data: bytes) -> None:
    with contextlib.suppress(CueliftError):
        assert parse_header(data).style("") == PLAIN
