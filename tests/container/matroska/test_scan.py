from __future__ import annotations

import random
from collections.abc import Collection

import pytest

from cuelift.container import ScanPart
from cuelift.container.matroska.scan import _MOST_BYTES as _LIMIT
from cuelift.media import ByteRange, Window
from cuelift.testing import RangedBytes
from tests.container.matroska.helpers import (
    by_hops,
    by_slices,
    captions,
    clusters_in,
    expected,
    facts,
    film,
    index_of,
    opened,
    parts_of,
)
from tests.writers import ebml

SECOND = 1_000_000_000
BIG = 2 * 1024 * 1024


@pytest.mark.parametrize("unknown", [False, True])
@pytest.mark.parametrize("cues", ["front", "back", "none"])
def test_all_ways_find_all_samples(unknown: bool, cues: str) -> None:
    clusters = captions(6, unknown_size=unknown)
    data = film(clusters=clusters, cues=cues, unknown_segment=unknown).write()

    assert by_slices(data, {0, 1}) == expected(6)
    assert by_hops(data, {0, 1}) == expected(6)
    assert by_slices(data, {1}) == expected(6, tracks=[1])
    assert by_hops(data, {1}) == expected(6, tracks=[1])


@pytest.mark.parametrize("unknown", [False, True])
def test_each_cluster_is_parsed_by_one_slice_wherever_the_cuts_are(unknown: bool) -> None:
    data = film(clusters=captions(6, unknown_size=unknown), unknown_segment=unknown).write()
    rng = random.Random(5)
    first, *others = clusters_in(data)
    near = [at + by for at in others for by in (-5, -1, 0, 1, 3, 4, 12)]
    for _ in range(60):
        cuts = sorted({first, len(data), *rng.sample(near, 3), rng.randrange(first, len(data))})

        assert parts_of(data, {0, 1}, cuts)[0] == expected(6)


def test_only_the_rest_of_a_cluster_is_asked_for() -> None:
    data = film(4).write()
    clusters = clusters_in(data)
    movie, _ = opened(data)
    scan = movie.scan({0})
    scan._ends = {clusters[0]: clusters[1] + 50}

    part = scan.parse(clusters[0], data[clusters[0] : clusters[1] + 50])

    assert part == ScanPart((), ByteRange(clusters[1] + 50, clusters[2]))


def test_a_last_block_that_is_not_wanted_is_not_asked_for() -> None:
    data = film(4).write()
    clusters = clusters_in(data)
    cut = clusters[1] - 1000

    found, warnings, asked = parts_of(data, {0, 1}, [clusters[0], cut, len(data)])

    assert (found, warnings, asked) == (expected(4), [], 0)


def test_slices_are_cut_at_clusters_that_the_cues_know() -> None:
    clusters = [
        ebml.Cluster(n * 1000, [ebml.text_block(2, n * 1000, n * 1000, f"{n}", 9),
                                ebml.filler(1, 0, 750_000)], 8)
        for n in range(9)
    ]  # fmt: skip
    data = film(clusters=clusters).write()
    movie, source = opened(data)
    unknown = movie.scan({0}).slices()
    source.run(movie.index({0}))
    known = movie.scan({0}).slices()
    starts = clusters_in(data)

    assert [start for start, _ in known] == [starts[0], starts[3], starts[6]]
    assert [end - start for start, end in unknown[:-1]] == [BIG] * (len(unknown) - 1)
    for slices in (known, unknown):
        assert slices[0].start == starts[0]
        assert [end for _, end in slices] == [*[start for start, _ in slices[1:]], len(data)]
    assert [fact[3] for fact in by_slices(data)] == [b"%d" % n for n in range(9)]


def test_known_clusters_that_lie_far_apart_do_not_make_long_slices() -> None:
    clusters = [
        ebml.Cluster(n * 1000, [ebml.text_block(2, n * 1000, n * 1000, f"{n}", 9),
                                ebml.filler(1, 0, 20_000_000)], 8)
        for n in range(2)
    ]  # fmt: skip
    data = film(clusters=clusters).write()
    movie, source = opened(data)
    source.run(movie.index({0}))

    assert max(end - start for start, end in movie.scan({0}).slices()) <= 2 * BIG
    assert [fact[3] for fact in by_slices(data)] == [b"0", b"1"]


