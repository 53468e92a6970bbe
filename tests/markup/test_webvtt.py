import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Span, Style
from cuelift.markup.webvtt import (
    MAX_CLASS_NAME,
    MAX_CLASSES,
    MAX_DEPTH,
    MAX_NAME,
    parse_cue_text,
    shift_timestamps,
)
from tests.support.limited import survive
from tests.support.webvtt import PIECES, markup_texts

BOLD, ITALIC, UNDERLINE = Style(bold=True), Style(italic=True), Style(underline=True)
S = 1_000_000_000


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        ("a &amp; b", (Span("a & b"),)),
        ("<b>a</b><i>b</i><u>c</u>", (Span("a", BOLD), Span("b", ITALIC), Span("c", UNDERLINE))),
        ("<b><i>a</b>b</i>c", (Span("ab", Style(bold=True, italic=True)), Span("c", BOLD))),
        ("a</b>b</>c", (Span("abc"),)),
        ("a<b></b>c", (Span("ac"),)),
        ("a<bad>b</bad><>c<.x>d< i>e", (Span("abcde"),)),
        ("<b x y>a", (Span("a", BOLD),)),
        ("<b\nx>a", (Span("a", BOLD),)),
        ("a<b", (Span("a"),)),
        ("a</b", (Span("a"),)),
        ("<c.a..b>x</c>", (Span("x", classes=("a", "b")),)),
        (
            "<i.a>x<c.b>y",
            (Span("x", ITALIC, classes=("a",)), Span("y", ITALIC, classes=("a", "b"))),
        ),
        (
            "<c.yellow.bg_blue>x<c.red>y</c></c>",
            (
                Span(
                    "x",
                    Style(color="#ffff00", background="#0000ff"),
                    classes=("yellow", "bg_blue"),
                ),
                Span(
                    "y",
                    Style(color="#ff0000", background="#0000ff"),
                    classes=("yellow", "bg_blue", "red"),
                ),
            ),
        ),
        ("<lang en-GB>x</lang>y", (Span("x", language="en-GB"), Span("y"))),
        ("<lang fr>x<lang>y", (Span("x", language="fr"), Span("y"))),
        (
            "<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>",
            (Span("漢", ruby="kan"), Span("字", ruby="ji")),
        ),
        ("x<ruby>漢<rt>kan</ruby>y", (Span("x"), Span("漢", ruby="kan"), Span("y"))),
        ("<ruby>漢<rt>ka<b>n", (Span("漢", ruby="kan"),)),
        ("<ruby>a<b>b</b><rt>c", (Span("a"), Span("b", BOLD, ruby="c"))),
        ("<ruby><rt>c</rt>d</ruby>", (Span("", ruby="c"), Span("d"))),
        ("<ruby>a<rt></rt>b</ruby>c", (Span("abc"),)),
        ("a<ruby>b</ruby><i>c", (Span("ab"), Span("c", ITALIC))),
        ("<ruby>a<rt>b<ruby>c<rt>d</rt>e</ruby>f</rt>g", (Span("a", ruby="bcdef"), Span("g"))),
        ("<rt>a</rt>", (Span("a"),)),
        ("<ruby><b><rt>a", (Span("a", BOLD),)),
        (
            "a<00:01.000>b<00:00:02.000>c",
            (Span("a"), Span("b", time_ns=S), Span("c", time_ns=2 * S)),
        ),
        (
            "<i>a<00:01.000>b</i>c",
            (Span("a", ITALIC), Span("b", ITALIC, time_ns=S), Span("c", time_ns=S)),
        ),
        ("<00:01.000 >a<1>b<00:61.000>c", (Span("abc"),)),
        ("a\nb<br>c", (Span("a\nbc"),)),
    ],
)
def test_cue_text_is_parsed_into_spans(text, spans):
    assert parse_cue_text(text) == (spans, None)


