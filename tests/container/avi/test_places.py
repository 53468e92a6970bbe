from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.avi.places import Place, read_idx1, read_index_chunk, read_part
from cuelift.errors import CueliftError, TruncatedData
from tests.writers.avi import u32


def entry(name: bytes, offset: int, size: int) -> bytes:
    return name + u32(0x10, offset, size)


def test_entries_of_a_stream_are_chosen_by_its_number() -> None:
    body = entry(b"00dc", 4, 100) + entry(b"12sb", 112, 50) + entry(b"11sb", 1, 1)
    body += entry(b"12xx", 200, 60) + entry(b"12sb", 300, 0) + b"short"

    assert read_idx1(body, 12) == [Place(112, 50), Place(200, 60)]
    assert read_idx1(body, 5) == []
    assert read_idx1(b"", 0) == []


def test_a_super_index_names_index_chunks() -> None:
    body = b"\4\0\0\0" + u32(2) + b"01sb" + bytes(12)
    body += (1 << 33).to_bytes(8, "little") + u32(500, 1) + bytes(16) + b"more"

    found = read_index_chunk(body)

    assert found.parts == [(1 << 33, (1 << 33) + 500), (0, 0)]
    assert found.places == []


def test_a_standard_index_names_chunks() -> None:
    body = b"\2\0\0\1" + u32(9) + b"01sb" + (1000).to_bytes(8, "little") + u32(0)
    body += u32(8, 50) + u32(100, 0x80000020) + u32(200, 0)

    assert read_index_chunk(body).places == [Place(1000, 50), Place(1092, 32)]
    assert read_part(b"ix01\0\0\0\0" + body) == [Place(1000, 50), Place(1092, 32)]


@pytest.mark.parametrize("head", [b"\0\0\0\1", b"\1\0\0\1", b"\2\0\0\2", b"\2\0\0\0"])
def test_other_kinds_name_nothing(head: bytes) -> None:
    found = read_index_chunk(head + u32(9) + b"01sb" + bytes(12) + bytes(64))

    assert (found.places, found.parts) == ([], [])


def test_an_index_without_a_head_is_an_error() -> None:
    with pytest.raises(TruncatedData):
        read_index_chunk(b"\2\0\0\1")
    assert read_part(b"ix01") == []


@given(st.binary(max_size=200))
def test_any_bytes_end_in_places_or_our_error(data: bytes) -> None:
    read_idx1(data, 1)
    with contextlib.suppress(CueliftError):
        read_index_chunk(data)
