from __future__ import annotations

import random
from itertools import pairwise

import pytest

from cuelift.container import ScanPart
from cuelift.media import ByteRange, Window
from cuelift.testing import RangedBytes
from tests.container.matroska.helpers import (
    TRACKS,
    VIDEO,
    by_hops,
    by_slices,
    captions,
    expected,
    facts,
    film,
    index_of,
    opened,
)
from tests.writers import ebml

SECOND = 1_000_000_000
CLUSTER_ID = ebml.number(ebml.CLUSTER)
BIG = 8 * 1024 * 1024


def parts_of(data: bytes, wanted: set[int], cuts: list[int]) -> tuple[list, list[str], int]:
    """What slices at these places hold, their warnings, and how often they asked for more."""
    movie, _ = opened(data)
    scan = movie.scan(wanted)
    scan._ends = dict(pairwise(cuts))  # type: ignore[attr-defined]
    samples, warnings, asked = [], [], 0
    for start, end in pairwise(cuts):
        part = scan.parse(start, memoryview(data)[start:end])
        while part.more is not None:
            assert part.samples == ()
            assert part.more.start == end < part.more.end <= len(data)
            asked += 1
            end = part.more.end
            part = scan.parse(start, memoryview(data)[start:end])
        samples += part.samples
        warnings += [part.warning] if part.warning else []
    return facts(samples), warnings, asked


def clusters_in(data: bytes) -> list[int]:
    found, at = [], data.find(CLUSTER_ID)
    while at >= 0:
        found.append(at)
        at = data.find(CLUSTER_ID, at + 1)
    return found


def hop_warnings(data: bytes) -> tuple[list, list[str]]:
    movie, source = opened(data)
    scan = movie.scan({0, 1})
    samples: list = []
    source.run(scan.hop(samples.append))
    return facts(samples), list(scan.warnings)  # type: ignore[attr-defined]


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
    scan._ends = {clusters[0]: clusters[1] + 50}  # type: ignore[attr-defined]

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
                                ebml.filler(1, 0, 3_000_000)], 8)
        for n in range(9)
    ]  # fmt: skip
    data = film(clusters=clusters).write()
    movie, source = opened(data)
    unknown = movie.scan({0}).slices()
    source.run(movie.index({0}))
    known = movie.scan({0}).slices()
    starts = clusters_in(data)

    assert [start for start, _ in known] == [starts[0], starts[3], starts[6]]
    assert [end - start for start, end in unknown[:-1]] == [BIG] * 2
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


def cut_inside(data: bytes, text: bytes) -> bytes:
    return data[: data.index(text) + 2]


@pytest.mark.parametrize("unknown", [False, True])
def test_a_file_that_ends_inside_a_block_gives_what_is_whole(unknown: bool) -> None:
    data = film(clusters=captions(4, unknown_size=unknown), cues="none", seek=False).write()
    cut = cut_inside(data, b"two 2")

    found, warnings, _ = parts_of(cut, {0, 1}, [clusters_in(cut)[0], len(cut)])

    assert found == expected(4)[:5]
    assert "ends inside" in warnings[0]
    assert hop_warnings(cut)[0] == found
    assert "ends inside" in hop_warnings(cut)[1][0]


@pytest.mark.parametrize("keep", [3, 8, 300])
def test_a_file_that_ends_inside_a_block_of_another_track(keep: int) -> None:
    data = film(clusters=captions(4), cues="none", seek=False).write()
    at = clusters_in(data)[3]
    cut = data[: at + keep] if keep < 300 else data[:-1000]

    found, warnings, _ = parts_of(cut, {0, 1}, [clusters_in(data)[0], len(cut)])

    assert found == expected(3 if keep < 300 else 4)
    assert "ends inside" in warnings[0]
    assert hop_warnings(cut) == (found, warnings)


def test_a_file_that_ends_between_clusters_is_whole() -> None:
    data = film(clusters=captions(4), cues="none", unknown_segment=True).write()
    cut = data[: clusters_in(data)[3]]

    assert parts_of(cut, {0, 1}, [clusters_in(data)[0], len(cut)]) == (expected(3), [], 0)


def damaged(data: bytes, at: int, size: int = 30) -> bytes:
    return data[:at] + bytes(size) + data[at + size :]


