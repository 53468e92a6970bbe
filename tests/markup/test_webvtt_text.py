import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.markup.webvtt_text import (
    collapse,
    escape,
    escape_annotation,
    keep_blank_lines,
    needs_care,
    one_line,
    parser_input,
    split_on_spaces,
    unescape,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("&amp;&lt;&gt;", "&<>"),
        ("a&nbsp;b&lrm;c&rlm;", "a\u00a0b\u200ec\u200f"),
        ("&amp;lt;", "&lt;"),
        ("AT&T & co", "AT&T & co"),
        ("&lt &amp", "< &"),
        ("&eacute;&#233;&#xE9;", "ééé"),
        ("&#0;&#x110000;", "\ufffd\ufffd"),
        ("&#128;", "€"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("&unknown;", "&unknown;"),
        ("&notit;", "¬it;"),
    ],
)
def test_references_are_read_as_in_html(text, expected):
    assert unescape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain\ttext", "plain\ttext"),
        ("a < b > c & d", "a &lt; b &gt; c &amp; d"),
        ("-->", "--&gt;"),
        ("\u00a0\u200e\u200f", "&nbsp;&lrm;&rlm;"),
        ("\0\x07\x1b\x7f\x9f\ufeffx", "x"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ],
)
def test_text_is_escaped_and_cleaned(text, expected):
    assert escape(text) == expected


@given(st.text())
def test_escaped_text_reads_back_as_the_cleaned_text(text):
    escaped = escape(text)

    assert "-->" not in escaped
    assert "\r" not in escaped
    assert escape(unescape(escaped)) == escaped


@given(st.text(alphabet=st.sampled_from("ab\n\t <>&\0\r\u2028\ufeff\u00a0")))
def test_text_that_needs_no_care_is_its_own_payload(text):
    if not needs_care(text):
        assert keep_blank_lines(escape(text)) == text != ""


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("a\nb", "a\nb"),
        ("a\n\nb", "a\n&nbsp;\nb"),
        ("a\n\n\nb", "a\n&nbsp;\n&nbsp;\nb"),
        ("a\n \t\nb", "a\n&nbsp;\nb"),
        ("\n\na\n", "a"),
        ("", ""),
    ],
)
def test_a_blank_line_holds_a_space_that_does_not_break(payload, expected):
    assert keep_blank_lines(payload) == expected


def test_names_stand_on_one_line():
    assert escape_annotation(" A\n >  & B ") == "A &gt; &amp; B"
    assert one_line("a\nb\0 ") == "a b "


def test_only_ascii_white_space_parts_words():
    assert split_on_spaces(" a\t\tb\x0cc\nd\u00a0e\x0b ") == ["a", "b", "c", "d\u00a0e\x0b"]
    assert collapse("  a \n b ") == "a b"


def test_newlines_are_made_one_kind():
    assert parser_input("\ufeffa\r\nb\rc\0") == "a\nb\nc\ufffd"


@pytest.mark.parametrize("unit", ["&", "&#", "&a", "&#9", "\n ", "&amp", " "])
def test_work_grows_with_the_text_only(unit):
    text = unit * (2_000_000 // len(unit))
    start = time.perf_counter()
    unescape(text)
    keep_blank_lines(escape(text))
    assert time.perf_counter() - start < 20
