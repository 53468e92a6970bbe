"""What the text codecs of MP4 and QuickTime share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.codec.textsample import (
    Box,
    CueQueue,
    Runs,
    align_cell,
    build_spans,
    clean,
    color,
    locate,
    place,
    read_atoms,
    read_fonts,
)
from cuelift.cues import PLAIN, Cue, Place, Rect, Span, Style
from cuelift.errors import TruncatedData
from tests.codec.textsamples import be, box, make_track
from tests.support.timing import user_s

BOLD = Style(bold=True)
SECOND = 1_000_000_000
NOWHERE = Box(0, 0, 0, 0)


def test_atoms_are_told_by_kind_and_body() -> None:
    losses: dict[str, int] = {}

    atoms = list(read_atoms(ByteReader(box("abcd", b"12") + box("efgh")), losses))

    assert [(kind, body.rest()) for kind, body in atoms] == [(b"abcd", b"12"), (b"efgh", b"")]
    assert losses == {}


@pytest.mark.parametrize("size", [1, 7, 999])
def test_a_broken_atom_ends_the_list_and_is_counted(size: int) -> None:
    losses: dict[str, int] = {}
    data = box("good") + be(size, 4) + b"abcd" + box("late")

    assert [kind for kind, _ in read_atoms(ByteReader(data), losses)] == [b"good"]
    assert losses == {"broken_box": 1}


def test_a_zero_ends_the_list_of_atoms() -> None:
    losses: dict[str, int] = {}

    assert list(read_atoms(ByteReader(bytes(8) + box("late")), losses)) == []
    assert losses == {}


def test_bytes_too_few_for_an_atom_are_padding() -> None:
    losses: dict[str, int] = {}

    assert list(read_atoms(ByteReader(b"\x00\x00\x00\x08abc"), losses)) == []
    assert losses == {}


def test_fonts_are_told_by_number() -> None:
    table = be(2, 2) + be(7, 2) + b"\x05Arial" + be(9, 2) + b"\x00"

    assert read_fonts(ByteReader(table)) == {7: "Arial", 9: ""}


def test_a_font_table_that_promises_too_much_is_an_error() -> None:
    with pytest.raises(TruncatedData):
        read_fonts(ByteReader(be(3, 2) + be(7, 2) + b"\x05Arial"))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((255, 0, 16), "#ff0010"),
        ((0, 0, 0), "#000000"),
        ((255, 255, 255, 255), "#ffffff"),
        ((1, 2, 3, 128), "#01020380"),
        ((0, 0, 0, 0), None),
        ((9, 0, 0, 0), "#09000000"),
    ],
)
def test_a_colour_is_written_in_hexadecimal(parts: tuple[int, ...], expected: str | None) -> None:
    assert color(*parts) == expected


@pytest.mark.parametrize(
    ("text", "cleaned", "positions"),
    [
        ("plain", "plain", None),
        ("a\nb \n\n", "a\nb", None),
        ("a\rb", "a\nb", None),
        ("a\u2028b\u2029c", "a\nb\nc", None),
        ("a\r\nb", "a\nb", [0, 1, 2, 2, 3]),
        ("a\x00b", "ab", [0, 1, 1, 2]),
        ("\ufeffa", "a", [0, 0, 1]),
        ("\r\n\x00 ", "", [0, 1, 1, 1, 2]),
    ],
)
def test_text_is_cleaned_and_its_positions_kept(
    text: str, cleaned: str, positions: list[int] | None
) -> None:
    assert clean(text) == (cleaned, positions)


@given(st.text(alphabet="ab \r\n\x00\u2028\ufeff", max_size=30))
def test_cleaned_text_holds_nothing_unseen_and_positions_never_fall(text: str) -> None:
    cleaned, positions = clean(text)

    assert not set(cleaned) & set("\r\x00\u2028\ufeff")
    assert cleaned == cleaned.rstrip()
    if positions is not None:
        assert len(positions) == len(text) + 1
        assert positions == sorted(positions)


def test_runs_that_overlap_or_pass_the_end_are_cut() -> None:
    runs: Runs[str] = Runs(10, None)
    runs.add(2, 6, "a")
    runs.add(4, 8, "b")
    runs.add(0, 3, "c")
    runs.add(8, 65535, "d")
    runs.add(12, 14, "e")

    assert runs.items == [(2, 6, "a"), (6, 8, "b"), (8, 10, "d")]


def test_runs_move_with_the_text() -> None:
    runs: Runs[str] = Runs(3, clean("a\r\nb")[1])
    runs.add(3, 99, "a")

    assert runs.items == [(2, 3, "a")]


def runs_of(length: int, *items: tuple[int, int, object]) -> Runs[object]:
    runs: Runs[object] = Runs(length, None)
    for item in items:
        runs.add(*item)
    return runs


def test_spans_part_where_any_layer_does() -> None:
    spans = build_spans(
        "abcdefgh",
        PLAIN,
        runs_of(8, (1, 4, BOLD)),  # type: ignore[arg-type]
        runs_of(8, (3, 5, True)),  # type: ignore[arg-type]
        runs_of(8, (5, 6, 7), (6, 8, 9)),  # type: ignore[arg-type]
        "#ff0000",
    )

    assert spans == (
        Span("a"),
        Span("bc", BOLD),
        Span("d", Style(bold=True, background="#ff0000")),
        Span("e", Style(background="#ff0000")),
        Span("f", time_ns=7),
        Span("gh", time_ns=9),
    )


def test_stretches_of_one_style_make_one_span() -> None:
    nothing = runs_of(4)
    styles = runs_of(4, (0, 2, BOLD), (2, 4, Style(bold=True)))

    spans = build_spans("abcd", PLAIN, styles, nothing, nothing, None)  # type: ignore[arg-type]

    assert spans == (Span("abcd", BOLD),)


@pytest.mark.parametrize(
    ("canvas", "where", "box", "expected"),
    [
        (None, (0, 0, 100, 10), NOWHERE, None),
        ((0, 0), (0, 0, 100, 10), NOWHERE, None),
        ((200, 100), None, NOWHERE, None),
        ((200, 100), (0, 80, 200, 20), NOWHERE, Rect(0, 0.8, 1, 0.2)),
        ((200, 100), (0, 80, 200, 20), Box(10, 50, 20, 150), Rect(0.25, 0.9, 0.5, 0.1)),
        ((200, 100), (0, 0, 0, 0), Box(50, 0, 100, 100), None),
        ((200, 100), (0, 100, 200, 20), NOWHERE, Rect(0, 1, 1, 0)),
        ((200, 100), (-300, 0, 200, 20), NOWHERE, Rect(0, 0, 0, 0.2)),
    ],
)
def test_a_box_is_put_on_the_picture(
    canvas: tuple[int, int] | None,
    where: tuple[int, int, int, int] | None,
    box: Box,
    expected: Rect | None,
) -> None:
    assert locate(make_track("tx3g", canvas=canvas, place=where), box) == expected


def test_a_track_without_a_size_may_be_taken_to_cover_the_picture() -> None:
    track = make_track("tx3g", canvas=(200, 100))

    assert locate(track, NOWHERE, cover=True) == Rect(0, 0, 1, 1)
    assert locate(track, Box(50, 0, 100, 100), cover=True) == Rect(0, 0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("column", "row", "rect", "cell"),
    [
        (0, 1.0, None, 1),
        (1, 0.5, None, 2),
        (2, 0.0, None, 3),
        (1, 0.0, Rect(0, 0.85, 1, 0.15), 2),
        (1, 1.0, Rect(0, 0, 1, 0.15), 8),
        (1, 1.0, Rect(0, 0, 1, 1), 2),
        (0, 0.5, Rect(0, 0.4, 1, 0.2), 4),
    ],
)
def test_the_cell_is_the_third_of_the_picture_where_the_text_stands(
    column: int, row: float, rect: Rect | None, cell: int
) -> None:
    assert align_cell(column, row, rect) == cell


def test_the_usual_place_is_not_told() -> None:
    assert place(2, None) is None
    assert place(2, Rect(0, 1, 1, 0)) is None
    assert place(8, None) == Place(align=8)
    assert place(2, None, vertical=True) == Place(align=2, vertical="rl")
    assert place(2, Rect(0, 0, 1, 1)) == Place(align=2, rect=Rect(0, 0, 1, 1))


def cue(text: str, start_ns: int, end_ns: int | None) -> Cue:
    return Cue(start_ns=start_ns, end_ns=end_ns, spans=(Span(text),))


def push_all(*steps: tuple[int, int | None, str]) -> list[tuple[str, int, int | None, bool]]:
    queue = CueQueue()
    cues: list[Cue] = []
    for start, end, text in steps:
        cues += queue.push(start, end, cue(text, start, end) if text else None)
    cues += queue.flush()
    return [(one.text, one.start_ns, one.end_ns, one.end_inferred) for one in cues]


def test_a_sample_that_states_its_length_is_not_held() -> None:
    assert push_all((0, SECOND, "a"), (SECOND, 2 * SECOND, "")) == [("a", 0, SECOND, False)]


def test_squeezed_cues_last_as_long_as_the_one_behind_them() -> None:
    assert push_all((0, 0, "a"), (0, 1000, "b"), (1000, SECOND, "c"), (SECOND, 9, "")) == [
        ("a", 0, SECOND, True),
        ("b", 0, SECOND, True),
        ("c", 1000, SECOND, False),
    ]


def test_a_squeezed_cue_that_is_cleared_at_once_was_meant_so() -> None:
    assert push_all((0, 0, "a"), (0, SECOND, "")) == [("a", 0, 0, False)]


def test_a_last_sample_without_length_is_left_open() -> None:
    assert push_all((0, 0, "a")) == [("a", 0, None, True)]


@pytest.mark.parametrize("end", [0, 1_000_000])
def test_a_squeezed_cue_before_a_gap_was_meant_to_be_that_short(end: int) -> None:
    assert push_all((0, end, "a"), (5 * SECOND, 6 * SECOND, "b")) == [
        ("a", 0, end, False),
        ("b", 5 * SECOND, 6 * SECOND, False),
    ]


def test_a_last_squeezed_cue_keeps_its_end() -> None:
    assert push_all((0, 1000, "a")) == [("a", 0, 1000, False)]


def test_a_sample_without_a_length_lasts_until_the_next_one() -> None:
    assert push_all((0, None, "a"), (SECOND, None, ""), (3 * SECOND, None, "b")) == [
        ("a", 0, SECOND, True),
        ("b", 3 * SECOND, None, True),
    ]


def test_a_broken_sample_ends_what_shows_and_loses_no_cue() -> None:
    queue = CueQueue()
    assert queue.push(0, None, cue("a", 0, None)) == []

    queue.skip(SECOND)
    ready = queue.push(2 * SECOND, 3 * SECOND, cue("b", 2 * SECOND, 3 * SECOND))

    assert [(one.text, one.end_ns) for one in ready] == [("a", SECOND), ("b", 3 * SECOND)]


def test_what_a_broken_last_sample_ends_comes_with_the_flush() -> None:
    queue = CueQueue()
    queue.push(0, None, cue("a", 0, None))
    queue.skip(SECOND)

    assert [one.end_ns for one in queue.flush()] == [SECOND]
    assert queue.flush() == []


def test_any_number_of_squeezed_cues_takes_linear_time() -> None:
    samples = [(0, 0, "a")] * 50_000
    cues = []

    assert user_s(lambda: cues.extend(push_all(*samples, (0, SECOND, "b")))) < 2
    assert {end for _, _, end, _ in cues} == {SECOND}
