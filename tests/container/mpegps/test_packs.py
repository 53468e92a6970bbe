from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.mpegps.packs import Unit, Walk, cut_slice
from tests.writers.mpegps import film, pack, padded, pes, sub_packets, unit, video

CODES = [0xBA, 0xBD]


def codes(data: bytes) -> tuple[list[int], int, int]:
    walk = Walk(data)
    return [each.code for each in walk], walk.at, walk.lost


def test_units_are_told_one_after_the_other() -> None:
    data = pack(5, pes(0xBD, b"a"), stuffing=3)

    assert list(Walk(data)) == [Unit(0, 0xBA, 17), Unit(17, 0xBD, len(data))]


def test_the_end_code_and_packs_of_mpeg_1_are_units() -> None:
    old = b"\0\0\1\xba\x21" + bytes(7)

    assert codes(old + b"\0\0\1\xb9" + pack(1)) == ([0xBA, 0xB9, 0xBA], 30, 0)


@pytest.mark.parametrize("size", range(1, 24))
def test_a_unit_that_is_not_whole_is_left(size: int) -> None:
    data = pack(5, pes(0xBD, b"body"))
    found, at, lost = codes(data[:size])

    assert (found, at, lost) == (([0xBA], 14, 0) if size >= 14 else ([], 0, 0))


def test_rubbish_is_passed_over_up_to_the_next_pack() -> None:
    good = pack(5, pes(0xBD, b"body"))

    assert codes(good + b"rubbish\0\0\1\xba\xff" + good) == (CODES * 2, 2 * len(good) + 12, 12)
    assert codes(b"rubbish") == ([], 4, 4)


def scanned(data: bytes) -> tuple[list[bytes], list[int]]:
    part = cut_slice(1000, memoryview(data))
    assert [data[at - 1000 : at - 1000 + len(each)] for at, each in part.packets] == [
        each for _, each in part.packets
    ]
    return [each for _, each in part.packets], [ticks for _, ticks in part.clocks]


def walked(data: bytes) -> list[bytes]:
    return [data[at:end] for at, code, end in Walk(data) if code == 0xBD]


PICTURES = [(0, 3600 * n, unit(bytes((n,)) * 700 * n)) for n in range(10)]


def test_sectors_are_read_as_if_one_went_from_unit_to_unit() -> None:
    data = film(PICTURES)

    assert scanned(data)[0] == walked(data)
    assert len(walked(data)) > 10


def test_few_clocks_are_read_while_they_run_on() -> None:
    data = film([], frames=64)

    assert len(scanned(data)[1]) == 5
    assert len(scanned(data + data)[1]) == 128


def test_captions_behind_another_packet_of_a_sector_are_found() -> None:
    packet = sub_packets(0, 5, unit(b"x" * 100))[0]
    mixed = padded(pack(0, video(0, 500), packet))
    led = padded(pack(0, b"\0\0\1\xbb\0\6" + bytes(6), packet))
    data = film([], frames=3) + mixed + led + film([], frames=3)

    assert scanned(data)[0] == [packet, packet]


@pytest.mark.parametrize(
    "odd",
    [
        pack(0, pes(0xBD, b"\x20" + bytes(3000))),
        pack(0, video(0, 100), stuffing=2),
        pack(0, video(0, 100)),
    ],
)
def test_packs_of_other_sizes_are_walked_through(odd: bytes) -> None:
    data = film(PICTURES) + odd + film(PICTURES)

    assert scanned(data)[0] == walked(data)


def test_a_stuffed_sector_is_walked_through() -> None:
    data = film([], frames=2) + padded(pack(0, pes(0xBD, b"\x20abc"), stuffing=5))

    assert scanned(data)[0] == walked(data)


def test_what_lies_over_the_borders_is_kept() -> None:
    data = film(PICTURES)
    part = cut_slice(0, data[100:-100])

    assert data[100:].startswith(part.head)
    assert part.head + data[2048:4096] == data[100:4096]
    assert part.tail == data[len(data) - len(part.tail) - 100 : -100]


def test_a_slice_without_a_pack_is_all_head() -> None:
    assert cut_slice(0, b"nothing").head == b"nothing"


@given(st.binary(max_size=300))
def test_any_bytes_are_walked_through(data: bytes) -> None:
    walk = Walk(pack(0) + data)
    list(walk)
    cut_slice(0, pack(0) + data)
    assert walk.at <= len(data) + 14
