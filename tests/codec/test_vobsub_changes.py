"""Changes of colours within a sub-picture."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.codec.vobsub_changes import Change, Column, read_changes, with_changes
from cuelift.errors import CodecError, TruncatedData
from tests.writers import subpicture as dvd

FIRST = (100, (1, 2, 3, 4), (5, 6, 7, 8))
SECOND = (200, (4, 3, 2, 1), (8, 7, 6, 5))


def read(*lines: tuple[int, int, list[tuple[int, tuple[int, ...], tuple[int, ...]]]]) -> object:
    return read_changes(ByteReader(dvd.changes(*lines)[3:]))


def test_lines_and_columns_are_read_up_to_the_end_mark() -> None:
    made = dvd.changes((10, 20, [FIRST, SECOND]), (30, 30, []))[3:] + b"whatever"

    assert read_changes(ByteReader(made)) == (
        Change(10, 20, (Column(*FIRST), Column(*SECOND))),
        Change(30, 30, ()),
    )


def test_the_end_mark_may_be_missing() -> None:
    assert read_changes(ByteReader(b"")) == ()


@pytest.mark.parametrize(
    "lines",
    [
        [(20, 10, [])],
        [(10, 20, []), (20, 30, [])],
        [(10, 20, [SECOND, FIRST])],
    ],
)  # fmt: skip
def test_what_goes_back_is_an_error(lines) -> None:
    with pytest.raises(CodecError, match="goes back"):
        read(*lines)


def test_columns_to_the_left_and_right_of_the_picture_are_cut() -> None:
    columns = (Column(0, (1,) * 4, (1,) * 4), Column(90, (2,) * 4, (2,) * 4))
    columns += (Column(102, (3,) * 4, (3,) * 4), Column(999, (4,) * 4, (4,) * 4))
    made = with_changes(
        bytes(8), (100, 50, 4, 2), [Change(0, 50, columns)], b"base",
        lambda colors, _: bytes(colors),
    )  # fmt: skip

    assert made == (bytes((4, 4, 8, 8, 0, 0, 0, 0)), b"base\2\2\2\2\3\3\3\3")


@given(st.binary(max_size=60))
def test_any_bytes_end_in_changes_that_can_be_made_or_an_error_of_ours(data: bytes) -> None:
    with contextlib.suppress(CodecError, TruncatedData):
        with_changes(
            bytes(64), (1, 2, 8, 8), read_changes(ByteReader(data)), bytes(16),
            lambda colors, contrast: bytes(colors + contrast),
        )  # fmt: skip
