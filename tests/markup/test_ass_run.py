from __future__ import annotations

import pytest

from cuelift.cues import PLAIN, Place, Point, Span, Style
from cuelift.markup.ass_run import Run, place_of, unescape
from cuelift.markup.ass_script import parse_script
from cuelift.markup.ass_tags import Tag, parse_block

SCRIPT = parse_script(
    "PlayResX: 200\nPlayResY: 100\n[V4+ Styles]\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Underline, StrikeOut, "
    "Alignment\n"
    "Style: Default,Arial,20,&H00FFFFFF,0,0,0,0,2\n"
    "Style: Loud,Times,40,&H0000FFFF,-1,-1,-1,-1,8\n"
)
LOUD = Style(
    bold=True,
    italic=True,
    underline=True,
    strike=True,
    color="#ffff00",
    font="Times",
    size=40,
)


def run(block: str, style: str = "Default") -> tuple[Span, Place | None, dict[str, int]]:
    losses: dict[str, int] = {}
    base = SCRIPT.style(style)
    plain = base.plain(SCRIPT.default)
    state = Run(SCRIPT, base, plain, 1_000, losses)
    for tag in parse_block(block):
        state.override(tag)
    state.add("x")
    [span] = state.finish()
    return span, state.place(place_of(base.align)), losses


@pytest.mark.parametrize(
    ("block", "style"),
    [
        ("", PLAIN),
        ("\\b1", Style(bold=True)),
        ("\\b700", Style(bold=True)),
        ("\\b400", PLAIN),
        ("\\b1\\b0", PLAIN),
        ("\\b1\\b", PLAIN),
        ("\\i1\\u1\\s1", Style(italic=True, underline=True, strike=True)),
        ("\\i1\\i", PLAIN),
        ("\\i2", PLAIN),
        ("\\c&H0000FF&", Style(color="#ff0000")),
        ("\\1c&HFF&\\c", PLAIN),
        ("\\c&HFFFFFF&", PLAIN),
        ("\\alpha&HFF&", Style(color="#ffffff00")),
        ("\\c&HFF&\\1a&H80&", Style(color="#ff00007f")),
        ("\\1a&H80&\\1a", PLAIN),
        ("\\fnCourier", Style(font="Courier")),
        ("\\fnCourier\\fn", PLAIN),
        ("\\fnArial", PLAIN),
        ("\\fs30", Style(size=30)),
        ("\\fs30\\fs", PLAIN),
        ("\\fs+5", Style(size=30)),
        ("\\fs-5", Style(size=10)),
        ("\\fs0", PLAIN),
        ("\\fs20", PLAIN),
        ("\\i1\\r", PLAIN),
        ("\\i1\\rLoud", LOUD),
        ("\\rLoud\\rMissing", PLAIN),
        ("\\zz", PLAIN),
    ],
)
def test_tags_change_the_style(block: str, style: Style) -> None:
    assert run(block)[0] == Span("x", style)


@pytest.mark.parametrize(
    ("block", "style"),
    [
        ("\\b0\\i0\\u0\\s0", Style(color="#ffff00", font="Times", size=40)),
        ("\\b0\\b", LOUD),
        ("\\c&HFFFFFF&\\c", LOUD),
        ("\\fs20\\fs40", LOUD),
    ],
)
def test_an_empty_argument_goes_back_to_the_event_s_style(block: str, style: Style) -> None:
    assert run(block, "Loud")[0] == Span("x", style)


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ("", None),
        ("\\an8", Place(align=8)),
        ("\\an8\\an1", Place(align=8)),
        ("\\an0\\an9", Place(align=9)),
        ("\\a6", Place(align=8)),
        ("\\a4", None),
        ("\\an2", None),
        ("\\pos(100,25)", Place(align=2, anchor=Point(0.5, 0.25))),
        ("\\an5\\pos(100,25)\\pos(1,1)", Place(align=5, anchor=Point(0.5, 0.25))),
        ("\\pos(100)", None),
        ("\\pos(a,b)", None),
        ("\\move(20,10,30,40)", Place(align=2, anchor=Point(0.1, 0.1))),
    ],
)
def test_the_first_place_counts(block: str, place: Place | None) -> None:
    assert run(block)[1] == place


