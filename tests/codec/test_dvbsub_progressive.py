"""Objects that are compressed as a whole."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cuelift.bytereader import ByteReader
from cuelift.codec.budget import Budget
from cuelift.codec.dvbsub_pixels import Line
from cuelift.codec.dvbsub_progressive import read_progressive
from cuelift.errors import CodecError, TruncatedData
from tests.codec.pictures import pixels, random_pixels
from tests.writers import dvbsub as dvb

LETTER = pixels("1221", "2332", "1..1")


def read(body: bytes, depth: int = 8, *, keep_1: bool = False) -> list[Line]:
    return read_progressive(ByteReader(body), depth, Budget().spend, keep_1=keep_1)


def block(width: int, height: int, raw: bytes) -> bytes:
    data = zlib.compress(raw)
    return struct.pack(">HHH", width, height, len(data)) + data


def drawn(lines: list[Line]) -> bytes:
    return b"".join(line.pixels for line in lines)


@pytest.mark.parametrize("bits", [8, 4, 2])
def test_pixels_may_have_fewer_bits(bits: int) -> None:
    body = dvb.progressive(9, LETTER, 4, bits=bits)[9:]

    assert drawn(read(body)) == LETTER


def test_a_pixel_of_value_1_may_leave_what_lies_there() -> None:
    first = read(dvb.progressive(9, LETTER, 4)[9:], keep_1=True)[0]

    assert first == Line(bytes((1, 2, 2, 1)), bytes((0, 1, 1, 0)))


def test_filters_are_those_of_png() -> None:
    whole = random_pixels(random.Random(3), 50, 40, 250)
    for kind in range(5):
        rows = [whole[at : at + 50] for at in range(0, len(whole), 50)]
        above, filtered = bytes(50), b""
        for row in rows:
            filtered += bytes((kind,)) + filter_row(kind, row, above)
            above = row
        assert drawn(read(block(50, 40, filtered))) == whole
        assert by_pillow(50, 40, filtered) == whole


def filter_row(kind: int, row: bytes, above: bytes) -> bytes:
    made = []
    for at, value in enumerate(row):
        left, corner = (row[at - 1], above[at - 1]) if at else (0, 0)
        up = above[at]
        near = sorted(
            (abs(each - left - up + corner), n) for n, each in enumerate((left, up, corner))
        )
        paeth = (left, up, corner)[near[0][1]]
        made.append(value - (0, left, up, (left + up) // 2, paeth)[kind] & 255)
    return bytes(made)


def by_pillow(width: int, height: int, filtered: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", bytes(768))
    file += chunk(b"IDAT", zlib.compress(filtered)) + chunk(b"IEND", b"")
    return Image.open(io.BytesIO(file)).tobytes()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (struct.pack(">HHH", 0, 5, 0), "object of 0 x 5 pixels"),
        (struct.pack(">HHH", 65535, 65535, 0), "object of 65535 x 65535 pixels"),
        (struct.pack(">HHH", 2, 2, 2) + b"no", "cannot be unpacked"),
        (block(2, 2, bytes(7)), "2 x 2 pixels unpacks to 7 bytes"),
        (block(2, 2, bytes(99)), "unpacks to 7 bytes"),
        (block(4096, 4096, bytes(1 << 26)), "unpacks to 16,781,313 bytes"),
        (block(2, 1, b"\5ab"), "unknown filter 5"),
        (block(2, 1, b"\0\0\x10"), "more colours than its region of 4 bits"),
    ],
)
def test_what_is_no_object_is_an_error(body: bytes, message: str) -> None:
    with pytest.raises(CodecError, match=message):
        read(body, depth=4)


def test_an_object_that_ends_early_is_an_error() -> None:
    with pytest.raises(TruncatedData):
        read(dvb.progressive(9, LETTER, 4)[9:-1])


def test_slow_filters_ask_for_no_more_work_than_bytes_justify() -> None:
    with pytest.raises(CodecError, match="more pixels than so few bytes"):
        read(block(4000, 4000, bytes((4, *bytes(4000))) * 4000))


@given(st.binary(max_size=60), st.integers(1, 9), st.integers(1, 9))
def test_any_bytes_end_in_lines_or_an_error_of_ours(data: bytes, width: int, height: int) -> None:
    for body in (data, block(width, height, data)):
        with contextlib.suppress(CodecError, TruncatedData):
            read(body)
