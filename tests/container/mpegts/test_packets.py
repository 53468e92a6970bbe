from __future__ import annotations

import random

import pytest

from cuelift.container.mpegts.packets import PidFilter, Piece
from tests.writers.mpegts import AUDIO, CAPTIONS, VIDEO, Mux


def plainly(
    data: bytes, pids: set[int], size: int = 188, first: int = 0
) -> list[tuple[int, bytes]]:
    """The packets of some streams, found one by one."""
    found = []
    for at in range(first, len(data) - 187, size):
        pid = (data[at + 1] & 0x1F) << 8 | data[at + 2]
        if pid in pids and not data[at + 1] & 0x80:
            found.append((at, data[at : at + 188]))
    return found


def unjoined(pieces: list[Piece]) -> list[tuple[int, bytes]]:
    """Payloads by stream, in order."""
    return [
        (piece.pid, piece.data if piece.rows else piece.data[4:])
        for piece in pieces
    ]  # fmt: skip


def mixed(count: int, pids: list[int], seed: int = 1) -> Mux:
    rng = random.Random(seed)
    mux = Mux()
    for _ in range(count):
        pid = rng.choice(pids)
        mux.add(pid, rng.randbytes(rng.choice((184, 184, 184, 100))), begins=rng.random() < 0.1)
    return mux


def test_what_is_joined_is_what_is_found_one_by_one() -> None:
    pids = [0x20, 0x120, 0x1FF0, CAPTIONS, VIDEO, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26]
    data = mixed(3000, pids).write()
    wanted = set(pids) - {VIDEO}

    cutting = PidFilter(188, 0, wanted).cut(0, memoryview(data))

    for pid in wanted:
        ours = b"".join(each for number, each in unjoined(cutting.pieces) if number == pid)
        assert ours == b"".join(packet[4:] for _, packet in plainly(data, {pid}))
    assert cutting == PidFilter(188, 0, wanted).cut(0, data)
    assert cutting.lost == 0


def test_packets_that_only_go_on_are_one_piece() -> None:
    mux = Mux()
    mux.add(CAPTIONS, bytes(184), begins=True)
    for number in range(40):
        mux.add(CAPTIONS, bytes((number,)) * 184)
        mux.add(VIDEO, bytes(184))
    mux.add(CAPTIONS, bytes(100))

    pieces = PidFilter(188, 0, [CAPTIONS]).cut(1000, mux.write()).pieces

    assert [(piece.at, piece.rows, piece.counter) for piece in pieces] == [
        (1000, 0, 0),
        (1188, 40, 1),
        (1000 + 81 * 188, 0, 0),
    ]
    assert pieces[1].data == b"".join(bytes((number,)) * 184 for number in range(40))


@pytest.mark.parametrize("size", [188, 192, 204])
def test_a_burst_is_taken_together(size: int) -> None:
    mux = Mux().add(VIDEO, bytes(184)).add(CAPTIONS, bytes(184), begins=True)
    for number in range(40):
        mux.add(CAPTIONS, bytes((number,)) * 184)
    data = mux.write(size)
    end = len(data) - (size - 188 if size == 204 else 0)
    first = 4 if size == 192 else 0

    pieces = PidFilter(size, first, [CAPTIONS]).cut(0, data[:end]).pieces

    assert [(piece.at, piece.rows) for piece in pieces] == [
        (first + size, 0),
        (first + 2 * size, 40),
    ]
    assert pieces[1].data == b"".join(bytes((number,)) * 184 for number in range(40))


def test_a_stream_is_told_from_one_that_shares_half_of_its_number() -> None:
    like = CAPTIONS ^ 0x100
    data = mixed(2000, [like, like, like, CAPTIONS]).write()

    pieces = PidFilter(188, 0, [CAPTIONS]).cut(0, data).pieces

    ours = b"".join(each for _, each in unjoined(pieces))
    assert ours == b"".join(packet[4:] for _, packet in plainly(data, {CAPTIONS}))


def test_a_packet_that_does_not_begin_as_one_is_none() -> None:
    data = bytearray(mixed(40, [CAPTIONS]).write())
    data[5 * 188] = 0

    pieces = PidFilter(188, 0, [CAPTIONS]).cut(0, bytes(data)).pieces

    ours = b"".join(each for _, each in unjoined(pieces))
    kept = [packet[4:] for at, packet in plainly(data, {CAPTIONS}) if at != 5 * 188]
    assert ours == b"".join(kept)


@pytest.mark.parametrize(("size", "first"), [(188, 0), (192, 4), (204, 0)])
@pytest.mark.parametrize("number", [0, 1, 7, 20, 38, 39])
def test_no_packet_is_taken_that_does_not_begin_as_one(size: int, first: int, number: int) -> None:
    data = bytearray(mixed(40, [CAPTIONS]).write(size))
    data[first + number * size] ^= 1

    cutting = PidFilter(size, first, [CAPTIONS]).cut(0, bytes(data))

    # Up to three packets behind it are not believed either, where the file ends.
    kept = [packet[4:] for at, packet in plainly(bytes(data), {CAPTIONS}, size, first)
            if at != first + number * size]  # fmt: skip
    ours = b"".join(each for _, each in unjoined(cutting.pieces))
    assert ours == b"".join(kept[: len(kept) if number < 37 else number])


