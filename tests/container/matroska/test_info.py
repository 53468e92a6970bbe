from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.container.matroska.info import (
    Info,
    Statistics,
    parse_info,
    parse_seek_head,
    parse_statistics,
)
from cuelift.errors import CueliftError
from tests.writers import ebml
from tests.writers.ebml import element


def info(*fields: bytes) -> Info:
    return parse_info(ByteReader(b"".join(fields)))


def test_the_duration_is_in_ticks() -> None:
    found = info(element(0x2AD7B1, 1234), element(0x4489, 1000.5), element(0x5741, "me"))

    assert found == Info(scale=1234, duration_ns=1_234_617, writing_app="me")


def test_nothing_stated_is_a_millisecond_a_tick() -> None:
    assert info() == Info(scale=1_000_000, duration_ns=None, writing_app="")
    assert info(element(0x2AD7B1, 0)).scale == 1_000_000


@pytest.mark.parametrize("duration", [0.0, -5.0, math.nan, math.inf, 1e300])
def test_an_impossible_duration_counts_as_not_stated(duration: float) -> None:
    assert info(element(0x4489, duration)).duration_ns is None


def test_a_malformed_field_costs_itself() -> None:
    found = info(
        element(0x2AD7B1, bytes(9)), element(0x4489, bytes(5)), element(0x5741, "me"), b"\xff"
    )

    assert (found.scale, found.duration_ns, found.writing_app) == (1_000_000, None, "me")
    assert [warning.partition(":")[0] for warning in found.warnings] == ["Info is damaged"] * 3


def test_seek_entries_need_an_id_and_a_position() -> None:
    whole = ebml.seek_head([(ebml.CUES, 77), (ebml.TAGS, 99)])
    body = whole[5:] + element(0x4DBB, element(0x53AC, 5)) + element(0xD7, 1)
    body += element(0x4DBB, element(0x53AB, b"\x1c\x53\xbb\x6b") + element(0xD7, 1))

    assert parse_seek_head(ByteReader(body)) == [(ebml.CUES, 77), (ebml.TAGS, 99)]


def test_statistics_count_by_track() -> None:
    body = ebml.statistics(5, 100, 2000) + ebml.statistics(6, 7, 80) + element(0xD7, 1)

    assert parse_statistics(ByteReader(body), "test writer") == {
        5: Statistics(frames=100, bytes=2000),
        6: Statistics(frames=7, bytes=80),
    }


@pytest.mark.parametrize(("tag_app", "file_app"), [("old", "new"), ("", "")])
def test_statistics_of_another_program_do_not_count(tag_app: str, file_app: str) -> None:
    body = ebml.statistics(5, 100, 2000, writing_app=tag_app)

    assert parse_statistics(ByteReader(body), file_app) == {}


@pytest.mark.parametrize("value", ["", "-1", "1e3", "9" * 19, "٣"])
def test_a_count_that_is_no_number_is_left_out(value: str) -> None:
    fields = [("NUMBER_OF_FRAMES", value), ("_STATISTICS_WRITING_APP", "x")]
    body = element(0x63C0, element(0x63C5, 5) + element(0x68CA, 50)) + element(0xD7, 1)
    for name, text in fields:
        body += element(0x67C8, element(0x45A3, name) + element(0x4487, text) + element(0xD7, 1))

    found = parse_statistics(ByteReader(element(0x7373, body)), "x")

    assert found == {5: Statistics(frames=None, bytes=None)}


@given(st.binary(max_size=100))
def test_any_bytes_parse_or_raise_our_error(data: bytes) -> None:
    for body in (data, element(0x4DBB, data), element(0x7373, data)):
        with contextlib.suppress(CueliftError):
            parse_seek_head(ByteReader(body))
        with contextlib.suppress(CueliftError):
            parse_statistics(ByteReader(body), "x")
        with contextlib.suppress(CueliftError):
            parse_info(ByteReader(body))
