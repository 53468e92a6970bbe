"""Merging of ranges under the three objectives."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cuelift.media import ByteRange
from cuelift.store.base import CostProfile
from cuelift.store.coalesce import MERGED_CAP, Budget, budget, coalesce

REMOTE = CostProfile(
    remote=True,
    latency_s=0.02,
    connection_bytes_per_s=150e6,
    total_bytes_per_s=1.2e9,
    max_connections=256,
    request_price=4e-7,
    byte_price=9e-11,
)


def merge(ranges: list[tuple[int, int]], gap: int, left: int | None = None) -> list[tuple]:
    merged = coalesce([ByteRange(*where) for where in ranges], Budget(gap, left))
    return [(part.start, part.end, sorted(part.members)) for part in merged]


def test_ranges_within_the_gap_share_a_request():
    assert merge([(0, 10), (20, 30), (45, 50)], gap=10) == [(0, 30, [0, 1]), (45, 50, [2])]


def test_overlapping_and_touching_ranges_merge_without_a_gap():
    assert merge([(5, 20), (0, 10), (20, 25)], gap=0) == [(0, 25, [0, 1, 2])]


def test_a_range_inside_another_does_not_shorten_it():
    assert merge([(0, 100), (10, 20), (100, 110)], gap=0) == [(0, 110, [0, 1, 2])]


def test_the_smallest_gaps_are_bridged_first():
    ranges = [(0, 10), (60, 70), (80, 90), (95, 99)]

    assert merge(ranges, gap=1000, left=20) == [(0, 10, [0]), (60, 99, [1, 2, 3])]


def test_a_merged_range_is_capped():
    ranges = [(0, MERGED_CAP - 10), (MERGED_CAP, MERGED_CAP + 5)]

    assert len(merge(ranges, gap=100)) == 2


def test_no_ranges_are_no_requests():
    assert merge([], gap=10) == []


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 300)), max_size=40),
    st.integers(0, 400),
    st.one_of(st.none(), st.integers(0, 2000)),
)
def test_every_wanted_byte_is_fetched_once_and_the_budget_holds(items, gap, left):
    wanted = [ByteRange(start, start + length) for start, length in items]

    merged = coalesce(wanted, Budget(gap, left))

    assert sorted(m for part in merged for m in part.members) == list(range(len(wanted)))
    for part in merged:
        for member in part.members:
            assert part.start <= wanted[member].start
            assert wanted[member].end <= part.end
    for one, other in pairwise(merged):
        assert one.end <= other.start
    if left is not None:
        needed = {b for where in wanted for b in range(*where)}
        assert sum(part.end - part.start for part in merged) - len(needed) <= left


def test_time_spends_one_percent_less_what_is_spent():
    assert budget("time", REMOTE, 1_000_000, 4_000, 0.1).bytes == 6_000
    assert budget("time", REMOTE, 1_000_000, 40_000, 0.1).bytes == 0


def test_bytes_bridges_small_gaps_only():
    assert budget("bytes", REMOTE, 1_000_000, 0, 0.1) == Budget(4096, None)


def test_money_bridges_what_is_cheaper_than_a_request():
    assert budget("money", REMOTE, 10_000_000, 0, 0.1) == Budget(4444, 1_000_000)


def test_money_with_free_traffic_is_bounded_by_consent():
    import msgspec

    free = msgspec.structs.replace(REMOTE, byte_price=0.0)

    assert budget("money", free, 10_000_000, 0, 0.1) == Budget(MERGED_CAP, 1_000_000)