@pytest.mark.parametrize(
    ("text", "spans", "speaker"),
    [
        ("<v Mary>Hello", (Span("Hello"),), "Mary"),
        ("<v.loud  Mary \n Ann&gt; >Hi</v>", (Span("Hi", classes=("loud",)),), "Mary Ann>"),
        ("<v Mary>a</v>\n<v Mary>b</v> ", (Span("a\nb "),), "Mary"),
        (
            "<v A>a</v>\n<v B>b",
            (Span("a", speaker="A"), Span("\n"), Span("b", speaker="B")),
            None,
        ),
        ("<v A>a</v> b", (Span("a", speaker="A"), Span(" b")), None),
        (
            "<v A>a<v B>b</v>c",
            (Span("a", speaker="A"), Span("b", speaker="B"), Span("c", speaker="A")),
            None,
        ),
        ("<v>a", (Span("a"),), None),
    ],
)
def test_a_voice_of_the_whole_cue_is_its_speaker(text, spans, speaker):
    assert parse_cue_text(text) == (spans, speaker)


def test_tags_beyond_the_limit_say_nothing_but_still_pair_up():
    text = "<b>" * MAX_DEPTH + "<i>x" + "</i>" + "</b>" * MAX_DEPTH + "y"

    assert parse_cue_text(text).spans == (Span("x", BOLD), Span("y"))


def test_classes_beyond_the_limit_are_left_out():
    [span] = parse_cue_text("<c." + ".".join(f"n{n}" for n in range(100)) + ">x").spans

    assert len(span.classes) == MAX_CLASSES
    assert parse_cue_text("<c." + "a" * (MAX_CLASS_NAME + 1) + ">x").spans == (Span("x"),)


def test_long_names_are_cut():
    assert parse_cue_text("<v " + "a" * 5000 + ">x").speaker == "a" * MAX_NAME
    assert parse_cue_text("<lang " + "a" * 5000 + ">x").spans[0].language == "a" * MAX_NAME


@pytest.mark.parametrize(
    ("text", "delta_ns", "expected"),
    [
        ("plain", S, "plain"),
        ("a<00:01.000>b<b>c</b><00:00:02.500>", S, "a<00:00:02.000>b<b>c</b><00:00:03.500>"),
        ("<00:01.000>a", -2 * S, "<00:00:00.000>a"),
        ("<c <00:01.000>a", S, "<c <00:01.000>a"),
        ("<00:01.000 >a<00:01.000", S, "<00:01.000 >a<00:01.000"),
    ],
)
def test_only_timestamp_tags_are_moved(text, delta_ns, expected):
    assert shift_timestamps(text, delta_ns) == expected


@given(markup_texts | st.text())
def test_any_text_has_spans(text):
    parsed = parse_cue_text(text)

    assert all(span.text or span.ruby for span in parsed.spans)
    assert parse_cue_text(shift_timestamps(text, 0)) == parsed


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["<", ">", "&", "<b>", "</b>", "<c.a>", "<c.a>x", "<ruby><rt>", "<ruby><rt>x</rt>", "<v x>y",
     "<00:00.000>", "<i></i>x", "<lang a>", "-->"],
)  # fmt: skip
def test_work_grows_with_the_text_only(unit):
    def seconds(size):
        text = "<c." + "a." * 1000 + ">" + unit * (size // len(unit))
        start = time.perf_counter()
        parse_cue_text(text)
        shift_timestamps(text, S)
        return time.perf_counter() - start

    small, large = min(seconds(250_000), seconds(250_000)), seconds(2_500_000)

    assert large < 60 * small + 0.5


@pytest.mark.slow
def test_mutated_texts_are_parsed_within_the_limits():
    samples = ["".join(PIECES).encode(), b"<v A>a <00:00:01.000><c.red>b</c></v>\n<v B>c"]
    survive(samples, lambda data: parse_cue_text(data.decode(errors="replace")), count=2000, seed=1)
