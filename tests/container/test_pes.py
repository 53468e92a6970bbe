from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.pes import Pes, read_pes, read_scr, read_time
from tests.writers.mpegps import pack, pes, time_field


@given(st.integers(0, (1 << 33) - 1))
def test_times_are_those_that_were_written(ticks: int) -> None:
    assert read_time(time_field(ticks), 0) == ticks
    assert read_scr(b"?" + pack(ticks), 1) == ticks
    assert read_pes(pes(0xBD, b"", ticks)) == Pes(0xBD, ticks, 14)


def test_the_payload_begins_behind_the_header() -> None:
    packet = pes(0xBD, b"body", 9)

    assert read_pes(b"??" + packet, 2) == Pes(0xBD, 9, 16)
    assert read_pes(pes(0xE0, b"body")) == Pes(0xE0, None, 9)


def test_streams_without_a_header_have_only_a_length() -> None:
    assert read_pes(b"\0\0\1\xbe\0\2\xff\xff") == Pes(0xBE, None, 6)


def test_headers_of_mpeg_1_are_read() -> None:
    head = b"\0\0\1\xe0\0\x20" + b"\xff" * 4
    plain, buffered = head + b"\x0f", head + b"\x60\x20" + b"\x0f"
    timed = head + b"\x60\x20" + time_field(7, 2) + b"body"
    both = head + time_field(7, 3) + time_field(5, 1) + b"body"

    assert read_pes(plain) == Pes(0xE0, None, 11)
    assert read_pes(buffered) == Pes(0xE0, None, 13)
    assert read_pes(timed) == Pes(0xE0, 7, 17)
    assert read_pes(both) == Pes(0xE0, 7, 20)


def test_the_clock_of_mpeg_1_is_read() -> None:
    assert read_scr(b"\0\0\1\xba" + time_field(77) + b"\x80\0\1", 0) == 77


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0\1\xbd",
        b"\0\0\2\xbd\0\5\x80\0\0",
        b"\0\0\1\xba\0\5\x80\0\0",
        b"\0\0\1\xbd\0\5\x80\x80\x05",
        b"\0\0\1\xe0\0\x20" + b"\xff" * 20,
        b"\0\0\1\xe0\0\x20" + b"\xff" * 3,
        b"\0\0\1\xe0\0\x20\x21\0",
    ],
)
def test_what_is_cut_off_or_no_packet_is_none(data: bytes) -> None:
    assert read_pes(data) is None


def test_a_clock_cut_off_is_none() -> None:
    assert read_scr(pack(5)[:8], 0) is None


@given(st.binary(max_size=40), st.integers(0, 3))
def test_any_bytes_are_read_or_none(data: bytes, at: int) -> None:
    read_pes(b"\0\0\1" + data)
    read_pes(data, at)
    read_scr(data, at)
