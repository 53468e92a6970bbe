from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import PLAIN, Span, Style
from cuelift.markup.subrip import html_color, parse_subrip
from tests.support.timing import user_s

BOLD, ITALIC = Style(bold=True), Style(italic=True)
BOTH = Style(bold=True, italic=True)
RED = Style(color="#ff0000")


def spans(text: str) -> tuple[Span, ...]:
    return parse_subrip(text, {})[0]


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "a < b > c",
        "{note}",
        "{curly} and {\\o/}",
        "<c.yellow>x</c>",
        "<ib>x",
        "5 <6> 7",
        "<i",
        "{\\an8",
        "&lt;i&gt; &amp;",
        "C:\\new\\folder",
    ],
)
def test_what_is_no_markup_stays_text(text: str) -> None:
    losses: dict[str, int] = {}

    assert parse_subrip(text, losses) == ((Span(text),), None)
    assert losses == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("<i></i>", ()),
        ("a<i>b</i>c", (Span("a"), Span("b", ITALIC), Span("c"))),
        ("<B>b</b >", (Span("b", BOLD),)),
        ("<u>u</u><s>s</s>", (Span("u", Style(underline=True)), Span("s", Style(strike=True)))),
        ("<i>never\nclosed", (Span("never\nclosed", ITALIC),)),
        ("</i>stray</font>", (Span("stray"),)),
        ("<b><i>x</b>y</i>z", (Span("x", BOTH), Span("y", ITALIC), Span("z"))),
        ("<i><i>x</i>y</i>z", (Span("xy", ITALIC), Span("z"))),
        ("a<br>b<br/>c<br />d</br>", (Span("a\nb\nc\nd"),)),
        ("a<i></i>b", (Span("ab"),)),
        ("{\\i1}a{\\i0}b{\\b1}c{\\b}d", (Span("a", ITALIC), Span("b"), Span("c", BOLD), Span("d"))),
        ("{\\u1\\s1}x", (Span("x", Style(underline=True, strike=True)),)),
        ("{\\c&H0000FF&}r{\\c}n", (Span("r", RED), Span("n"))),
        ("{\\1c&HFF&}r{\\c&Hxyz&}s", (Span("rs", RED),)),
        ("{\\fnArial}f{\\fn}n", (Span("f", Style(font="Arial")), Span("n"))),
        ("{\\fs20}f{\\fs}n", (Span("f", Style(size=20)), Span("n"))),
    ],
)
def test_tags_style_the_text_between(text: str, expected: tuple[Span, ...]) -> None:
    assert spans(text) == expected


def test_unstyled_spans_share_the_plain_style() -> None:
    assert [span.style is PLAIN for span in spans("<i>a</i>b")] == [False, True]


@pytest.mark.parametrize(
    ("tag", "style"),
    [
        ('<font color="#FF0000">', RED),
        ("<FONT COLOR='red'>", RED),
        ("<font color=#f00>", RED),
        ("<font color = ff0000>", RED),
        ('<font color="#ff000080">', Style(color="#ff000080")),
        ('<font color="red>', RED),
        ('<font face="Comic Sans MS" size="24">', Style(font="Comic Sans MS", size=24)),
        ("<font size=18.5 face=Arial>", Style(font="Arial", size=18.5)),
        ('<font face="">', PLAIN),
        ("<font>", PLAIN),
    ],
)
def test_font_tags_are_read_in_any_spelling(tag: str, style: Style) -> None:
    assert spans(f"{tag}x</font>y") == (
        (Span("x", style), Span("y")) if style != PLAIN else (Span("xy"),)
    )


def test_font_tags_nest() -> None:
    text = "<font color=red>a<font size=9>b</font>c</font>d"

    assert spans(text) == (
        Span("a", RED),
        Span("b", Style(color="#ff0000", size=9)),
        Span("c", RED),
        Span("d"),
    )


def test_fonts_nested_beyond_reason_end_somewhere() -> None:
    text = "<font color=red>" * 1000 + "x" + "</font>" * 1000 + "y"

    assert spans(text) == (Span("x", RED), Span("y"))


@pytest.mark.parametrize(
    ("text", "align"),
    [
        ("{\\an8}x", 8),
        ("x{\\an8}", 8),
        ("<i>{\\an7}x", 7),
        ("{\\an8}{\\an1}x", 8),
        ("{\\a6}x", 8),
        ("{\\a10}x", 5),
        ("{\\a4}x", None),
        ("{\\an0}x", None),
        ("{\\an12}x", None),
        ("{\\an}x", None),
        ("{\\i1\\an9}x", 9),
    ],
)
def test_the_first_cell_that_is_one_counts(text: str, align: int | None) -> None:
    assert parse_subrip(text, {})[1] == align


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("{\\pos(10,20)}x", {"position": 1}),
        ("{\\fad(1,2)\\blur3}x", {"effect": 2}),
        ("<font size=+2 color=nothing>x", {"size": 1, "color": 1}),
        ("<font size=big>x", {"size": 1}),
        ("{\\fs0}x", {"size": 1}),
        ("{\\c&Hzz&}x", {"color": 1}),
    ],
)
def test_what_a_span_cannot_hold_is_dropped_and_counted(text: str, losses: dict[str, int]) -> None:
    found: dict[str, int] = {}

    assert parse_subrip(text, found) == ((Span("x"),), None)
    assert found == losses


@pytest.mark.parametrize(
    ("words", "color"),
    [("Red", "#ff0000"), (" #ABC ", "#aabbcc"), ("12345", None), ("", None), ("#12345g", None)],
)
def test_colours_are_hex_or_names(words: str, color: str | None) -> None:
    assert html_color(words) == color


@given(st.text(alphabet="<>/{}\\biusfontcolr=\"' \n#18", max_size=80))
def test_any_text_makes_spans_that_are_parted_by_style(text: str) -> None:
    found, _ = parse_subrip(text, {})

    assert all(span.text for span in found)
    assert all(a.style != b.style for a, b in itertools.pairwise(found))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["{", "<", "\\", "<b>", "<b", "<b ", "{\\", "{\\i1}", "<b></b>x", "<font color=", '<font a="'],
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return user_s(lambda: parse_subrip(text, {}))

    # A busy machine slows single measurements down, so the best of some large ones counts.
    small = seconds(400_000)
    assert min(seconds(2_000_000) for _ in range(3)) < 10 * max(small, 0.05)
