from __future__ import annotations

import pytest

from tests.container.matroska.helpers import (
    CLUSTER_ID,
    TRACKS,
    VIDEO,
    by_hops,
    by_slices,
    captions,
    clusters_in,
    expected,
    film,
    hop_warnings,
    opened,
    parts_of,
)
from tests.writers import ebml


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


def test_half_an_id_at_the_end_of_the_file_is_none() -> None:
    found, warnings = hop_warnings(single(GOOD) + bytes(60) + CLUSTER_ID[:2])

    assert found == [(0, 5, 9, b"good"), *expected(1)]
    assert len(warnings) == 1


def test_many_warnings_are_not_all_kept() -> None:
    bad = ebml.simple_block(2, 0, b"\2abcd", flags=0x84)

    assert len(hop_warnings(single(*[bad] * 50))[1]) == 8


def test_dense_false_cluster_ids_take_time_in_proportion_to_their_number() -> None:
    data = single(VIDEO)[:-1] + (CLUSTER_ID + b"\x81\xe7") * 300_000

    _, warnings = hop_warnings(data)

    assert warnings


@pytest.mark.parametrize("behind", range(0, 60, 4))
def test_a_false_id_near_the_end_of_the_bytes_is_judged_with_more(behind: int) -> None:
    clusters = captions(2)
    bait = ebml.Block(ebml.simple_block(1, 0, bytes(900) + CLUSTER_ID + b"\x01" + bytes(900)))
    clusters[0] = clusters[0]._replace(blocks=[*clusters[0].blocks, bait])
    data = film(clusters=clusters).write()
    first, false, second = clusters_in(data)
    cuts = [first, false - 500, false + 4 + behind, second, len(data)]

    assert parts_of(data, {0, 1}, cuts)[:2] == (expected(2), [])
