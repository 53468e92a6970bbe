import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Span, Style
from cuelift.text.spans import (
    by_span,
    cut,
    drop_blank_lines,
    joined,
    part,
    parts,
    strip,
    substitute,
)

ITALIC = Style(italic=True)
TWO = (Span("Hello, "), Span("world!", ITALIC))

STYLES = st.sampled_from([Style(), ITALIC, Style(bold=True)])
SPANS = st.lists(st.builds(Span, st.text("ab \n!", max_size=6), STYLES), max_size=5)


@pytest.mark.parametrize(
    ("spans", "patches", "expected"),
    [
        pytest.param(TWO, [], TWO, id="no patch"),
        pytest.param(
            TWO, [(0, 5, "Bye")], (Span("Bye, "), Span("world!", ITALIC)), id="in the first"
        ),
        pytest.param(
            TWO, [(7, 12, "moon")], (Span("Hello, "), Span("moon!", ITALIC)), id="in the second"
        ),
        pytest.param(
            TWO, [(5, 8, " W")], (Span("Hello W"), Span("orld!", ITALIC)), id="over the border"
        ),
        pytest.param(
            TWO, [(5, 8, "; W")], (Span("Hello; "), Span("World!", ITALIC)), id="as long as before"
        ),
        pytest.param(
            TWO, [(7, 7, "-")], (Span("Hello, -"), Span("world!", ITALIC)), id="inserted at border"
        ),
        pytest.param(
            TWO, [(7, 8, "¿w")], (Span("Hello, "), Span("¿world!", ITALIC)), id="before a letter"
        ),
        pytest.param(TWO, [(0, 7, "")], (Span("world!", ITALIC),), id="first goes"),
        pytest.param(TWO, [(7, 13, "")], (Span("Hello, "),), id="second goes"),
        pytest.param(TWO, [(0, 13, "")], (), id="all goes"),
        pytest.param(
            TWO,
            [(0, 0, "-"), (13, 13, "-")],
            (Span("-Hello, "), Span("world!-", ITALIC)),
            id="ends",
        ),
        pytest.param(
            (Span("a"), Span("b", ITALIC), Span("c")),
            [(0, 3, "xy")],
            (Span("xy"),),
            id="over three",
        ),
        pytest.param(
            (Span(""), *TWO), [(0, 1, "h")], (Span(""), Span("hello, "), TWO[1]), id="empty span"
        ),
        pytest.param((Span("abc"),), [(0, 1, ""), (2, 3, "")], (Span("b"),), id="one span"),
    ],
)
def test_ranges_are_replaced_where_they_stand(spans, patches, expected):
    assert substitute(spans, patches) == expected


def test_what_a_span_says_beside_its_text_stays():
    span = Span("colour", ITALIC, "Ann", "en", ("loud",), "ruby", 7)

    assert substitute((span,), [(4, 5, "")]) == (
        Span("color", ITALIC, "Ann", "en", ("loud",), "ruby", 7),
    )


def test_spans_that_do_not_differ_are_the_same_objects():
    made = substitute(TWO, [(7, 8, "w")])

    assert made[0] is TWO[0]
    assert made[1] is TWO[1]


@given(SPANS, st.data())
def test_text_and_styles_come_out_as_if_they_had_been_one(spans, data):
    text = joined(spans)
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    patches = [
        (start, end, data.draw(st.text("xy", max_size=3)))
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    expected, done = "", 0
    for start, end, new in patches:
        expected += text[done:start] + new
        done = end

    made = substitute(spans, patches)

    assert joined(made) == expected + text[done:]
    styles = [span.style for span in spans] or [Style()]
    assert all(span.style in styles for span in made)


@given(SPANS)
def test_a_text_of_the_same_length_keeps_the_style_of_each_character(spans):
    def drawn(spans):
        return [(char, span.style) for span in spans for char in span.text]

    made = substitute(spans, [(0, len(joined(spans)), joined(spans).upper())])

    assert drawn(made) == [(char.upper(), style) for char, style in drawn(spans)]


def test_ranges_are_cut():
    assert cut(TWO, [(0, 2), (6, 9)]) == (Span("llo,"), Span("rld!", ITALIC))


@given(SPANS, st.integers(0, 30), st.integers(0, 30))
def test_a_part_is_a_slice_of_the_text(spans, start, end):
    assert joined(part(spans, start, end)) == joined(spans)[start:end]


@given(SPANS)
def test_stripping_takes_white_space_off_both_ends(spans):
    assert joined(strip(spans)) == joined(spans).strip()


def test_nothing_to_strip_leaves_the_spans():
    assert strip(TWO) == TWO


@given(SPANS)
def test_blank_lines_go_with_their_breaks(spans):
    kept = [line for line in joined(spans).split("\n") if line.strip()]

    assert joined(drop_blank_lines(spans)) == "\n".join(kept)


def test_the_break_between_two_spans_stays_when_a_blank_line_goes():
    spans = (Span("One\n"), Span(" \n", ITALIC), Span("Two\n"))

    assert drop_blank_lines(spans) == (Span("One\n"), Span("Two"))


@given(SPANS, st.lists(st.integers(0, 30), max_size=8).map(sorted))
def test_ranges_are_the_text_of_their_own(spans, borders):
    ranges = list(zip(borders[::2], borders[1::2], strict=False))

    made = parts(spans, ranges)

    assert [joined(each) for each in made] == [joined(spans)[a:b] for a, b in ranges]
    assert made == [part(spans, a, b) for a, b in ranges]


def test_spans_are_edited_one_by_one():
    made = by_span((*TWO, Span("!")), lambda text: text.replace("!", ""))

    assert made == (Span("Hello, "), Span("world", ITALIC))
    assert made[0] is TWO[0]
