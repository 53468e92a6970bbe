"""Binary fields are read in order and never past the end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.errors import TruncatedData


def test_fields_are_big_endian_and_move_on():
    reader = ByteReader(bytes(range(1, 30)))

    assert reader.u8() == 0x01
    assert reader.u16() == 0x0203
    assert reader.u24() == 0x040506
    assert reader.u32() == 0x0708090A
    assert reader.u64() == 0x0B0C0D0E0F101112
    assert reader.uint(5) == 0x1314151617
    assert (reader.pos, reader.left) == (23, 6)
    assert reader.rest() == bytes(range(24, 30))


def test_signed_fields_are_twos_complement():
    reader = ByteReader(b"\xff\xfe" + b"\xff" * 4 + b"\xff" * 7 + b"\xfd")

    assert (reader.s16(), reader.s32(), reader.s64()) == (-2, -1, -3)


def test_a_reader_within_a_reader_has_its_own_end():
    outer = ByteReader(b"abcdef")
    inner = outer.sub(3)

    assert inner.raw(3) == b"abc"
    assert bytes(outer.view(1)) == b"d"
    outer.skip(1)
    assert outer.left == 1
    with pytest.raises(TruncatedData):
        inner.u8()


@given(st.binary(max_size=16), st.integers(-2, 20))
def test_reading_past_the_end_is_an_error_that_tells_where(data, size):
    reader = ByteReader(data)
    if 0 <= size <= len(data):
        assert reader.raw(size) == data[:size]
    else:
        with pytest.raises(TruncatedData) as caught:
            reader.raw(size)
        assert caught.value.details == {"position": 0, "wanted": size}
