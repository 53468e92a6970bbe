"""The rules that look at the picture."""

from __future__ import annotations

import numpy as np
import pytest

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.lines import Line, cut_lines
from cuelift.ocr.pieces import Piece
from cuelift.ocr.rules import french, gaps, marks, notes, spanish, speakers, strokes, turkish
from tests.ocr.draw import caption, context, page_of, read_as

NOTE = [
    "......##..",
    "......###.",
    "......####",
    "......#.##",
    "......#..#",
    "......#..#",
    "......#...",
    "......#...",
    "......#...",
    "......#...",
    "..#####...",
    ".######...",
    "#######...",
    "#######...",
    ".#####....",
]


def with_notes(text: str, both: bool = True) -> tuple[Page, OcrLine]:
    """A caption between two notes, which the engine has not seen."""
    note = np.kron(np.array([[char == "#" for char in row] for row in NOTE]), np.ones((2, 2), bool))
    note = np.where(note, 0, 255).astype(np.uint8)
    middle = page_of(caption(text, size=34)).pixels
    height = max(len(middle), len(note))
    columns = [
        np.pad(each, ((height - len(each), 0), (0, 0)), constant_values=255)
        for each in (note, np.full((1, 14), 255, np.uint8), middle, np.full((1, 14), 255, np.uint8))
    ]
    columns += columns[:1] if both else []
    pixels = np.pad(np.concatenate(columns, axis=1), 2, constant_values=255)
    page = Page(pixels, tuple(cut_lines(pixels < 128)))
    assert len(page.lines) == 1
    start, wide = note.shape[1] + 16, middle.shape[1]
    step = wide / len(text)
    middles = tuple(round(start + step * (place + 0.5)) for place in range(len(text)))
    return page, OcrLine(text, (0.99,) * len(text), middles, height // 2)


def test_notes_that_the_engine_dropped_are_put_back():
    page, line = with_notes("Sing with me")

    [mended] = notes.mend_notes([line], context(page))

    assert mended.text == "♪ Sing with me ♪"
    assert len(mended.columns) == len(mended.chars) == len(mended.text)


@pytest.mark.parametrize(("before", "after"), [("J", "J"), (")", "»"), ("♪", "d"), ("d", "")])
def test_what_the_engine_wrote_for_notes_is_replaced(before, after):
    page, line = with_notes("Sing with me")
    end = page.pixels.shape[1]
    if before:
        line = OcrLine(
            f"{before} {line.text}", (0.9, 1.0, *line.chars), (10, 30, *line.columns), line.row
        )
    if after:
        line = OcrLine(
            f"{line.text} {after}",
            (*line.chars, 1.0, 0.9),
            (*line.columns, end - 30, end - 12),
            line.row,
        )

    [mended] = notes.mend_notes([line], context(page))

    assert mended.text == "♪ Sing with me ♪"


def test_one_sign_alone_is_no_evidence():
    page, line = with_notes("Sing with me", both=False)

    assert notes.mend_notes([line], context(page)) == [line]


@pytest.mark.parametrize("text", ["J'ai vu J'", "I do what I", "a b a", "Jo", "I"])
def test_letters_are_not_taken_for_notes(text):
    page = page_of(caption(text, size=40))
    line = read_as(text, page)

    assert notes.mend_notes([line], context(page, "fr"))[0].text == text


def test_notes_are_left_alone_in_right_to_left_text():
    page, line = with_notes("Sing with me")

    assert notes.mend_notes([line], context(page, "ar")) == [line]
    assert notes.mend_notes([], context(page)) == []


def test_lost_dots_are_put_back():
    page = page_of(caption("Wait...", size=40, outline=0))
    line = read_as("Wait..", page)
    columns = tuple(
        round(page.lines[0].right * share) for share in (0.1, 0.3, 0.45, 0.6, 0.75, 0.85)
    )

    assert marks.mend_dots(line._replace(columns=columns), context(page)).text == "Wait..."


def test_a_full_stop_stays_one():
    page = page_of(caption("Wait.", size=40, outline=0))
    line = read_as("Wait.", page)

    assert marks.mend_dots(line, context(page)) == line


def with_sign(text: str, sign: np.ndarray, *, first: bool, drop: int = 0) -> tuple[Page, OcrLine]:
    """A line and a sign that the engine has not seen; ``drop`` rows lower than the line's top."""
    drawn = page_of(caption(text, size=40, outline=0)).pixels
    height = max(len(drawn), drop + len(sign)) + 2
    mark = np.full((height, sign.shape[1] + 8), 255, np.uint8)
    mark[drop : drop + len(sign), 4:-4] = np.where(sign, 0, 255)
    drawn = np.pad(drawn, ((0, height - len(drawn)), (0, 0)), constant_values=255)
    pixels = np.concatenate([mark, drawn] if first else [drawn, mark], axis=1)
    page = Page(pixels, tuple(cut_lines(pixels < 128)))
    start = mark.shape[1] if first else 0
    step = drawn.shape[1] / len(text)
    columns = tuple(round(start + step * (place + 0.5)) for place in range(len(text)))
    return page, OcrLine(text, (0.99,) * len(text), columns, height // 2)


def test_a_lost_dash_at_the_end_is_put_back():
    page, line = with_sign("But we", np.ones((3, 26), bool), first=False, drop=16)

    mended = marks.mend_last_dash(line, context(page))

    assert mended.text == "But we—"
    assert marks.mend_last_dash(mended, context(page)) == mended


def test_a_lost_low_quote_is_put_back():
    quote = np.zeros((8, 12), bool)
    quote[:, :5] = quote[:, 7:] = True

    page, line = with_sign("Nein", quote, first=True, drop=23)
    assert marks.mend_low_quote(line, context(page, "de")).text == "„Nein"
    assert marks.mend_low_quote(line._replace(columns=()), context(page, "de")).text == "Nein"


def test_a_lost_dash_at_the_start_is_put_back():
    page = page_of(caption("- Who are you", size=40, outline=0))
    whole = read_as("- Who are you", page)
    columns = tuple(column + 8 for column in whole.columns[2:])
    line = OcrLine("Who are you", whole.chars[2:], columns, whole.row)

    assert marks.mend_first_dash(line, context(page)).text == "- Who are you"


def test_dashes_are_named_by_their_length():
    line = Line(0, 40, 0, 400)

    assert [marks.dash_sign(Piece(0, wide, 20, 23), line) for wide in (10, 18, 30)] == [
        "-",
        "–",
        "—",
    ]


def test_odd_strokes_before_two_speakers_are_dashes():
    page = page_of(caption("- Yes.\n- No way.", size=40, outline=0))
    lines = [read_as("= Yes.", page), read_as("- No way.", page, 1)]

    assert [line.text for line in speakers.mend_speakers(lines, context(page))] == [
        "- Yes.",
        "- No way.",
    ]


def test_one_line_is_no_dialogue():
    page = page_of(caption("- Yes.", outline=0))
    lines = [read_as("= Yes.", page)]

    assert speakers.mend_speakers(lines, context(page)) == lines


def test_words_are_parted_where_the_picture_parts_them():
    page = page_of(caption("I am on my own", size=40, outline=0))
    pieces = context(page).pieces_at(page.lines[0].top + 9)
    middles = [round(piece.middle) for piece in pieces]
    whole = "Iamonmyown"
    text = "Iam on my own"
    columns, at = [], 0
    for char in text:
        columns.append(middles[at - 1] + 6 if char == " " else middles[at])
        at += char != " "
    assert len(whole) == len(pieces)
    line = OcrLine(text, (0.99,) * len(text), tuple(columns), page.lines[0].top + 9)

    assert gaps.mend_gaps(line, context(page)).text == "I am on my own"


def test_a_thai_space_without_a_gap_goes():
    page = page_of(caption("bbbbbb", size=40, outline=0))
    middles = [round(piece.middle) for piece in context(page).pieces_at(page.lines[0].top + 9)]
    line = OcrLine(
        "นนน นนน", (0.9,) * 7, (*middles[:3], middles[2] + 5, *middles[3:]), page.lines[0].top + 9
    )

    assert gaps.mend_false_spaces(line, context(page, "th")).text == "นนนนนน"


@pytest.mark.parametrize(("drawn", "after"), [("Oui !", "Oui !"), ("Oui!", "Oui!")])
def test_french_spaces_are_those_of_the_picture(drawn, after):
    page = page_of(caption(drawn, size=40, outline=0))
    pieces = context(page).pieces_at(page.lines[0].top + 9)
    columns = tuple(round(piece.middle) for piece in pieces)
    line = OcrLine("Oui!", (0.9,) * 4, columns, page.lines[0].top + 9)

    assert french.mend_spacing(line, context(page, "fr")).text == after


def test_an_unwritten_inverted_mark_is_put_back():
    mark = np.ones((30, 5), bool)
    mark[5:9] = False
    page, line = with_sign("Nome", mark, first=True, drop=9)

    assert spanish.mend_unwritten(line, context(page, "es")).text == "¡Nome"
    assert spanish.mend_unwritten(line._replace(columns=()), context(page, "es")).text == "Nome"


def test_a_plain_i_is_no_inverted_mark():
    page = page_of(caption("in mi isla", size=44, outline=0))
    line = read_as("in mi isla", page)

    assert spanish.mend_unwritten(line, context(page, "es")).text == "in mi isla"


def test_the_dot_of_the_turkish_i_is_looked_up():
    page = page_of(caption("sis sus", size=44, outline=0))

    assert turkish.mend_dots(read_as("sıs sus", page), context(page, "tr")).text == "sis sus"


def test_strokes_are_told_by_their_height():
    rows = [
        "#..#.......",
        "#..#.......",
        "#..##..#..#",
        "#..#.#.#..#",
        "#..#.#.####",
        "#..##..#..#",
    ]
    pixels = np.kron(np.array([[c == "#" for c in row] for row in rows]), np.ones((6, 6), bool))
    pixels = np.where(pixels, 0, 255).astype(np.uint8)
    page = Page(pixels, tuple(cut_lines(pixels < 128)))

    assert strokes.mend_strokes(read_as("IbH", page), context(page)).text == "lbH"
    assert strokes.mend_strokes(read_as("lbH", page), context(page)).text == "lbH"


def test_rules_do_nothing_off_the_page():
    line = OcrLine("Text... !", (0.9,) * 9, (1,) * 9, 999)
    page = page_of(caption("Text"))
    for mend in (
        marks.mend_dots,
        marks.mend_last_dash,
        marks.mend_first_dash,
        marks.mend_low_quote,
        gaps.mend_gaps,
        gaps.mend_false_spaces,
        french.mend_spacing,
        spanish.mend_unwritten,
        strokes.mend_strokes,
    ):
        assert mend(line, context(page)) == line


def test_a_lost_full_stop_is_put_back():
    page, line = with_sign("Ja nein", np.ones((4, 4), bool), first=False, drop=24)

    assert marks.mend_last_stop(line, context(page, "de")).text == "Ja nein."
    assert marks.mend_last_stop(line._replace(columns=()), context(page, "de")).text == "Ja nein"


def test_an_inverted_mark_that_is_there_is_not_doubled():
    mark = np.ones((30, 5), bool)
    mark[5:9] = False
    page, line = with_sign("Nome", mark, first=True, drop=9)
    written = OcrLine(
        f"¡{line.text}", (0.9, *line.chars), (line.columns[0] - 9, *line.columns), line.row
    )

    assert spanish.mend_unwritten(written, context(page, "es")) == written


def test_letters_of_wide_capitals_are_no_notes():
    page = page_of(caption("N I L G A L I O N"))
    wide = read_as("NILGALION", page)

    assert notes.mend_notes([wide], context(page)) == [wide]