def test_a_window_bounds_what_is_scanned() -> None:
    data = film(120).write()
    window = Window(100 * SECOND, 104 * SECOND)
    movie, source = opened(data)
    whole = movie.scan({0}, window).slices()
    source.run(movie.index({0}))
    bounded = movie.scan({0}, window).slices()

    assert sum(end - start for start, end in whole) > 8_000_000
    assert sum(end - start for start, end in bounded) < 5_000_000
    assert by_slices(data, {0}, window) == expected(2, tracks=[0], first=50)
    scan = movie.scan({0}, window)
    found: list = []
    source.run(scan.hop(found.append))
    assert facts(found) == expected(2, tracks=[0], first=50)
    assert sum(end - start for start, end in movie.scan({0}, Window(0, None)).slices()) == sum(
        end - start for start, end in whole
    )
    assert movie.scan({0}, Window(9000 * SECOND, None)).slices()[-1].end == len(data)


def test_hopping_ends_behind_the_window() -> None:
    data = film(120, cues="none").write()
    movie, _ = opened(data)
    window = Window(2 * SECOND, 6 * SECOND)
    for unbounded, most in ((window, 80), (None, 1000)):
        source = RangedBytes(data)
        found: list = []
        source.run(movie.scan({0}, unbounded).hop(found.append))
        assert source.rounds < most
        if unbounded:
            assert facts(found) == expected(2, tracks=[0], first=1)


def test_hopping_reads_headers_only() -> None:
    clusters = [
        ebml.Cluster(
            n * 2000,
            [ebml.filler(1, 0, 200_000), ebml.text_block(2, n * 2000, n * 2000, "x", 9)],
            8,
        )
        for n in range(20)
    ]
    data = film(clusters=clusters).write()
    movie, _ = opened(data)
    source = RangedBytes(data)
    found: list = []
    scan = movie.scan({0})

    source.run(scan.hop(found.append))

    assert len(found) == 20
    assert source.bytes_read < len(data) // 20
    assert source.rounds <= 42


