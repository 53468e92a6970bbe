"""Run-length code of DVD pictures becomes lines."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec.nibbles import Lines, split
from cuelift.errors import CodecError
from tests.codec.pictures import random_pixels
from tests.writers.subpicture import field, nibbles


def plainly(data: bytes, width: int, count: int) -> list[bytes]:
    """The same, code by code."""
    units, at, lines = split(data) + bytes(4), 0, []
    for _ in range(count):
        if at >= 2 * len(data):
            raise CodecError("short")
        line = b""
        while len(line) < width and at < 2 * len(data):
            size, code = 1, units[at]
            while size < 4 and code < 4**size:
                code = code << 4 | units[at + size]
                size += 1
            at += size
            line += bytes((code & 3,)) * (min(code >> 2, width) or width)
        lines.append(line[:width].ljust(width, b"\0"))
        at += at & 1
    return lines


@pytest.mark.parametrize(
    ("code", "width", "expected"),
    [
        ("50", 1, [1]),
        ("d0", 3, [1, 1, 1]),
        ("13", 4, [3, 3, 3, 3]),
        ("0410", 16, [1] * 16),
        ("0101", 64, [1] * 64),
        ("03fd", 255, [1] * 255),
        ("0002", 7, [2] * 7),
        ("5a0001", 9, [1, 2, 2, 1, 1, 1, 1, 1, 1]),
        ("d5", 2, [1, 1]),
        ("5550", 3, [1, 1, 1]),
    ],
)
def test_codes(code: str, width: int, expected: list[int]) -> None:
    assert [list(line) for line in Lines().decode(bytes.fromhex(code), 0, width, 1)] == [expected]


def test_every_code_is_as_short_as_can_be() -> None:
    assert [len(nibbles(run, 1)) for run in (1, 3, 4, 15, 16, 63, 64, 255, 0)] == [
        1, 1, 2, 2, 3, 3, 4, 4, 4,
    ]  # fmt: skip


def test_a_line_begins_with_a_whole_byte() -> None:
    assert Lines().decode(bytes.fromhex("50 60"), 0, 1, 2) == [b"\1", b"\2"]


def test_a_field_begins_where_it_is_said_to() -> None:
    assert Lines().decode(bytes.fromhex("50 60 70"), 2, 1, 1) == [b"\3"]


@pytest.mark.parametrize("width", [1, 2, 17, 64, 255, 256, 720, 4096])
def test_lines_come_back(width: int) -> None:
    data = random_pixels(random.Random(width), width, 12, 4)
    lines = [data[at : at + width] for at in range(0, len(data), width)]

    assert Lines().decode(field(lines), 0, width, 12) == lines


def test_no_lines_need_no_code() -> None:
    assert Lines().decode(b"", 0, 9, 0) == []


@pytest.mark.parametrize("start", [0, 1, 4, 99])
def test_missing_lines_are_an_error(start: int) -> None:
    with pytest.raises(CodecError, match="of 5 lines"):
        Lines().decode(b"\x50\x50\x50\x50", start, 1, 5)


@given(st.binary(max_size=40), st.integers(1, 80), st.integers(1, 6))
def test_any_bytes_are_read_as_code_by_code(data: bytes, width: int, count: int) -> None:
    try:
        expected = plainly(data, width, count)
    except CodecError:
        with pytest.raises(CodecError):
            Lines().decode(data, 0, width, count)
    else:
        assert Lines().decode(data, 0, width, count) == expected