@pytest.mark.parametrize(("size", "first"), [(188, 0), (192, 4), (204, 0)])
def test_slices_of_any_length_hold_together_what_the_file_holds(size: int, first: int) -> None:
    mux = Mux()
    for burst in range(12):
        for number in range(3 * burst):
            mux.add(CAPTIONS, bytes((number,)) * 184, begins=number == 0)
        mux.add(AUDIO, bytes(100)).add(CAPTIONS ^ 0x100, bytes(184))
    data = mux.write(size)
    look = PidFilter(size, first, [CAPTIONS, AUDIO])
    plain = [packet for _, packet in plainly(data, {CAPTIONS, AUDIO}, size, first)]
    for length in (size * 2 + 1, size * 9 - 5, 5000, 20_000, len(data)):
        found, tail = [], b""
        for start in range(0, len(data), length):
            cutting = look.cut(start, data[start : start + length])
            between = look.join(tail, cutting.head)
            found += [between, *cutting.pieces] if between else cutting.pieces
            tail = cutting.tail
            assert cutting.lost == 0
        assert sum(piece.rows or 1 for piece in found) == len(plain)
        assert b"".join(each for _, each in unjoined(found)) == b"".join(p[4:] for p in plain)


@pytest.mark.parametrize("size", [188, 192, 204])
def test_a_buffer_may_be_used_again_once_it_is_cut(size: int) -> None:
    mux = Mux().add(CAPTIONS, b"first" * 30, begins=True)
    for number in range(40):
        mux.add(CAPTIONS, bytes((number,)) * 184)
    mux.clock(90_000)
    buffer = bytearray(mux.write(size) + bytes(50))
    look = PidFilter(size, 4 if size == 192 else 0, [CAPTIONS], [VIDEO], [AUDIO])

    cutting = look.cut(0, memoryview(buffer))
    before = repr(cutting)
    buffer[:] = bytes(len(buffer))

    assert repr(cutting) == before
    assert cutting.pieces[1].rows == 40


@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_lone_packet_is_told_from_one_that_shares_half_of_its_number(count: int) -> None:
    mux = Mux()
    for _ in range(count):
        mux.add(CAPTIONS ^ 0x100, bytes(184)).add(AUDIO, bytes(184)).add(CAPTIONS, b"ours")
        for _ in range(98):
            mux.add(VIDEO, bytes(184))

    pieces = PidFilter(188, 0, [CAPTIONS]).cut(0, mux.write()).pieces

    assert [(piece.at // 188 % 101, piece.rows) for piece in pieces] == [(2, 0)] * count


def test_a_burst_of_a_stream_that_shares_half_of_its_number_is_none() -> None:
    mux = Mux()
    for _ in range(40):
        mux.add(CAPTIONS ^ 0x100, bytes(184))
    for _ in range(2000):
        mux.add(VIDEO, bytes(184))

    assert PidFilter(188, 0, [CAPTIONS]).cut(0, mux.write()).pieces == []


def test_packets_with_a_gap_between_them_are_not_joined() -> None:
    mux = Mux()
    mux.add(CAPTIONS, bytes(184)).add(CAPTIONS, bytes(184), skip=1).add(CAPTIONS, bytes(184))

    pieces = PidFilter(188, 0, [CAPTIONS]).cut(0, mux.write()).pieces

    assert [piece.rows for piece in pieces] == [0, 0, 0]


def test_a_packet_that_is_marked_as_bad_is_none() -> None:
    data = bytearray(Mux().add(CAPTIONS, bytes(184)).add(CAPTIONS, bytes(184)).write())
    data[1] |= 0x80

    assert len(PidFilter(188, 0, [CAPTIONS]).cut(0, bytes(data)).pieces) == 1


def test_sparse_streams_are_looked_at_in_the_first_part() -> None:
    mux = Mux()
    for _ in range(320):
        mux.add(0x1000, bytes(184))

    pieces = PidFilter(188, 0, [CAPTIONS], (), [0x1000]).cut(0, mux.write()).pieces

    assert sum(piece.rows or 1 for piece in pieces) == 40


def test_a_packet_over_the_border_of_slices_is_joined() -> None:
    data = mixed(20, [CAPTIONS, AUDIO]).write()
    look = PidFilter(188, 0, [CAPTIONS, AUDIO])
    for border in range(188 * 8, 188 * 9 + 1, 11):
        one, two = look.cut(0, data[:border]), look.cut(border, data[border:])
        between = look.join(one.tail, two.head)
        whole = border % 188 == 0
        assert (between is None) == whole
        if between is not None:
            assert between.data == data[8 * 188 : 9 * 188]
            assert between.at == 8 * 188
        assert one.lost == two.lost == 0


def test_lost_bytes_are_counted() -> None:
    data = mixed(20, [CAPTIONS]).write()
    look = PidFilter(188, 0, [CAPTIONS])

    assert look.cut(0, data + bytes(500) + data).lost == 500
    assert look.cut(0, bytes(1000)).lost == 1000 - 188
    assert look.cut(0, bytes(1000) + data).lost == 1000 - 188