def test_the_cost_of_hopping_follows_the_statistics() -> None:
    data = film(20).write()
    payload = len(data) - clusters_in(data)[0]
    tags = [ebml.statistics(1001, 60, 60 * 24_000), ebml.statistics(1002, 20, 100),
            ebml.statistics(1003, 20, 100)]  # fmt: skip
    told = film(20, tags=tags).write()

    assert opened(data)[0].scan({0}).hop_cost() == (
        4096 * (payload // 22528 + 1),
        payload // 22528 + 1,
    )
    assert opened(told)[0].scan({0}).hop_cost() == (4096 * 61, 61)
    assert opened(film(20, tags=tags[:2]).write())[0].scan({0}).hop_cost()[1] == 66
    empty = film(clusters=[ebml.Cluster(0, [])], cues="none", seek=False).write()
    assert opened(empty[:-8])[0].scan({0}).slices() == []
    assert opened(empty[:-8])[0].scan({0}).hop_cost() == (0, 0)


def test_live_files_go_on_to_their_end() -> None:
    clusters = captions(5, unknown_size=True)
    data = film(clusters=clusters, cues="none", seek=False, unknown_segment=True).write()

    assert index_of(data).unindexed == {0: "the file has no Cues"}
    assert by_slices(data, {0, 1}) == by_hops(data, {0, 1}) == expected(5)


def test_the_end_of_a_slice_may_cut_an_id() -> None:
    data = film(3).write()
    first, second, third = clusters_in(data)
    for at in range(second - 6, second + 30):
        found, warnings, _ = parts_of(data, {0, 1}, [first, at - 900, at, third, len(data)])
        assert (found, warnings) == (expected(3), [])


def test_a_slice_that_holds_no_cluster_is_empty() -> None:
    data = film(3).write()
    first, second, _ = clusters_in(data)
    at = second - 60_000

    found = parts_of(data, {0, 1}, [first, at, at + 5000, at + 10_000, len(data)])

    assert found == (expected(3), [], 0)


@pytest.mark.parametrize(("unknown", "most"), [(False, 5), (True, 8)])
def test_a_cluster_much_longer_than_a_slice_asks_in_growing_steps(unknown: bool, most: int) -> None:
    blocks = [ebml.filler(1, 0, 1_000_000) for _ in range(27)]
    clusters = [ebml.Cluster(0, [*blocks, ebml.text_block(2, 0, 50, "end", 9)], 8, unknown)]
    data = film(clusters=clusters).write()
    movie, _ = opened(data)
    scan = movie.scan({0})
    start, end = scan.slices()[0]

    part = scan.parse(start, data[start:end])
    steps = []
    while part.more is not None:
        steps.append(part.more.end - part.more.start)
        end = part.more.end
        part = scan.parse(start, data[start:end])

    assert [sample.data for sample in part.samples] == [b"end"]
    assert len(steps) <= most
    assert steps[0] <= BIG


def test_a_cluster_too_long_to_be_held_ends_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("_MOST_MAPPED", 100_000), ("_MOST_BYTES", 50_000)):
        monkeypatch.setattr(f"cuelift.container.matroska.scan.{name}", most)
    blocks = [ebml.text_block(2, 0, 50, "begin", 9), *[ebml.filler(1, 0, 90_000)] * 5]
    data = film(clusters=[ebml.Cluster(0, blocks, 8)]).write()
    first = clusters_in(data)[0]

    found, warnings, _ = parts_of(data, {0}, [first, first + 150_000])

    assert found == [(0, 50, 9, b"begin")]
    assert "too long" in warnings[0]
    scan = opened(data)[0].scan({0})
    part = data[first : first + 60_000]
    assert scan.parse(first, memoryview(part)).more is not None
    assert "too long" in (scan.parse(first, part).warning or "")
    assert 0 < _LIMIT <= 64 << 20


class Misplaced(ebml.File):
    """Its cues name some clusters by a place that is a bit off."""

    which: Collection[int] = ()

    def _cues(self, places: dict[int, int]) -> bytes:
        return super()._cues({at: to + 7 * (-at - 1 in self.which) for at, to in places.items()})


def misplaced(which: Collection[int]) -> bytes:
    clusters = [
        cluster._replace(blocks=[b for b in cluster.blocks if b.track != 2 or number % 4 == 0])
        for number, cluster in enumerate(captions(20))
    ]
    file = Misplaced(*film(clusters=clusters, relative_positions=False))
    file.which = which
    return file.write()


def test_named_clusters_that_are_not_there_are_not_believed() -> None:
    data = misplaced(range(20))
    movie, source = opened(data)

    assert source.run(movie.index({0})).warnings == ["the Cues name clusters where none begin"]
    assert sum(end - start for start, end in movie.scan({0}).slices()) > len(data) * 0.9
    truth = [fact for fact in expected(20, tracks=[0]) if fact[1] // 2000 % 4 == 0]
    assert by_slices(data) == by_hops(data) == truth


def test_a_single_named_cluster_that_is_not_there_is_told() -> None:
    data = misplaced([4])
    movie, source = opened(data)
    index = source.run(movie.index({0}))
    scan = movie.scan({0})

    parts = [scan.parse(start, data[start:end]) for start, end in scan.slices()]

    assert index.warnings == []
    assert [each.warning for each in parts if each.warning] == [
        f"the Cues name a cluster at {clusters_in(data)[4] + 7}, but it is not there"
    ]


def test_named_clusters_past_the_end_of_the_file_are_no_reason_to_doubt() -> None:
    whole = film(6, cues="front", relative_positions=False).write()
    data = whole[: whole.rindex(ebml.number(ebml.CLUSTER)) - 40_000]

    assert index_of(data).warnings == []
    assert by_slices(data) == expected(5, tracks=[0])
