"""Text that is coded as characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.codec.dvbsub_text import Words, read_text
from cuelift.errors import TruncatedData


def read(*codes: int) -> tuple[str, int]:
    body = b"".join(code.to_bytes(2, "big") for code in codes)
    return read_text(ByteReader(bytes((len(codes),)) + body))


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((), ("", 0)),
        (tuple(b"Hi!"), ("Hi!", 0)),
        ((0x05, 0xFD, 0x41), ("\u0131A", 0)),
        ((0x01, 0xB0, 0x2014), ("\u0410\u2014", 0)),
        ((0x41, 0x8A, 0x42, 0xE08A, 0x43), ("A\nB\nC", 0)),
        ((0x41, 0x07, 0x9F, 0xD800, 0xE000, 0xFFFF), ("A", 5)),
        ((0x20, 0x3042, 0x20), ("\u3042", 0)),
    ],
)
def test_codes_are_characters(codes: tuple[int, ...], expected: tuple[str, int]) -> None:
    assert read(*codes) == expected


def test_an_object_that_ends_early_is_an_error() -> None:
    with pytest.raises(TruncatedData):
        read_text(ByteReader(b"\2\0A"))


@given(st.lists(st.integers(0, 0xFFFF), max_size=255))
def test_any_codes_are_text_that_can_be_written(codes: list[int]) -> None:
    text, unknown = read(*codes)

    assert text.encode().decode() == text
    assert "\0" not in text
    assert 0 <= unknown <= len(codes)


def test_text_ends_with_its_time_or_with_the_next() -> None:
    words = Words()
    words.show(0, "one", None, 5)
    words.show(9, "one", None, 20)
    words.show(12, "", None, None)

    assert [(cue.start_ns, cue.end_ns) for cue in words.take()] == [(0, 5), (9, 12)]
    assert words.finish() == []


def test_the_last_text_stays_open_where_nothing_ends_it() -> None:
    words = Words()
    words.show(3, "one", None, None)
    words.show(3, "two", None, None)

    assert [(cue.text, cue.end_ns) for cue in words.finish()] == [("two", None)]
