"""Colour look-up tables of DVB subtitles."""

from __future__ import annotations

import pytest

from cuelift.bytereader import ByteReader
from cuelift.codec.dvbsub_colors import Clut, usual_table

FULL = 0x1F


def color(clut: Clut, depth: int, number: int) -> str:
    return clut.palette(depth)[4 * number : 4 * number + 4].hex()


@pytest.mark.parametrize(
    ("depth", "number", "expected"),
    [
        (2, 0, "00000000"),
        (2, 1, "ffffffff"),
        (2, 2, "000000ff"),
        (2, 3, "7f7f7fff"),
        (4, 0, "00000000"),
        (4, 1, "ff0000ff"),
        (4, 6, "00ffffff"),
        (4, 8, "000000ff"),
        (4, 15, "7f7f7fff"),
        (8, 0, "00000000"),
        (8, 3, "ffff003f"),
        (8, 0x08, "0000007f"),
        (8, 0x1B, "ff55007f"),
        (8, 0x73, "ffffaaff"),
        (8, 0x80, "7f7f7fff"),
        (8, 0xF7, "ffffffff"),
        (8, 0x99, "800000ff"),
    ],
)
def test_the_usual_colours(depth: int, number: int, expected: str) -> None:
    assert usual_table(depth)[4 * number : 4 * number + 4].hex() == expected


def test_tables_have_all_colours() -> None:
    assert [len(Clut().palette(depth)) for depth in (2, 4, 8)] == [16, 64, 1024]


def test_full_entries_have_four_bytes_of_colour() -> None:
    clut = Clut()
    clut.define(ByteReader(bytes((2, 0x40 | FULL, 235, 128, 128, 55))))

    assert color(clut, 4, 2) == "ffffffc8"
    assert color(clut, 2, 2) == "000000ff"


def test_short_entries_have_two() -> None:
    clut = Clut()
    clut.define(ByteReader(bytes((3, 0xE0, 0b111011_10, 0b00_1000_01))))

    assert {color(clut, depth, 3) for depth in (2, 4, 8)} == {"ffffffbf"}


def test_a_luma_of_zero_shows_nothing() -> None:
    clut = Clut()
    clut.define(ByteReader(bytes((1, 0x80 | FULL, 0, 128, 128, 0, 2, 0x80 | FULL, 99, 1, 1, 255))))

    assert color(clut, 2, 1) == color(clut, 2, 2) == "00000000"


def test_an_entry_past_its_table_is_left_out() -> None:
    clut = Clut()
    clut.define(ByteReader(bytes((9, 0xC0 | FULL, 235, 128, 128, 0))))

    assert clut.palette(2) == usual_table(2)
    assert color(clut, 4, 9) == "ffffffff"


@pytest.mark.parametrize("size", range(6))
def test_an_entry_that_is_cut_off_is_left_out(size: int) -> None:
    clut = Clut()
    clut.define(ByteReader(bytes((1, 0x80 | FULL, 16, 128, 128, 0))[:size]))

    assert clut.palette(2) == usual_table(2)
