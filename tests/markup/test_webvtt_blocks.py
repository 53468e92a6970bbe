import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.markup.webvtt_blocks import (
    has_signature,
    parse_head,
    parse_timing,
    split_blocks,
    split_head,
)

HEAD = """WEBVTT - title
Kind: captions
Language: en-GB

NOTE first

STYLE
::cue(.x) { color: red }

REGION
id:fred width:40%

one
00:01.000 --> 00:02.000 region:fred
text
lines

NOTE second

STYLE
late

REGION
id:late
"""


def blocks(text):
    return [(block.kind, block.text, block.id) for block in split_blocks(text.split("\n"))]


def test_a_file_is_split_into_blocks():
    assert blocks(HEAD) == [
        ("note", "NOTE first", ""),
        ("style", "::cue(.x) { color: red }", ""),
        ("region", "id:fred width:40%", ""),
        ("cue", "text\nlines", "one"),
        ("note", "NOTE second", ""),
        ("other", "STYLE\nlate", ""),
        ("other", "REGION\nid:late", ""),
    ]


def test_the_head_is_kept_verbatim():
    lines = HEAD.split("\n")

    head = split_head(lines, split_blocks(lines))

    assert "WEBVTT" + head.text + "\n\none\n" == HEAD[: HEAD.index("00:01")]
    assert list(head.regions) == ["fred"]
    assert head.language == "en-GB"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("00:01.000 --> 00:02.000\na", [("cue", "a", "")]),
        ("x\n00:01.000 --> 00:02.000\na", [("cue", "a", "x")]),
        ("NOTE\n00:01.000 --> 00:02.000\na", [("cue", "a", "NOTE")]),
        (
            "x\ny\n00:01.000 --> 00:02.000\na",
            [("other", "x\ny", ""), ("cue", "a", "")],
        ),
        (
            "00:01.000 --> 00:02.000\na\n00:03.000 --> 00:04.000\nb",
            [("cue", "a", ""), ("cue", "b", "")],
        ),
        ("-->\n00:01.000 --> 00:02.000\na", [("other", "-->", ""), ("cue", "a", "")]),
        ("x\n-->\na\nb", [("other", "x\n-->\na\nb", "")]),
        ("00:01.000 --> 00:02.000", [("cue", "", "")]),
        ("STYLE", [("other", "STYLE", "")]),
        ("STYLE \t\na", [("style", "a", "")]),
        ("STYLED\na", [("other", "STYLED\na", "")]),
        ("REGION\nREGION\nid:a", [("region", "REGION\nid:a", "")]),
        ("NOTE", [("note", "NOTE", "")]),
        ("NOTE\ta\nb", [("note", "NOTE\ta\nb", "")]),
        ("NOTES", [("other", "NOTES", "")]),
        ("\n\n", []),
    ],
)
def test_blocks_follow_the_specification(body, expected):
    assert blocks("WEBVTT\n\n" + body) == expected


def test_a_cue_may_follow_the_signature_at_once():
    assert blocks("WEBVTT\n00:01.000 --> 00:02.000\na") == [("cue", "a", "")]
    assert blocks("WEBVTT\nheader\n00:01.000 --> 00:02.000\na") == [("cue", "a", "")]
    assert blocks("WEBVTT") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("00:01.000 --> 00:02.000", (10**9, 2 * 10**9, "")),
        ("\t00:01.000-->00:02.000line:0  size:1% ", (10**9, 2 * 10**9, "line:0  size:1%")),
        ("\f00:01.000 \t--> \f1:00:00.000 -->", (10**9, 3600 * 10**9, "-->")),
        ("00:02.000 --> 00:01.000", (2 * 10**9, 10**9, "")),
        ("00:61.000 --> 00:62.000", None),
        ("00:01.000 --> 61:02.000", None),
        ("\v00:01.000 --> 00:02.000", None),
        ("00:01.000 -> 00:02.000", None),
        ("00:01,000 --> 00:02,000", None),
    ],
)
def test_timing_lines(line, expected):
    assert parse_timing(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WEBVTT", True),
        ("WEBVTT x", True),
        ("WEBVTT\t", True),
        ("WEBVTT\n", True),
        ("WEBVTTx", False),
        ("webvtt", False),
        (" WEBVTT", False),
        ("", False),
    ],
)
def test_the_signature_is_exact(text, expected):
    assert has_signature(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("WEBVTT", ""),
        ("WEBVTT\0", ""),
        ("WEBVTT x\r\n\r\nNOTE a\r\n", " x\n\nNOTE a"),
        ("STYLE\na", "\n\nSTYLE\na"),
        ("WEBVTT\n\nNOTE a\n\n00:01.000 --> 00:02.000\nsmuggled", "\n\nNOTE a"),
    ],
)
def test_a_lone_head_ends_before_the_first_cue(text, expected):
    assert parse_head(text).text == expected


def test_regions_of_one_name_replace_each_other():
    head = parse_head("WEBVTT\n\nREGION\nid:a\nlines:1\n\nREGION\nid:a\nlines:2")

    assert head.regions["a"].lines == 2


@given(st.text(alphabet=st.sampled_from("\nWEBVTTREGIONSTYL -->0:1.")))
def test_a_head_reads_as_itself(text):
    once = parse_head(text).text

    assert parse_head("WEBVTT" + once).text == once


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["-->\n", "\n", "a\n", "x\n-->\n", "0", "00:00.000 ", "NOTE\n", " "]
)
def test_work_grows_with_the_text_only(unit):
    text = "WEBVTT\n\n" + unit * (3_000_000 // len(unit))
    start = time.perf_counter()
    lines = text.split("\n")
    split_head(lines, split_blocks(lines))
    assert time.perf_counter() - start < 30
