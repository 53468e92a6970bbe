from __future__ import annotations

import pytest

from cuelift.container.mpegts.assembler import Assembler, Payload
from cuelift.container.mpegts.packets import PidFilter
from tests.writers.mpegts import CAPTIONS, Mux


def assembled(mux: Mux, *, joined: bool = True) -> tuple[list[Payload], Assembler]:
    assembler = Assembler()
    found: list[Payload] = []
    if joined:
        for piece in PidFilter(188, 0, [CAPTIONS]).cut(0, mux.write()).pieces:
            if piece.rows:
                found += assembler.go_on(piece.at, piece.data, piece.rows, piece.counter)
            else:
                found += assembler.push(piece.at, piece.data)
    else:
        for number, packet in enumerate(mux.packets):
            found += assembler.push(number * 188, packet)
    found += assembler.flush()
    return found, assembler


def both(mux: Mux) -> tuple[list[Payload], Assembler]:
    found, assembler = assembled(mux)
    assert found == assembled(mux, joined=False)[0]
    return found, assembler


LONG = bytes(range(256)) * 20


@pytest.mark.parametrize("size", [1, 170, 171, 360, 5000])
def test_a_packet_is_put_together_whatever_its_size(size: int) -> None:
    mux = Mux().pes(CAPTIONS, LONG[:size], 90_000).pes(CAPTIONS, LONG[:size][::-1], None)

    found, assembler = both(mux)

    assert [(each.pts, each.data) for each in found] == [
        (90_000, LONG[:size]),
        (None, LONG[:size][::-1]),
    ]
    assert assembler.lost == 0
    assert found[0].at == 0


@pytest.mark.parametrize("stuffing", [0, 160, 168, 169, 170, 171, 246])
def test_a_header_may_be_longer_than_a_packet(stuffing: int) -> None:
    head = b"\0\0\1\xbd" + (8 + stuffing + 5000).to_bytes(2) + b"\x80\x80"
    data = head + bytes((5 + stuffing,)) + b"!\0\1\0\3" + b"\xff" * stuffing + LONG[:5000]
    mux = Mux()
    for at in range(0, len(data), 184):
        mux.add(CAPTIONS, data[at : at + 184], begins=at == 0)

    found, assembler = both(mux)

    assert [(each.pts, each.data) for each in found] == [(1, LONG[:5000])]
    assert assembler.lost == 0


@pytest.mark.parametrize("size", [10, 300])
def test_bytes_behind_the_end_are_none_of_a_packet(size: int) -> None:
    data = b"\0\0\1\xbd" + (3 + size).to_bytes(2) + b"\x80\0\0" + LONG[:size] + b"?" * 40
    mux = Mux()
    for at in range(0, len(data), 184):
        mux.add(CAPTIONS, data[at : at + 184], begins=at == 0)

    assert [each.data for each in both(mux)[0]] == [LONG[:size]]


def test_a_packet_without_a_length_ends_where_another_begins() -> None:
    mux = Mux().pes(CAPTIONS, LONG, 1, unbounded=True).pes(CAPTIONS, b"b", 2, unbounded=True)

    found, assembler = both(mux)

    assert [(each.pts, each.data) for each in found] == [(1, LONG), (2, b"b")]
    assert assembler.lost == 0


@pytest.mark.parametrize("number", [0, 1, 5, 27])
def test_a_lost_packet_costs_what_it_belonged_to(number: int) -> None:
    mux = Mux().pes(CAPTIONS, LONG, 1).pes(CAPTIONS, LONG, 2)
    assert len(mux.packets) == 56
    del mux.packets[number]

    found, assembler = both(mux)

    assert [each.pts for each in found] == [2]
    assert assembler.lost == (0 if number == 0 else 1)


def test_a_row_with_a_lost_packet_before_it_is_taken_one_by_one() -> None:
    mux = Mux().pes(CAPTIONS, b"a" * 300, 1)
    mux.add(CAPTIONS, bytes(184), skip=3)
    mux.add(CAPTIONS, bytes(184)).add(CAPTIONS, bytes(184))
    mux.pes(CAPTIONS, b"b", 2)

    found, assembler = both(mux)

    assert [each.pts for each in found] == [1, 2]
    assert assembler.lost == 1


def test_a_packet_sent_twice_counts_once() -> None:
    mux = Mux().pes(CAPTIONS, LONG, 1)
    mux.packets.insert(4, mux.packets[4])

    found, assembler = both(mux)

    assert [each.data for each in found] == [LONG]
    assert assembler.lost == 0


def test_the_counter_may_begin_anew_where_the_stream_says_so() -> None:
    mux = Mux().pes(CAPTIONS, b"a" * 100, 1)
    mux.add(CAPTIONS, b"", skip=7, flags=0x80)
    mux.pes(CAPTIONS, b"b", 2)

    found, assembler = both(mux)

    assert [each.pts for each in found] == [1, 2]
    assert assembler.lost == 0


def test_packets_cut_off_by_others_are_lost() -> None:
    mux = Mux().pes(CAPTIONS, LONG, 1)
    del mux.packets[10:]
    mux._counters[CAPTIONS] = 9
    mux.pes(CAPTIONS, b"b", 2)

    found, assembler = both(mux)

    assert [each.pts for each in found] == [2]
    assert assembler.lost == 1


def test_scrambled_packets_are_counted_and_not_read() -> None:
    mux = Mux().pes(CAPTIONS, LONG, 1, scrambled=True)

    found, assembler = both(mux)

    assert found == []
    assert assembler.scrambled == 28


def test_what_is_no_packet_is_lost() -> None:
    mux = Mux().add(CAPTIONS, b"\0\0\2\xbd\0\5hello" + bytes(100), begins=True)

    found, assembler = both(mux)

    assert (found, assembler.lost) == ([], 1)


def test_a_packet_without_a_length_and_without_an_end_is_given_up() -> None:
    mux = Mux().pes(CAPTIONS, bytes(5 * 1024 * 1024), 1, unbounded=True)

    found, assembler = assembled(mux)

    assert (found, assembler.lost) == ([], 1)


def test_packets_without_payload_are_passed_over() -> None:
    mux = Mux().pes(CAPTIONS, LONG, 1)
    empty = Mux().clock(5, CAPTIONS).packets[0]
    mux.packets.insert(3, empty[:3] + b"\x22" + empty[4:])

    found, assembler = both(mux)

    assert [each.data for each in found] == [LONG]
    assert assembler.lost == 0
