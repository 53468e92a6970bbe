from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, CueSettings, Place, Point, Rect, Span, Style
from cuelift.format.ass_text import AssText, escape
from cuelift.markup.ass_script import parse_script
from cuelift.markup.ass_text import AssText as AssTextReader

BOLD, ITALIC = Style(bold=True), Style(italic=True)
SECOND = 1_000_000_000


def render(
    *spans: Span, place: Place | None = None, start_ns: int = 0, end_ns: int = SECOND
) -> tuple[str, dict[str, int]]:
    losses: dict[str, int] = {}
    cue = Cue(start_ns=start_ns, end_ns=end_ns, spans=spans, place=place)
    return AssText((1920, 1080), losses).render(cue), losses


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([Span("a\nb")], "a\\Nb"),
        ([Span("a", ITALIC)], "{\\i1}a"),
        ([Span("a", ITALIC), Span("b", BOLD), Span("c")], "{\\i1}a{\\b1\\i0}b{\\b0}c"),
        ([Span("a"), Span("\n", BOLD), Span("b")], "a\\Nb"),
        ([Span("a", Style(underline=True, strike=True))], "{\\u1\\s1}a"),
        ([Span("a", Style(color="#ff8000")), Span("b")], "{\\c&H0080FF&}a{\\c}b"),
        (
            [Span("a", Style(color="#ff800040")), Span("b")],
            "{\\c&H0080FF&\\1a&HBF&}a{\\c\\1a}b",
        ),
        (
            [Span("a", Style(color="#ff800040")), Span("b", Style(color="#0000cc"))],
            "{\\c&H0080FF&\\1a&HBF&}a{\\c&HCC0000&\\1a&H00&}b",
        ),
        ([Span("a", Style(font="A{\\B")), Span("b")], "{\\fnAB}a{\\fn}b"),
        ([Span("漢", ruby="かん")], "漢（かん）"),
        ([Span("\n "), Span(" a ")], "a"),
    ],
)
def test_styles_become_overrides(spans: list[Span], expected: str) -> None:
    assert render(*spans)[0] == expected


@pytest.mark.parametrize(
    ("place", "tags", "losses"),
    [
        (None, "", {}),
        (Place(align=8), "{\\an8}", {}),
        (Place(align=2), "", {}),
        (Place(align=5, anchor=Point(0.5, 0.5)), "{\\an5\\pos(960,540)}", {}),
        (Place(rect=Rect(0, 0, 1, 0.5)), "{\\an2\\pos(960,540)}", {}),
        (Place(align=8, settings=CueSettings(line=0)), "{\\an8}", {}),
        (Place(align=8, settings=CueSettings(line=4)), "{\\an8}", {"position": 1}),
        (Place(rect=Rect(0, 0, 0.2, 0.2), vertical="rl"), "{\\an7}", {"position": 1}),
    ],
)
def test_places_become_overrides(place: Place | None, tags: str, losses: dict[str, int]) -> None:
    assert render(Span("x"), place=place) == (f"{tags}x", losses)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([None, 200, 500], "{\\k20}a{\\k30}b{\\k50}c"),
        ([200, 500, None], "{\\k20\\k30}a{\\k50}bc"),
        ([None, None, 300], "{\\k30}ab{\\k70}c"),
        ([0, 500, 200], "{\\k50}a{\\k0}b{\\k50}c"),
        ([None, 2000, 2005], "{\\k200}a{\\k1}b{\\k0}c"),
    ],
)
def test_timed_spans_become_karaoke(times: list[int | None], expected: str) -> None:
    start_ns = 7 * SECOND
    spans = [
        Span(text, time_ns=None if at is None else start_ns + at * 1_000_000)
        for text, at in zip("abc", times, strict=True)
    ]

    assert render(*spans, start_ns=start_ns, end_ns=start_ns + SECOND)[0] == expected


def test_what_the_format_cannot_say_is_counted_once_a_cue() -> None:
    span = Span("x", Style(background="#000000", size=1), language="fr", classes=("c",), ruby="y")

    text, losses = render(span, span)

    assert text == "x(y)x(y)"
    assert losses == dict.fromkeys(["background", "size", "language", "class", "ruby"], 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("{a}", "\\{a}"),
        ("C:\\temp", "C:\\temp"),
        ("C:\\new", "C:\\\u2060new"),
        ("ends\\", "ends\\\u2060"),
        ("a\r\nb\rc\u2028d\u2029e", "a\\Nb\\Nc\\Nd\\Ne"),
        ("a\u00a0b", "a\\hb"),
        ("a\0\ufeff\x85b\t", "ab"),
    ],
)
def test_text_holds_nothing_that_reads_as_a_code(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("speaker", "spans", "name", "losses"),
    [
        ("Ann", [Span("x")], "Ann", {}),
        (None, [Span("x", speaker="Bo")], "Bo", {}),
        ("Ann", [Span("x"), Span("y", speaker="Bo")], "Ann", {"speaker": 1}),
        (None, [Span("x"), Span("y", speaker="Bo")], "", {"speaker": 1}),
        ("A, B\n{C}", [Span("x")], "A B C", {}),
        (None, [], "", {}),
    ],
)
def test_the_name_is_one_person_s(
    speaker: str | None, spans: list[Span], name: str, losses: dict[str, int]
) -> None:
    found: dict[str, int] = {}
    cue = Cue(start_ns=0, end_ns=1, spans=tuple(spans), speaker=speaker)

    assert AssText((1, 1), found).name_of(cue) == name
    assert found == losses


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="ab{}\\Nnh1 \n\u00e9&<", min_size=1, max_size=8),
            st.sampled_from([Style(), BOLD, ITALIC, Style(color="#010203"), Style(font="F")]),
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read_back(parts: list[tuple[str, Style]]) -> None:
    spans = tuple(Span(text, style) for text, style in parts)
    written, _ = render(*spans)

    read = AssTextReader(parse_script(""), {}).parse(written, "Default", 0).spans

    assert "".join(span.text for span in read) == "".join(span.text for span in spans).strip()
