from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.avi.gab2 import Text, read_gab2
from cuelift.errors import ContainerError, CueliftError
from tests.writers.avi import gab2

SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello\r\nworld\r\n\r\n"
    "2\r\n0:0:3.5 --> 00:00:04,000 X1:1\r\nÜber 5\r\n"
)
ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,note
Dialogue: 3,0:00:01.50,0:00:02.00,Default,Ann,0,0,0,,Hello, {\\i1}you
Dialogue: broken
Dialogue: 0,x,y,Default,,0,0,0,,lost
"""


def test_subrip_is_cut_into_samples() -> None:
    file = read_gab2(gab2(SRT.encode(), "English"))

    assert (file.codec, file.name, file.private) == ("subrip", "English", b"")
    assert file.texts == [
        Text(1000, 2500, b"Hello\nworld"),
        Text(3500, 4000, "Über 5".encode()),
    ]


def test_text_of_another_charset_is_read() -> None:
    file = read_gab2(gab2(b"\xff\xfe" + SRT.encode("utf-16-le")))

    assert file.texts[1].data == "Über 5".encode()


def test_ass_is_cut_into_samples_as_matroska_has_them() -> None:
    file = read_gab2(gab2(ASS.encode(), ""))

    assert (file.codec, file.name) == ("ass", None)
    assert file.private.decode().endswith("Effect, Text\n")
    assert file.texts == [Text(1500, 2000, b"1,3,Default,Ann,0,0,0,,Hello, {\\i1}you")]


def test_ssa_is_told_apart() -> None:
    assert read_gab2(gab2(ASS.replace("[V4+ Styles]", "[V4 Styles]").encode())).codec == "ssa"


def test_a_script_without_events_has_no_texts() -> None:
    assert read_gab2(gab2(b"[Script Info]\n")).texts == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"GAB3\0", "does not begin"),
        (b"GAB2\0", "holds no captions"),
        (b"GAB2\0\7\0\2\0\0\0ab", "holds no captions"),
        (gab2(b"just text"), "unknown format"),
    ],
)
def test_what_is_no_caption_file_is_an_error(data: bytes, message: str) -> None:
    with pytest.raises(ContainerError, match=message):
        read_gab2(data)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_file_or_our_error(data: bytes) -> None:
    for whole in (data, b"GAB2\0" + data, gab2(data), gab2(SRT.encode() + data)):
        with contextlib.suppress(CueliftError):
            read_gab2(whole)
