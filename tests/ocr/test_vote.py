from __future__ import annotations

from cuelift.ocr.glyphs import glyphs_in
from cuelift.ocr.vote import corrected, elected
from tests.ocr.draw import caption, page_of, read_as


def line(text: str, shapes: str | None = None) -> tuple[str, tuple[tuple[int, bytes], ...]]:
    """A line whose glyphs' shapes are named by letters; the text's own unless stated."""
    named = shapes or text
    return text, tuple((at, char.encode()) for at, char in enumerate(named) if char != " ")


STREAM = [line("will all lie idle")] * 6


def test_a_shape_that_is_an_l_elsewhere_is_one_here():
    wrong = line("aIl", "all")

    assert corrected(wrong, elected([*STREAM, wrong])) == "all"


def test_a_capital_stays_where_words_start():
    wrong = line("l am", "I am")
    stream = [line("I am I")] * 4

    assert corrected(wrong, elected([*stream, wrong])) == "I am"
    assert corrected(line("1", "I"), elected(stream)) == "I"


def test_nothing_is_changed_against_how_words_are_written():
    assert corrected(line("Il", "ll"), elected(STREAM)) == "Il"
    assert corrected(line("Io e lo", "lo e lo"), elected([line("e lo o lo")] * 4)) == "Io e lo"
    assert corrected(line("e Io", "e lo"), elected([line("e lo o lo")] * 4)) == "e lo"
    assert corrected(line("aIx", "a1x"), {b"1": "1", b"a": "a", b"x": "x"}) == "aIx"
    assert corrected(line("2O", "20"), {b"2": "2", b"0": "0"}) == "20"


def test_nothing_is_changed_where_a_neighbour_is_not_sure():
    assert corrected(line("zIl", "zll"), elected(STREAM)) == "zIl"


def test_characters_that_no_engine_confuses_stay():
    assert corrected(line("x", "l"), elected(STREAM)) == "x"


def test_a_shape_of_few_or_divided_votes_elects_nobody():
    assert elected([line("l")] * 3) == {}
    assert elected([line("l")] * 4 + [line("I", "l")] * 4) == {}


def test_shapes_are_named_alike_wherever_they_stand():
    page = page_of(caption("lb lb", outline=0))

    shapes = dict(glyphs_in(read_as("lb lb", page), page))

    assert shapes[0] == shapes[3]
    assert shapes[1] == shapes[4]
    assert shapes[0] != shapes[1]


def test_lines_without_confusable_characters_are_not_looked_at():
    page = page_of(caption("me"))

    assert glyphs_in(read_as("me", page), page) == ()
    assert glyphs_in(read_as("I", page)._replace(row=999), page) == ()
    assert glyphs_in(read_as("I d o", page), page) == ()
