from __future__ import annotations

import pytest

from cuelift.container import sniff
from cuelift.container.mpegts.grid import Grid, Heads, find_grid, runs
from tests.writers.mpegts import VIDEO, Mux


def packets(count: int) -> Mux:
    mux = Mux()
    for number in range(count):
        mux.add(VIDEO, bytes((number % 70,)) * 184)
    return mux


@pytest.mark.parametrize(("size", "first"), [(188, 0), (192, 4), (204, 0)])
def test_every_packet_size_is_found(size: int, first: int) -> None:
    data = packets(20).write(size)

    assert find_grid(data) == Grid(size, first)
    assert sniff(data[:2048]).name == "mpegts"


def test_a_file_that_begins_within_a_packet_is_found() -> None:
    data = packets(20).write()[100:]

    assert find_grid(data) == Grid(188, 88)
    assert sniff(data[:2048]).name == "mpegts"


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_short_file_of_whole_packets_is_found(count: int) -> None:
    assert find_grid(packets(count).write()) == Grid(188, 0)


@pytest.mark.parametrize("data", [b"", b"G", b"G" + bytes(500), b"text " * 500, bytes(4000)])
def test_other_bytes_have_no_grid(data: bytes) -> None:
    assert find_grid(data) is None


def test_text_with_many_letters_is_no_transport_stream() -> None:
    assert sniff((b"1\n00:00:01,000 --> 00:00:02,000\nGOING GONE\n\n" * 60)[:2048]) is None


def spans(data: bytes, size: int = 188, first: int = 0) -> list[tuple[int, int]]:
    return [(run.at, run.packets) for run in runs(data, size, first)]


def test_whole_packets_are_one_run() -> None:
    data = packets(9).write()

    assert spans(data + data[:187]) == [(0, 9)]


def test_columns_are_those_of_the_heads() -> None:
    data = packets(9).write(192)
    [run] = runs(data, 192, 4)
    heads = Heads(data, run, 192)

    assert heads.column(0, range(9)) == b"G" * 9
    assert heads.column(1, range(9)) == bytes((1,)) * 9
    assert heads.column(3, range(2, 9)) == bytes(0x10 | n for n in range(2, 9))


@pytest.mark.parametrize("number", range(20))
def test_bytes_that_are_lost_anywhere_end_a_run(number: int) -> None:
    data = packets(20).write()
    at = number * 188 + 50
    broken = data[:at] + data[at + 7 :]

    assert spans(broken)[0][1] in (number, number + 1)


def test_a_packet_that_does_not_begin_as_one_ends_a_run() -> None:
    data = bytearray(packets(20).write())
    data[5 * 188] = 0

    assert spans(bytes(data)) == [(0, 5), (6 * 188, 14)]


def test_packets_behind_lost_bytes_are_another_run() -> None:
    data = packets(9).write()

    assert spans(data + b"??" + data) == [(0, 9), (9 * 188 + 2, 9)]
    assert spans(data[30:]) == [(158, 8)]


def test_fewer_than_three_packets_behind_lost_bytes_are_not_believed() -> None:
    data = packets(9).write()

    assert spans(data + b"?" + data[: 2 * 188]) == [(0, 9)]


def test_a_slice_shorter_than_a_packet_has_none() -> None:
    assert spans(packets(1).write()[:187]) == []