@pytest.mark.parametrize("where", [b"one 2", b"two 2"])
def test_damage_costs_the_rest_of_its_cluster(where: bytes) -> None:
    data = film(5).write()
    broken = damaged(data, data.index(where) - 12)

    found, warnings, _ = parts_of(broken, {0, 1}, [clusters_in(data)[0], len(data)])

    lost = 2 if where == b"one 2" else 1
    assert found == [*expected(3)[: 6 - lost], *expected(2, first=3)]
    assert "damaged at" in warnings[0]
    assert hop_warnings(broken) == (found, warnings)


@pytest.mark.parametrize("size", [100, 50_000, 1 << 40])
def test_a_wrong_cluster_size_costs_no_other_cluster(size: int) -> None:
    data = film(5).write()
    at = clusters_in(data)[2] + 4
    broken = data[:at] + ebml.vint(size, 8) + data[at + 8 :]

    found, warnings, _ = parts_of(broken, {0, 1}, [clusters_in(data)[0], len(data)])

    assert [fact for fact in found if fact[1] < 4000] == expected(2)
    assert [fact for fact in found if fact[1] >= 6000] == expected(2, first=3)
    assert warnings
    assert hop_warnings(broken)[0] == found


def test_false_cluster_ids_in_the_payload_are_not_clusters() -> None:
    false = [
        CLUSTER_ID,
        CLUSTER_ID + b"\x00",
        CLUSTER_ID + b"\x85\xe7\x81\x00xxx",
        CLUSTER_ID + b"\x84\xd7\x81\x00x",
        CLUSTER_ID + b"\x83\xe7\x8f\x00",
        CLUSTER_ID + b"\x83\xe7\xff\x00",
        CLUSTER_ID + b"\x83\xe7\x81\x00" + b"\x00",
        CLUSTER_ID + b"\x83\xe7\x81\x00" + b"\xa3\x81",
    ]
    clusters = captions(3)
    bait = [ebml.Block(ebml.simple_block(1, 0, bytes(900) + each + bytes(900))) for each in false]
    clusters[1] = clusters[1]._replace(blocks=[*bait, *clusters[1].blocks])
    data = film(clusters=clusters).write()
    start = data.index(CLUSTER_ID)

    for each in false:
        at = data.index(bytes(900) + each) + 700
        found, warnings, _ = parts_of(data, {0, 1}, [start, at, len(data)])
        assert (found, warnings) == (expected(3), [])


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


def test_filling_and_other_elements_between_clusters_are_passed_over() -> None:
    clusters = b"".join(cluster.write()[0] + ebml.void(50_000) for cluster in captions(3))
    tags = ebml.element(ebml.TAGS, bytes(70_000))
    body = ebml.info() + ebml.element(ebml.TRACKS, b"".join(TRACKS)) + tags + clusters + tags
    data = ebml.ebml_header() + ebml.element(ebml.SEGMENT, body)

    assert by_slices(data, {0, 1}) == by_hops(data, {0, 1}) == expected(3)
    assert hop_warnings(data)[1] == []


def test_huge_filling_is_taken_for_damage() -> None:
    first, second = (cluster.write()[0] for cluster in captions(2))
    body = ebml.info() + ebml.element(ebml.TRACKS, b"".join(TRACKS))
    body += first + b"\xec" + ebml.vint(1 << 30, 8) + second
    data = ebml.ebml_header() + ebml.element(ebml.SEGMENT, body)

    found, warnings = hop_warnings(data)

    assert found == expected(2)
    assert "damaged" in warnings[0]


def single(*blocks: bytes, lead: bytes = b"", time: bytes | None = None) -> bytes:
    """A file of one cluster."""
    body = lead + (ebml.element(0xE7, 0) if time is None else time) + b"".join(blocks)
    return (
        ebml.ebml_header()
        + ebml.number(ebml.SEGMENT) + ebml.UNKNOWN_SIZE
        + ebml.info()
        + ebml.element(ebml.TRACKS, b"".join((*TRACKS, ebml.track(200))))
        + ebml.element(ebml.CLUSTER, body)
        + captions(1)[0].write()[0]
    )  # fmt: skip


GOOD = ebml.block_group(2, 5, b"good", 9)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (ebml.element(0xA0, ebml.element(0xAF, b"secret" * 9)), "without a Block"),
        (ebml.simple_block(2, 0, b"\2abcd", flags=0x84), "not 3 frames"),
        (ebml.element(0xA0, b"\x00" * 50), "no element id"),
    ],
)
def test_a_bad_block_costs_itself(block: bytes, words: str) -> None:
    data = single(block, GOOD)

    found, warnings = hop_warnings(data)

    assert (0, 5, 9, b"good") in found
    assert words in warnings[0]
    assert by_slices(data, {0, 1}) == found


