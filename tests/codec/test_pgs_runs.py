"""Run-length code of PGS becomes pixels."""

from __future__ import annotations

import random
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec import pgs_runs
from cuelift.codec.pgs_runs import decode_runs
from cuelift.errors import CodecError
from tests.codec.pictures import random_pixels
from tests.writers.pgs import runs


def plainly(code: bytes, width: int, height: int) -> bytes:
    """The same, byte by byte: lines cut and filled up."""
    lines, line, at = [], bytearray(), 0
    while at < len(code) and len(lines) < height:
        color, length, ends = code[at], 1, False
        at += 1
        if color == 0:
            flags = code[at] if at < len(code) else 0
            at += 1
            length, color = flags & 63, 0
            if flags & 0x40:
                length = length << 8 | (code[at] if at < len(code) else 0)
                at += 1
            if flags & 0x80:
                color = code[at] if at < len(code) else 0
                at += 1
            ends = length == 0
        line += bytes((color,)) * length
        if ends:
            lines.append(bytes(line))
            line = bytearray()
    if line:
        lines.append(bytes(line))
    if sum(map(len, lines)) == width * height:
        return b"".join(lines)
    if len(lines) < height:
        raise CodecError("short")
    return b"".join(line[:width].ljust(width, b"\0") for line in lines[:height])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("05 0000", [5]),
        ("0003 0000", [0, 0, 0]),
        ("008307 0000", [7, 7, 7]),
        ("004003 0000", [0, 0, 0]),
        ("00c00307 0000", [7, 7, 7]),
        ("01 0002 02 0000", [1, 0, 0, 2]),
        ("0083 00 01 0000", [0, 0, 0, 1]),
        ("00c00300 01 0000", [0, 0, 0, 1]),
        ("004100 0000", [0] * 256),
        ("01 02", [1, 2]),
        ("00c00207", [7, 7]),
    ],
)
def test_codes(code: str, expected: list[int]) -> None:
    assert list(decode_runs(bytes.fromhex(code), len(expected), 1)) == expected


@pytest.mark.parametrize(("width", "height"), [(1, 1), (7, 3), (64, 9), (720, 100), (4096, 2)])
def test_pixels_come_back(width: int, height: int) -> None:
    rng = random.Random(width)
    for colors in (2, 16, 256):
        pixels = random_pixels(rng, width, height, colors)

        assert decode_runs(runs(pixels, width), width, height) == pixels


def test_long_code_is_read_in_pieces() -> None:
    rng = random.Random(3)
    pixels = bytes(rng.choice((0, 0, 1, 2, 200)) for _ in range(1000 * 500))
    code = runs(pixels, 1000)

    assert len(code) > 2 << 18
    assert decode_runs(code, 1000, 500) == pixels
    assert decode_runs(bytes(5 << 20) + code, 7, 9) == bytes(63)


def test_blank_lines_in_a_row() -> None:
    assert decode_runs(runs(bytes(300 * 20), 300), 300, 20) == bytes(6000)


def test_a_short_line_ends_in_nothing_and_a_long_one_is_cut() -> None:
    code = bytes.fromhex("01 0000 02020202 0000 00c40003 0000")

    assert decode_runs(code, 3, 3) == bytes((1, 0, 0, 2, 2, 2, 3, 3, 3))


def test_a_picture_without_line_ends_that_fits_is_taken() -> None:
    assert decode_runs(bytes.fromhex("008601"), 3, 2) == bytes((1,) * 6)


def test_lines_past_the_last_are_left_out() -> None:
    assert decode_runs(bytes.fromhex("01 0000 02 0000 03 0000"), 1, 2) == bytes((1, 2))


@pytest.mark.parametrize("code", ["", "0000", "01 0000 0000", "00"])
def test_missing_lines_are_an_error(code: str) -> None:
    with pytest.raises(CodecError, match="of 9 lines"):
        decode_runs(bytes.fromhex(code), 2, 9)


def test_a_run_without_end_costs_no_more_than_its_picture() -> None:
    code = bytes.fromhex("00ffff01") * 50_000 + bytes(2)

    assert decode_runs(code * 2, 9, 2) == bytes((1,) * 18)


@given(
    st.lists(st.sampled_from([0, 0, 0, 1, 2, 0x40, 0x41, 0x80, 0x83, 0xC0, 0xC1]), max_size=40),
    st.integers(1, 9),
    st.integers(1, 5),
    st.sampled_from([1, 2, 7, 1000]),
)
def test_any_bytes_are_read_as_byte_by_byte(
    data: list[int], width: int, height: int, piece: int
) -> None:
    code = bytes(data)
    with mock.patch.object(pgs_runs, "_PIECE_BYTES", piece):
        try:
            expected = plainly(code, width, height)
        except CodecError:
            with pytest.raises(CodecError):
                decode_runs(code, width, height)
        else:
            assert decode_runs(code, width, height) == expected
