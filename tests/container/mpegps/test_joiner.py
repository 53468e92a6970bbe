from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.clock import Clock
from cuelift.container.mpegps import open_mpegps
from cuelift.container.mpegps.joiner import PsJoiner
from cuelift.container.sequential import SequentialScan
from cuelift.errors import CueliftError
from cuelift.media import ByteRange
from tests.container.reading import damage, notes, read_everything, scanned
from tests.support.limited import survive
from tests.writers.mpegps import film, pack, padded, pes, sub_packets, unit

PICTURES = [(n % 2, 3600 * n, unit(bytes((n,)) * 600 * n)) for n in range(12)]


def expected(start: int = 0) -> list[tuple[int, int, bytes]]:
    return [(stream, start + at, data) for stream, at, data in PICTURES]


@pytest.mark.parametrize("aligned", [True, False])
def test_samples_are_those_that_were_written(aligned: bool) -> None:
    samples = scanned(film(PICTURES, start=9000, aligned=aligned))

    assert [(each.track, each.pts, each.data) for each in samples] == expected(9000)


@pytest.mark.parametrize("aligned", [True, False])
@pytest.mark.parametrize("step", [500, 2048, 5000, 7777, 20_000])
def test_packets_may_lie_over_slices(aligned: bool, step: int) -> None:
    data = film(PICTURES, start=9000, aligned=aligned)
    joiner = PsJoiner({0x20: 0, 0x21: 1}, frozenset((0x20, 0x21)), Clock(0))
    scan = SequentialScan(joiner, ByteRange(0, len(data)), step)

    parts = [scan.parse(at, data[at:end]) for at, end in scan.slices()]

    found = [sample for part in parts for sample in part.samples]
    assert [(each.track, each.pts, each.data) for each in found] == expected(9000)
    assert found == scanned(data)
    assert [part.warning for part in parts if part.warning] == []


def test_times_go_on_where_the_clock_of_a_cell_begins_anew() -> None:
    one, two = film(PICTURES, start=9_000_000), film(PICTURES, start=9000)

    samples = scanned(one + two)

    last_clock = 9_000_000 - 9000 + 99 * 3600
    assert [each.pts for each in samples[12:]] == [last_clock + 9000 + at for _, at, _ in PICTURES]
    assert len(notes(one + two)) == 1


def test_times_of_captions_alone_are_as_they_are() -> None:
    times = [900_000, 90_000 * 2000, 5]
    parts = [sub_packets(0, pts, unit(b"a" * 90))[0] for pts in times]
    data = b"".join(padded(pack(7, part)) for part in parts)

    assert [each.pts for each in scanned(data)] == times
    assert notes(data) == []


def test_what_is_lost_is_told() -> None:
    data = film(PICTURES)
    at = data.index(sub_packets(1, 3600 * 11, PICTURES[11][2])[1][9:])
    gone = data[: at // 2048 * 2048] + data[at // 2048 * 2048 + 2048 :]

    assert len(scanned(gone)) == 11
    assert damage(gone) == ["packets of sub-stream 0x21 are missing"]
    rubbish = data[: 2048 * 50] + b"rubbish" * 9 + data[2048 * 50 :]
    assert len(scanned(rubbish)) == 12
    assert damage(rubbish) == ["bytes that are no packets, the first ones behind 0"]


def test_sub_streams_that_were_not_known_are_told() -> None:
    joiner = PsJoiner({0x20: 0}, frozenset((0x20,)), None)
    scan = SequentialScan(joiner, ByteRange(0, 1 << 20))

    part = scan.parse(0, film(PICTURES))

    assert part.warning == "captions of sub-stream 0x21 were found too late"
    assert {each.track for each in part.samples} == {0}


def test_ticks_of_a_track_may_be_others() -> None:
    joiner = PsJoiner({0x20: 0}, frozenset((0x20, 0x21)), None, scale=(1000, 90_000))
    part = SequentialScan(joiner, ByteRange(0, 1 << 20)).parse(0, film(PICTURES, start=90_000))

    assert [each.pts for each in part.samples] == [1000 + 40 * n for n in range(0, 12, 2)]


def seeds() -> list[bytes]:
    return [film(PICTURES[:6], frames=9), film(PICTURES[:6], frames=9, aligned=False)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_mutation_ends_in_a_result_or_our_error(seed: int) -> None:
    survive(seeds(), lambda data: read_everything(open_mpegps, data), count=1000, seed=seed)


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_result_or_our_error(data: bytes) -> None:
    with contextlib.suppress(CueliftError):
        read_everything(open_mpegps, pack(5) + data)


def test_private_packets_without_anything_do_no_harm() -> None:
    data = padded(pack(0, pes(0xBD, b""))) + film(PICTURES)

    assert len(scanned(data)) == 12
    assert damage(data) == []
