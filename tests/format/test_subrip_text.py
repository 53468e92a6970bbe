from __future__ import annotations

import msgspec
import pytest

from cuelift.cues import Cue, CueSettings, Header, Place, Point, Span, Style
from cuelift.format.options import SubRipOptions
from cuelift.format.subrip import SubRipWriter
from cuelift.format.subrip_text import SubRipText

BOLD, ITALIC = Style(bold=True), Style(italic=True)
BOTH = Style(bold=True, italic=True)


def render(
    *spans: Span,
    place: Place | None = None,
    speaker: str | None = None,
    voice: bool = False,
    layer: int = 0,
    **options: str,
) -> tuple[str, dict[str, int]]:
    losses: dict[str, int] = {}
    text = SubRipText(msgspec.convert(options, SubRipOptions), losses)
    cue = Cue(
        start_ns=0,
        end_ns=1,
        spans=spans,
        place=place,
        speaker=speaker,
        speaker_is_voice=voice,
        layer=layer,
    )
    return text.render(cue), losses


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([Span("a & <b> {c}")], "a & <b> {c}"),
        ([Span("a", ITALIC)], "<i>a</i>"),
        ([Span("a "), Span("b", BOLD), Span(" c")], "a <b>b</b> c"),
        ([Span("a", BOLD), Span("b", BOTH), Span("c", BOLD)], "<b>a<i>b</i>c</b>"),
        ([Span("a", BOTH), Span("b", ITALIC)], "<b><i>a</i></b><i>b</i>"),
        ([Span("a", Style(underline=True, strike=True))], "<u><s>a</s></u>"),
        ([Span("a", ITALIC), Span("\n"), Span("b", ITALIC)], "<i>a\nb</i>"),
        ([Span("a\n\n", ITALIC), Span("\n")], "<i>a</i>"),
        ([Span("\n", BOLD), Span(" a")], "a"),
        ([Span("a", Style(size=3))], "a"),
        ([Span("漢", ruby="かん")], "漢（かん）"),
    ],
)
def test_styles_become_tags_that_nest(spans: list[Span], expected: str) -> None:
    assert render(*spans)[0] == expected


def test_colours_are_written_when_asked_for() -> None:
    span = Span("a", Style(bold=True, color="#ff000080"))

    assert render(span) == ("<b>a</b>", {"color": 1})
    assert render(span, styles="full") == (
        '<font color="#ff0000"><b>a</b></font>',
        {"color": 1},
    )
    assert render(Span("a", Style(color="#ff0000")), styles="full")[1] == {}


@pytest.mark.parametrize(
    ("place", "basic", "full", "lost"),
    [
        (Place(align=8), "{\\an8}", "{\\an8}", (False, False)),
        (Place(align=7), "{\\an8}", "{\\an7}", (True, False)),
        (Place(align=5), "", "{\\an5}", (True, False)),
        (Place(align=2), "", "", (False, False)),
        (Place(align=2, anchor=Point(0.5, 0.9)), "", "", (True, True)),
        (Place(align=8, settings=CueSettings(line=0)), "{\\an8}", "{\\an8}", (False, False)),
        (Place(align=8, settings=CueSettings(region="a")), "{\\an8}", "{\\an8}", (True, True)),
    ],
)
def test_the_top_is_always_told_and_other_cells_when_asked_for(
    place: Place, basic: str, full: str, lost: tuple[bool, bool]
) -> None:
    for styles, tag, loss in (("basic", basic, lost[0]), ("full", full, lost[1])):
        text, losses = render(Span("x"), place=place, styles=styles)
        assert text == f"{tag}x"
        assert losses == ({"position": 1} if loss else {})


@pytest.mark.parametrize(
    ("speakers", "voice", "expected"),
    [
        ("auto", True, "Ann: x"),
        ("auto", False, "x"),
        ("prefix", False, "Ann: x"),
        ("off", True, "x"),
    ],
)
def test_only_a_voice_is_printed_unless_asked(speakers: str, voice: bool, expected: str) -> None:
    text, losses = render(Span("x"), speaker="Ann", voice=voice, speakers=speakers)

    assert text == expected
    assert losses == ({} if ":" in expected else {"speaker": 1})


def test_voices_within_a_cue_are_printed_where_they_change() -> None:
    spans = [Span("a ", speaker="Ann"), Span("b\n", BOLD, speaker="Ann"), Span("c", speaker="Bo")]

    assert render(*spans)[0] == "Ann: a <b>b\n</b>Bo: c"


def test_what_the_format_cannot_say_is_counted_once_a_cue() -> None:
    span = Span(
        "x",
        Style(background="#000000", font="A", size=1),
        language="fr",
        classes=("c",),
        ruby="y",
        time_ns=5,
    )

    text, losses = render(span, span, layer=2)

    assert text == "x(y)x(y)"
    assert losses == dict.fromkeys(
        ["background", "font", "size", "language", "class", "ruby", "karaoke", "layer"], 1
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>x</i>", "<\u200bb>x<\u200b/i>"),
        ("<font color=x>", "<\u200bfont color=x>"),
        ("a < b > c <bold>", "a < b > c <bold>"),
    ],
)
def test_text_that_reads_as_a_tag_is_parted_when_asked(text: str, expected: str) -> None:
    assert render(Span(text), escape="zwsp")[0] == expected
    assert render(Span(text), Span("!", BOLD), escape="zwsp")[0] == f"{expected}<b>!</b>"
    assert render(Span(text))[0] == text


@pytest.mark.parametrize("spans", [[], [Span("")], [Span("", ITALIC)], [Span("a"), Span("", BOLD)]])
def test_empty_spans_are_not_rendered_quickly(spans: list[Span]) -> None:
    text = SubRipText(SubRipOptions(), {})

    assert text.render_quickly(Cue(start_ns=0, end_ns=1, spans=tuple(spans))) is None


def test_a_cue_of_empty_spans_is_not_written() -> None:
    writer = SubRipWriter(Header(), SubRipOptions())

    assert writer.write(Cue(start_ns=0, end_ns=1, spans=(Span("", ITALIC),))) == ""


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([Span("a")], "a"),
        ([Span("a "), Span("b", BOTH), Span("\nc")], "a <b><i>b</i></b>\nc"),
        ([Span("a", ITALIC), Span("b", BOLD)], None),
        ([Span("a", ITALIC), Span("\n"), Span("b", ITALIC)], None),
        ([Span("a", Style(size=3))], None),
        ([Span("a", ruby="b")], None),
        ([Span(" a")], None),
    ],
)
def test_what_is_rendered_quickly_is_rendered_alike(
    spans: list[Span], expected: str | None
) -> None:
    text = SubRipText(SubRipOptions(), {})
    cue = Cue(start_ns=0, end_ns=1, spans=tuple(spans))

    assert text.render_quickly(cue) == expected
    assert expected is None or text.render(cue) == expected


def test_a_cue_with_a_place_or_a_speaker_is_not_rendered_quickly() -> None:
    text = SubRipText(SubRipOptions(), {})
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("a"),), speaker="A")

    assert text.render_quickly(cue) is None
