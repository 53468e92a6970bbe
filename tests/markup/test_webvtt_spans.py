import pytest
from hypothesis import given

from cuelift.cues import Span, Style
from cuelift.markup.webvtt import parse_cue_text
from cuelift.markup.webvtt_spans import format_cue_text, opaque
from tests.support.webvtt import markup_texts

S = 1_000_000_000
RUBY = "<ruby>\n<rt>x</rt></ruby><ruby>a\n<rt>y</rt></ruby>"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), ""),
        ((Span("a < b"),), "a &lt; b"),
        (
            (Span("a", Style(bold=True, italic=True, underline=True)), Span("b")),
            "<b><i><u>a</u></i></b>b",
        ),
        ((Span("a", Style(color="#ffff00", background="#0000ff")),), "<c.yellow.bg_blue>a</c>"),
        ((Span("a", Style(color="#ffff00ff")),), "<c.yellow>a</c>"),
        ((Span("a", Style(color="#ff0000"), classes=("x", "red")),), "<c.x.red>a</c>"),
        ((Span("a", Style(color="#ff0000"), classes=("red", "lime")),), "<c.red.lime.red>a</c>"),
        ((Span("a", classes=("x y", "", "a.b", "c>d", "ok")),), "<c.ok>a</c>"),
        ((Span("a", language="en > fr"),), "<lang en &gt; fr>a</lang>"),
        ((Span("漢", Style(italic=True), ruby="k&n"),), "<i><ruby>漢<rt>k&amp;n</rt></ruby></i>"),
        (
            (Span("a"), Span("b", time_ns=S), Span("c", Style(bold=True), time_ns=S)),
            "a<00:00:01.000>b<b>c</b>",
        ),
        (
            (Span("a\n", speaker="A"), Span("b", speaker="B\n& C"), Span("\nd")),
            "<v A>a</v>\n<v B &amp; C>b</v>\nd",
        ),
        ((Span("a", speaker=" "),), "a"),
        ((Span("\n", time_ns=S), Span("\na\n"), Span("\n", speaker="A")), "a"),
        ((Span("\n", Style(bold=True)), Span("\n")), ""),
        ((Span("\n", ruby="x"), Span("a\n", ruby="y")), RUBY),
        ((Span("a\n"), Span("\n", speaker="A"), Span("b")), "a\n&nbsp;\nb"),
        ((Span("a\n\n"), Span("\nb", Style(bold=True))), "a\n&nbsp;\n<b>\nb</b>"),
    ],
)
def test_spans_are_written_as_cue_text(spans, expected):
    losses: dict[str, int] = {}

    assert format_cue_text(spans, None, losses) == expected
    assert losses == {}


def test_a_speaker_of_the_whole_cue_needs_no_end_tag():
    spans = (Span("a"), Span("b", Style(italic=True)))

    assert format_cue_text(spans, "Mary > Ann", {}) == "<v Mary &gt; Ann>a<i>b</i>"


def test_a_span_with_a_voice_of_its_own_leaves_the_speaker():
    spans = (Span("a "), Span("b", speaker="B"))

    assert format_cue_text(spans, "A", {}) == "<v A>a </v><v B>b</v>"


def test_no_name_makes_an_arrow_of_its_tag():
    spans = (Span("a", classes=("x--",)), Span("b", language="de--"), Span("c", speaker="C--"))

    text = format_cue_text(spans, "A--", {})

    assert "-->" not in text
    assert parse_cue_text(text).spans == (
        Span("a", classes=("x--",), speaker="A--"),
        Span("b", language="de--", speaker="A--"),
        Span("c", speaker="C--"),
    )
    assert format_cue_text(spans[:1], "A--", {}) == "<v A-- ><c.x-- >a</c>"


def test_what_cue_text_cannot_say_is_counted():
    losses: dict[str, int] = {"color": 1}
    style = Style(strike=True, font="Arial", size=20, color="#123456", background="#00000080")

    assert format_cue_text((Span("a", style),), None, losses) == "a"
    assert losses == {"strike": 1, "font": 1, "size": 1, "color": 2, "background": 1}


def test_colours_of_the_style_sheet_have_classes():
    losses: dict[str, int] = {}
    spans = (Span("a", Style(color="#123456", background="#123456")),)

    text = format_cue_text(spans, None, losses, {("color", "#123456"): "rgb-123456"})

    assert text == "<c.rgb-123456>a</c>"
    assert losses == {"background": 1}


def test_full_opacity_is_no_colour_of_its_own():
    assert [opaque("#123456ff"), opaque("#12345680"), opaque("#1234ff")] == [
        "#123456",
        "#12345680",
        "#1234ff",
    ]


@given(markup_texts.filter(lambda text: not set(text) & set("\n\ufeff\u2028\x07")))
def test_written_text_reads_as_the_same_spans(text):
    first = parse_cue_text(text)

    assert parse_cue_text(format_cue_text(first.spans, first.speaker, {})) == first


@given(markup_texts)
def test_cleaned_text_stays_as_it_is(text):
    first = parse_cue_text(text)
    payload = format_cue_text(first.spans, first.speaker, {})
    second = parse_cue_text(payload)
    again = format_cue_text(second.spans, second.speaker, {})
    third = parse_cue_text(again)

    assert "-->" not in payload
    assert "\n\n" not in payload
    assert [span.text for span in third.spans] == [span.text for span in second.spans]
    assert format_cue_text(third.spans, third.speaker, {}) == again