def test_the_style_s_place_holds_where_no_tag_says_otherwise() -> None:
    assert run("", "Loud")[1] == Place(align=8)
    assert run("\\an2", "Loud")[1] is None
    assert run("\\pos(0,0)", "Loud")[1] == Place(align=8, anchor=Point(0, 0))


@pytest.mark.parametrize(
    ("block", "losses"),
    [
        ("\\fad(1,2)", {"effect": 1}),
        ("\\move(1,2,3,4)", {"effect": 1}),
        ("\\t(\\fs20)\\blur2", {"effect": 2}),
        ("\\2c&HFF&\\4a&HFF&", {"color": 2}),
        ("\\zz", {}),
        ("\\k5\\q1\\i1\\pos(1,1)", {}),
    ],
)
def test_what_the_model_cannot_hold_is_counted(block: str, losses: dict[str, int]) -> None:
    assert run(block)[2] == losses


def pieces(*parts: tuple[str, str]) -> tuple[tuple[Span, ...], dict[str, int]]:
    losses: dict[str, int] = {}
    state = Run(SCRIPT, SCRIPT.default, PLAIN, 1_000, losses)
    for block, text in parts:
        for tag in parse_block(block):
            state.override(tag)
        state.add(text)
    return state.finish(), losses


def test_syllables_are_timed_from_the_event_s_start() -> None:
    spans, _ = pieces(("\\k20", "a"), ("\\kf30", "b"), ("\\K0", "c"), ("\\ko1", "d"))

    assert spans == (
        Span("a"),
        Span("b", time_ns=200_001_000),
        Span("cd", time_ns=500_001_000),
    )


def test_syllables_may_be_set_to_a_time() -> None:
    spans, _ = pieces(("\\kt100\\k5", "a"), ("\\k-7", "b"), ("\\kx", "c"))

    assert spans == (Span("a", time_ns=1_000_001_000), Span("bc", time_ns=1_050_001_000))


def test_drawings_are_left_out_and_counted() -> None:
    spans, losses = pieces(("\\p1", "m 0 0"), ("\\i1", "l 1 1"), ("\\p0", "text"), ("\\p", ""))

    assert spans == (Span("text", Style(italic=True)),)
    assert losses == {"drawing": 2}


def test_the_wrap_style_may_change_within_an_event() -> None:
    assert pieces(("", "a\\nb"), ("\\q2", "\\nc"))[0] == (Span("a b\nc"),)
    assert pieces(("\\q2\\q", "\\nc"))[0] == (Span(" c"),)


def test_unchanged_style_makes_one_span() -> None:
    assert pieces(("", "a"), ("\\i1\\i0", "b"), ("\\blur1", "c"))[0] == (Span("abc"),)
    assert pieces(("", ""))[0] == ()


@pytest.mark.parametrize(
    ("text", "wrap_style", "expected"),
    [
        ("a\\Nb\\nc\\hd", 0, "a\nb c\u00a0d"),
        ("a\\nb", 2, "a\nb"),
        ("\\{x\\}", 0, "{x}"),
        ("C:\\temp", 0, "C:\\temp"),
        ("C:\\\u2060new", 0, "C:\\new"),
    ],
)
def test_codes_become_what_they_stand_for(text: str, wrap_style: int, expected: str) -> None:
    assert unescape(text, wrap_style) == expected


def test_tags_of_no_name_change_nothing() -> None:
    losses: dict[str, int] = {}
    state = Run(SCRIPT, SCRIPT.default, PLAIN, 0, losses)
    state.override(Tag("", "zz"))

    assert losses == {}
