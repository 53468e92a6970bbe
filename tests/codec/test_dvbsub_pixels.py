"""Coded strings of DVB subtitles become lines."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec.dvbsub_pixels import Line, decode_field
from tests.codec.pictures import random_pixels
from tests.writers import dvbsub as dvb

EOL = dvb.END_OF_LINE


def bits(*parts: str) -> bytes:
    """Bytes of strings of bits, filled up with zeros."""
    whole = "".join(parts).replace(" ", "")
    whole += "0" * (-len(whole) % 8)
    return bytes(int(whole[at : at + 8], 2) for at in range(0, len(whole), 8))


def field(data: bytes, depth: int, room: int = 1000) -> list[list[int]]:
    return [list(line.pixels) for line in decode_field(data, depth, room, keep_1=False)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("11 01", [3, 1]),
        ("00 1 000 10", [2] * 3),
        ("00 1 111 01", [1] * 10),
        ("00 01", [0]),
        ("00 00 01", [0, 0]),
        ("00 00 10 0000 11", [3] * 12),
        ("00 00 10 1111 11", [3] * 27),
        ("00 00 11 00000000 10", [2] * 29),
        ("00 00 11 11111111 10", [2] * 284),
    ],
)
def test_codes_of_two_bits(code: str, expected: list[int]) -> None:
    assert field(b"\x10" + bits(code, "000000") + EOL, 2) == [expected]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1111 0001", [15, 1]),
        ("0000 0 001", [0] * 3),
        ("0000 0 111", [0] * 9),
        ("0000 10 00 0101", [5] * 4),
        ("0000 10 11 0101", [5] * 7),
        ("0000 1100", [0]),
        ("0000 1101", [0, 0]),
        ("0000 1110 0000 0111", [7] * 9),
        ("0000 1110 1111 0111", [7] * 24),
        ("0000 1111 00000000 0111", [7] * 25),
        ("0000 1111 11111111 0111", [7] * 280),
    ],
)
def test_codes_of_four_bits(code: str, expected: list[int]) -> None:
    assert field(b"\x11" + bits(code, "00000000") + EOL, 4) == [expected]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ff01", [255, 1]),
        ("0001", [0]),
        ("007f", [0] * 127),
        ("008309", [9] * 3),
        ("00ff09", [9] * 127),
    ],
)
def test_codes_of_eight_bits(code: str, expected: list[int]) -> None:
    assert field(b"\x12" + bytes.fromhex(code) + bytes(2) + EOL, 8) == [expected]


@pytest.mark.parametrize("depth", [2, 4, 8])
def test_lines_come_back(depth: int) -> None:
    rng = random.Random(depth)
    lines = [random_pixels(rng, rng.randrange(1, 700), 1, 1 << depth) for _ in range(30)]
    kind = bytes((dvb.STRING[depth],))
    data = b"".join(kind + dvb.string(line, depth) + EOL for line in lines)

    assert field(data, depth) == [list(line) for line in lines]


def test_a_line_may_have_several_strings() -> None:
    data = b"\x11" + dvb.string(b"\5", 4) + b"\x10" + dvb.string(b"\1\2", 2) + EOL

    assert field(data, 4) == [[5, 7, 8]]


@pytest.mark.parametrize(
    ("depth", "maps", "coded", "expected"),
    [
        (4, b"", 2, [0, 7, 8, 15]),
        (8, b"", 2, [0, 0x77, 0x88, 0xFF]),
        (8, b"", 4, [0, 0x11, 0x22, 0x33]),
        (4, b"\x20\x3a\x5c", 2, [3, 10, 5, 12]),
        (8, b"\x21\x01\x03\x05\x09", 2, [1, 3, 5, 9]),
        (8, b"\x22" + bytes(range(40, 56)), 4, [40, 41, 42, 43]),
        (8, b"\x22\x07", 4, [7, 0, 0, 0]),
    ],
)
def test_fewer_bits_are_mapped(depth: int, maps: bytes, coded: int, expected: list[int]) -> None:
    kind = bytes((dvb.STRING[coded],))
    data = maps + kind + dvb.string(bytes(range(4)), coded) + EOL
    if maps == b"\x22\x07":
        data = kind + dvb.string(bytes(range(4)), coded) + EOL + maps
        assert field(data, depth) == [[0, 17, 34, 51]]
    else:
        assert field(data, depth) == [expected]


def test_more_bits_than_the_region_has_are_passed_over() -> None:
    data = b"\x12" + dvb.string(b"\x99", 8) + b"\x11" + dvb.string(b"\5", 4) + EOL

    assert field(data, 4) == [[5]]


def test_a_line_is_cut_at_the_edge() -> None:
    data = b"\x11" + dvb.string(b"\5" * 30, 4) + b"\x11" + dvb.string(b"\6", 4) + EOL

    assert field(data, 4, room=20) == [[5] * 20]
    assert field(data, 4, room=0) == [[]]


def test_pixels_of_value_1_can_be_left_out() -> None:
    data = b"\x10" + dvb.string(b"\0\1\2", 2) + EOL

    assert decode_field(data, 4, 9, keep_1=True) == [Line(b"\0\7\10", b"\1\0\1")]
    assert decode_field(data, 4, 9, keep_1=False) == [Line(b"\0\7\10", b"\1\1\1")]


def test_a_line_that_nothing_ends_counts() -> None:
    assert field(b"\x11" + dvb.string(b"\5", 4), 4) == [[5]]
    assert field(b"", 4) == []


def test_a_string_that_nothing_ends_goes_on_to_the_last_byte() -> None:
    assert field(b"\x11\x55", 4) == [[5, 5]]
    assert field(b"\x12\x55", 8) == [[0x55]]
    assert field(b"\x10\x55", 2) == [[1, 1, 1, 1]]
    assert field(b"\x11\x00", 4) == [[]]


def test_unknown_sub_blocks_are_passed_over() -> None:
    assert field(b"\x99\x11" + dvb.string(b"\5", 4) + EOL, 4) == [[5]]


def test_a_full_line_of_ffmpeg_may_end_in_one_zero() -> None:
    line = b"\x12\5\6\0" + EOL

    assert field(line * 2, 8, room=2) == [[5, 6], [5, 6]]
    assert field(b"\x12\5\0\xf0\7\0\0" + EOL, 8, room=200) == [[5] + [7] * 112]


@given(st.binary(max_size=80), st.sampled_from([2, 4, 8]), st.integers(0, 50), st.booleans())
def test_any_bytes_become_lines_that_fit(data: bytes, depth: int, room: int, keep: bool) -> None:
    for line in decode_field(data, depth, room, keep_1=keep):
        assert len(line.pixels) == len(line.drawn) <= room
        assert all(pixel < 1 << depth for pixel in line.pixels)
