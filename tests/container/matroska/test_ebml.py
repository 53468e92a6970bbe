from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.container.matroska.ebml import UNKNOWN, children, header_at, read_vint, real, text
from cuelift.container.matroska.ebml import uint as read_uint
from cuelift.errors import ContainerError, CueliftError, TruncatedData
from tests.writers import ebml


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xa3\x85xxxxx", (0xA3, 2, 5)),
        (b"\xa3\x40\x05xxxxx", (0xA3, 3, 5)),
        (b"\xa3\xff", (0xA3, 2, UNKNOWN)),
        (b"\xa3\xffx", (0xA3, 2, UNKNOWN)),
        (b"\xa3\x7f\xff", (0xA3, 3, UNKNOWN)),
        (b"\xa3\x7f\xfe", (0xA3, 3, 0x3FFE)),
        (b"\x42\x82\x84webm", (0x4282, 3, 4)),
        (b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff", (0x1F43B675, 12, UNKNOWN)),
        (b"\x1f\x43\xb6\x75\x01\x00\x00\x00\x00\x00\x00\x09", (0x1F43B675, 12, 9)),
    ],
)
def test_a_header_is_an_id_and_a_size(data: bytes, expected: tuple[int, int, int]) -> None:
    assert header_at(b"??" + data, 2) == (expected[0], expected[1] + 2, expected[2])


@pytest.mark.parametrize("data", [b"", b"\xa3", b"\x42", b"\x42\x82", b"\xa3\x40", b"\x1f\x43"])
def test_a_cut_header_is_truncated(data: bytes) -> None:
    with pytest.raises(TruncatedData):
        header_at(data, 0)


@pytest.mark.parametrize("data", [b"\x00\x81..", b"\x08\x81..", b"\xa3\x00..", b"\x0f......"])
def test_a_header_needs_an_id_of_up_to_four_bytes_and_a_size(data: bytes) -> None:
    with pytest.raises(ContainerError) as caught:
        header_at(data, 0)
    assert not isinstance(caught.value, TruncatedData)


@given(st.binary(max_size=14))
def test_any_bytes_are_a_header_or_a_container_error(data: bytes) -> None:
    with contextlib.suppress(ContainerError):
        element, body, size = header_at(data, 0)
        reader = ByteReader(data)
        assert reader.uint((element.bit_length() + 7) // 8) == element
        start = reader.pos
        value = read_vint(reader)
        assert reader.pos == body
        assert size in (value, UNKNOWN)
        assert (size == UNKNOWN) == (value == (1 << 7 * (body - start)) - 1)


def test_children_leave_filling_out() -> None:
    body = ebml.void(5) + ebml.element(0x4282, "webm") + ebml.void(200) + ebml.element(0xD7, 3)

    found = [(element, child.rest()) for element, child in children(ByteReader(ebml.crc(body)))]

    assert found == [(0x4282, b"webm"), (0xD7, b"\x03")]


@pytest.mark.parametrize(
    "body", [b"\x00\x81x", b"\xd7\xff", b"\xd7\x85x", b"\xd7", b"\xd7\x00", b"\x42\x82\x41"]
)
def test_children_that_do_not_fit_are_an_error(body: bytes) -> None:
    with pytest.raises(ContainerError):
        list(children(ByteReader(body)))


@given(st.binary(max_size=64))
def test_any_bytes_are_children_or_our_error(data: bytes) -> None:
    with contextlib.suppress(CueliftError):
        for _, child in children(ByteReader(data)):
            text(child)


def test_values_of_all_widths() -> None:
    assert read_uint(ByteReader(b"")) == 0
    assert read_uint(ByteReader(b"\x01\x00")) == 256
    assert real(ByteReader(b"")) == 0.0
    assert real(ByteReader(b"\x3f\x80\x00\x00")) == 1.0
    assert real(ByteReader(b"\x3f\xf0" + bytes(6))) == 1.0
    assert text(ByteReader(b"abc\0\0rest")) == "abc"
    assert text(ByteReader(b"\xff")) == "\N{REPLACEMENT CHARACTER}"
    with pytest.raises(ContainerError, match="9 bytes"):
        read_uint(ByteReader(bytes(9)))
    with pytest.raises(ContainerError, match="3 bytes"):
        real(ByteReader(bytes(3)))