@pytest.mark.parametrize("time", [b"", ebml.element(0xE7, bytes(9))])
def test_blocks_without_a_time_are_left_out(time: bytes) -> None:
    found, warnings = hop_warnings(single(GOOD, time=time))

    assert found == expected(1)
    assert "no time" in warnings[0] or "damaged" in warnings[0]


@pytest.mark.parametrize(
    "junk", [b"\xa3\xff" + bytes(60), b"\xa3\x5f\x00" + bytes(60), b"\x00" * 60, b"\xe7\x86\0"]
)
def test_a_child_that_does_not_fit_its_cluster_is_damage(junk: bytes) -> None:
    found, warnings = hop_warnings(single(GOOD, junk))

    assert found == [(0, 5, 9, b"good"), *expected(1)]
    assert "damaged" in warnings[0]


def test_blocks_of_all_shapes_are_passed_over_and_found() -> None:
    other = [
        ebml.simple_block(1, 0, bytes(size), length=length)
        for size in (1, 100, 300, 20_000, 3_000_000)
        for length in (0, 4, 8)
    ]
    other += [
        ebml.block_group(1, 0, bytes(size), length=length, before=before, after=after)
        for size in (1, 100, 300, 20_000, 3_000_000)
        for length in (0, 4)
        for before, after in ((b"", b""), (b"", b"\xfb\x81\x05"), (b"\xfb\x81\x05", b""))
    ]
    other += [ebml.simple_block(200, 0, b"two byte number"), ebml.simple_block(130, 0, bytes(99))]
    other += [ebml.element(0xAB, 7), ebml.void(40), ebml.void(4000), ebml.element(0x5854, b"")]
    blocks: list[bytes] = []
    for number, block in enumerate(other):
        blocks += [block, ebml.block_group(2, number, b"%d" % number, 5)]

    data = single(*blocks, lead=ebml.crc(b""))
    found = by_slices(data, {0})

    assert found[: len(other)] == [(0, n, 5, b"%d" % n) for n in range(len(other))] or sorted(
        found
    ) == sorted([(0, n, 5, b"%d" % n) for n in range(len(other))] + expected(1, tracks=[0]))
    assert by_hops(data, {0}) == found
    assert by_slices(data, {2}) == by_hops(data, {2}) == [(2, 0, None, b"two byte number")]


def test_additions_are_kept() -> None:
    group = ebml.block_group(2, 5, b"cue", 9, additions=[(1, b"line:10%\nid\n")])
    movie, source = opened(single(group))
    found: list = []
    source.run(movie.scan({0}).hop(found.append))

    assert found[0].additions == ((1, b"line:10%\nid\n"),)


def test_timestamps_count_in_ticks_of_any_length() -> None:
    data = film(3, scale=100_000).write()

    assert [fact[1] for fact in by_slices(data)] == [10, 210, 410]


def test_a_cluster_much_longer_than_its_file_asks_in_steps() -> None:
    blocks = [ebml.filler(1, 0, 1_000_000) for _ in range(27)]
    clusters = [ebml.Cluster(0, [*blocks, ebml.text_block(2, 0, 50, "end", 9)], 8)]
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
    assert len(steps) <= 3
    assert steps[0] <= BIG


def test_a_cluster_too_long_to_be_held_ends_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cuelift.container.matroska.scan._MOST_BYTES", 100_000)
    blocks = [ebml.text_block(2, 0, 50, "begin", 9), *[ebml.filler(1, 0, 90_000)] * 5]
    data = film(clusters=[ebml.Cluster(0, blocks, 8)]).write()
    first = clusters_in(data)[0]

    found, warnings, _ = parts_of(data, {0}, [first, first + 150_000])

    assert found == [(0, 50, 9, b"begin")]
    assert "too long" in warnings[0]


def test_many_warnings_are_not_all_kept() -> None:
    bad = ebml.simple_block(2, 0, b"\2abcd", flags=0x84)

    assert len(hop_warnings(single(*[bad] * 50))[1]) == 8


def test_dense_false_cluster_ids_take_time_in_proportion_to_their_number() -> None:
    data = single(VIDEO)[:-1] + (CLUSTER_ID + b"\x81\xe7") * 300_000

    _, warnings = hop_warnings(data)

    assert warnings
