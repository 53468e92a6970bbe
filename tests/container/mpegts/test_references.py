from __future__ import annotations

import pytest

from cuelift.container.mpegts.grid import Heads, runs
from cuelift.container.mpegts.references import Reference, find_references
from tests.writers.mpegts import AUDIO, VIDEO, Mux


def found(mux: Mux, pid: int = VIDEO) -> list[Reference]:
    data = mux.write()
    [run] = runs(data, 188, 0)
    return find_references(7, Heads(data, run, 188), pid)


def ticking(times: list[int], between: int = 5, jumps: tuple[int, ...] = ()) -> Mux:
    mux = Mux()
    for number, ticks in enumerate(times):
        mux.clock(ticks, jump=number in jumps)
        for _ in range(between):
            mux.add(AUDIO, b"\0" * 100)
    return mux


def test_of_a_clock_that_runs_on_the_ends_are_told() -> None:
    references = found(ticking([9000 * n for n in range(100)]))

    assert [each.ticks for each in references] == [0, 9000 * 99]
    assert [each.at for each in references] == [7, 7 + 99 * 6 * 188]


def test_references_far_from_each_other_are_found_as_well() -> None:
    references = found(ticking([9000 * n for n in range(3)], between=1500))

    assert [each.ticks for each in references] == [0, 9000 * 2]


def test_a_single_reference_is_told_once() -> None:
    assert [each.ticks for each in found(ticking([9000], between=50))] == [9000]
    assert len(found(ticking([9000], between=0))) == 1


@pytest.mark.parametrize("quarter", range(4))
def test_a_clock_that_is_another_for_a_while_is_noticed(quarter: int) -> None:
    times = [9000 * n + (90_000 * 60 if n // 25 == quarter else 0) for n in range(100)]

    assert [each.ticks for each in found(ticking(times))] == times


def test_packets_of_other_streams_hide_no_reference() -> None:
    mux = Mux()
    for number in range(200):
        mux.clock(9000 * number + 90_000 * 60, AUDIO)
        if number in (60, 140):
            mux.clock(9000 * number)

    assert [each.ticks for each in found(mux)] == [9000 * 60, 9000 * 140]


def test_all_references_are_read_where_the_clock_goes_back() -> None:
    times = [9000 * n for n in range(60)] + [9000 * n for n in range(40)]

    assert [each.ticks for each in found(ticking(times))] == times


def test_all_references_are_read_where_the_clock_leaps() -> None:
    times = [9000 * n for n in range(50)] + [9000 * n + 90_000 * 20 for n in range(50)]

    references = found(ticking(times, jumps=(50,)))

    assert [each.ticks for each in references] == times
    assert [each.flagged for each in references].index(True) == 50


def test_a_clock_may_wrap() -> None:
    wrap = 1 << 33
    times = [(wrap - 45_000 + 9000 * n) % wrap for n in range(10)]

    assert len(found(ticking(times))) < 10


def test_another_stream_has_no_clock() -> None:
    assert found(ticking([0, 9000]), AUDIO) == []


def test_an_adaptation_field_too_short_for_a_clock_has_none() -> None:
    mux = Mux()
    mux.add(VIDEO, bytes(180), flags=0)
    mux.packets[0] = mux.packets[0][:5] + b"\x10" + mux.packets[0][6:]

    assert found(mux) == []
