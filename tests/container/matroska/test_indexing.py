from __future__ import annotations

import pytest

from cuelift.container.matroska.cuepoints import CueEntry
from cuelift.container.matroska.ebml import header_at
from cuelift.container.matroska.indexing import _distinct
from cuelift.media import ByteRange, Window
from tests.container.matroska.helpers import (
    MS,
    TRACKS,
    VIDEO,
    by_cues,
    by_slices,
    captions,
    expected,
    film,
    index_of,
    opened,
)
from tests.writers import ebml

SECOND = 1000 * MS


def test_extents_lie_where_the_cues_say() -> None:
    data = film(3).write()

    index = index_of(data, {1})

    assert [extent.pts // MS for extent in index.extents] == [300, 2300, 4300]
    assert [extent.duration for extent in index.extents] == [1400 * MS] * 3
    assert {extent.track for extent in index.extents} == {1}
    for extent in index.extents:
        assert data[extent.origin : extent.origin + 4] == ebml.number(ebml.CLUSTER)
        assert b"two" in data[extent.offset : extent.offset + extent.length]


def test_tracks_are_in_time_order_even_if_their_cues_are_not() -> None:
    clusters = captions(4)
    data = film(clusters=[clusters[2], clusters[0], clusters[3], clusters[1]]).write()

    assert [extent.pts // MS for extent in index_of(data).extents] == [100, 2100, 4100, 6100]
    assert by_cues(data) == expected(4, tracks=[0])


def test_no_tracks_wanted_reads_nothing() -> None:
    movie, source = opened(film(2).write())
    rounds = source.rounds

    assert source.run(movie.index(())).extents == ()
    assert source.rounds == rounds


def test_the_cues_are_read_in_one_round() -> None:
    data = film(400).write()
    movie, source = opened(data)
    source.asked.clear()

    source.run(movie.index({0}))

    where, *tried = source.asked
    assert where.end == len(data)
    assert sum(end - start for start, end in tried) < 400
    assert len(tried) <= 6


def test_a_file_without_cues_is_not_indexed() -> None:
    assert index_of(film(2, cues="none").write(), {0, 1}).unindexed == {
        0: "the file has no Cues",
        1: "the file has no Cues",
    }


def test_a_track_without_cues_is_not_indexed() -> None:
    tracks = (*TRACKS, ebml.track(4))

    index = index_of(film(2, tracks=tracks).write(), {0, 2})

    assert index.unindexed == {2: "the Cues do not list this track"}
    assert len(index.extents) == 2


def test_cues_without_relative_positions_are_no_index() -> None:
    data = film(2, relative_positions=False).write()

    assert "where in their clusters" in index_of(data).unindexed[0]
    assert by_slices(data) == expected(2, tracks=[0])


def test_a_count_that_differs_from_the_statistics_is_no_index() -> None:
    tags = [ebml.statistics(1002, 1500, 9000), ebml.statistics(1003, 3, 15)]

    index = index_of(film(3, tags=tags).write(), {0, 1})

    assert index.unindexed == {0: "the Cues list 3 of 1,500 blocks"}
    assert [extent.track for extent in index.extents] == [1, 1, 1]


def test_statistics_by_another_program_are_not_believed() -> None:
    tags = [ebml.statistics(1002, 1500, 9000, writing_app="an older one")]
    data = film(3, tags=tags).write()

    assert index_of(data).unindexed == {}
    assert opened(data)[0].tracks[0].expected_samples is None


def test_a_track_that_is_known_to_be_empty_is_indexed() -> None:
    tags = [ebml.statistics(1009, 0, 0)]
    data = film(2, tracks=(VIDEO, ebml.track(9)), tags=tags).write()

    index = index_of(data)

    assert (list(index.extents), dict(index.unindexed)) == ([], {})


def test_damaged_cues_are_no_index() -> None:
    data = film(2).write()
    at = data.rindex(ebml.number(ebml.CUES)) + 5
    broken = data[:at] + b"\x00" + data[at + 1 :]

    assert "damaged" in index_of(broken).unindexed[0]
    assert by_slices(broken) == expected(2, tracks=[0])


def test_cues_of_great_length_are_not_read() -> None:
    data = film(1, cues="front", unknown_segment=True).write()
    at = data.rindex(ebml.number(ebml.CUES))
    size = 40 * 1024 * 1024
    big = data[:at] + ebml.element(ebml.CUES, bytes(size)) + data[at:]

    movie, source = opened(big)
    index = source.run(movie.index({0}))

    assert "too long" in index.unindexed[0]
    assert source.bytes_read < 100_000


def test_a_block_that_is_listed_twice_is_one() -> None:
    data = film(3).write()
    at = data.rindex(ebml.number(ebml.CUES))
    _, body, _ = header_at(data, at)
    cues = ebml.element(ebml.CUES, data[body:] * 2)
    size = data.index(ebml.number(ebml.SEGMENT)) + 4
    length = ebml.vint(at + len(cues) - size - 8, 8)

    assert by_cues(data[:size] + length + data[size + 8 : at] + cues, {0, 1}) == expected(3)


def test_blocks_without_a_position_are_all_counted() -> None:
    entry = CueEntry(100, 2, 40, -1, 500)
    place = entry._replace(relative=7)
    entries = [entry, entry, place, place._replace(duration=9), place._replace(relative=8)]

    assert _distinct(entries) == [place, entries[4], entry, entry]
    assert _distinct([place, entries[4]]) == [place, entries[4]]


def test_blocks_past_the_end_of_a_truncated_file_are_counted() -> None:
    whole = film(6, cues="front").write()
    data = whole[: whole.rindex(ebml.number(ebml.CLUSTER)) - 40_000]

    index = index_of(data, {0, 1})

    assert index.lost == {
        0: "1 blocks lie past the end of the file",
        1: "1 blocks lie past the end of the file",
    }
    assert by_cues(data, {0, 1}) == expected(5)


@pytest.mark.parametrize(
    ("window", "numbers"),
    [
        (Window(0, None), range(10)),
        (Window(4 * SECOND, 8 * SECOND), (2, 3)),
        (Window(int(3.59 * SECOND), 4 * SECOND), (1,)),
        (Window(int(3.6 * SECOND), 4 * SECOND), ()),
        (Window(int(2.1 * SECOND), int(4.1 * SECOND)), (1,)),
        (Window(100 * SECOND, None), ()),
    ],
)
def test_a_window_leaves_out_what_does_not_show_in_it(window: Window, numbers: range) -> None:
    index = index_of(film(10).write(), {0}, window)

    assert [extent.pts // MS for extent in index.extents] == [n * 2000 + 100 for n in numbers]


def test_a_window_keeps_cues_of_unknown_duration_for_half_a_minute() -> None:
    index = index_of(film(40, cue_durations=False).write(), {0}, Window(60 * SECOND, 62 * SECOND))

    assert [extent.pts // SECOND for extent in index.extents] == list(range(30, 61, 2))


def window_of(entry: bytes, *tags: bytes) -> int:
    movie, source = opened(film(2, tracks=(VIDEO, entry), tags=tags).write())
    return source.run(movie.index({0})).extents[0].length


def test_windows_fit_what_is_known_of_the_track() -> None:
    text = ebml.track(2)

    assert window_of(text) == 400
    assert window_of(ebml.track(2, "S_TEXT/ASS")) == 448
    assert window_of(ebml.track(2, "S_HDMV/PGS")) == 3072
    assert window_of(text, ebml.statistics(1002, 2, 100)) == 27 + 3 * 50 + 48
    assert window_of(text, ebml.statistics(1002, 2, 2)) == 27 + 64
    assert window_of(text, ebml.statistics(1002, 2, 20_000_000)) == 27 + 3072
    pgs = ebml.track(2, "S_HDMV/PGS")
    assert window_of(pgs, ebml.statistics(1002, 2, 2000)) == 27 + 1000


def test_named_clusters_are_all_that_is_scanned() -> None:
    clusters = captions(30)
    quiet = [
        cluster._replace(blocks=[b for b in cluster.blocks if b.track != 2])
        if number not in (4, 5, 20)
        else cluster
        for number, cluster in enumerate(clusters)
    ]
    data = film(clusters=quiet, relative_positions=False).write()
    movie, source = opened(data)
    source.run(movie.index({0}))

    slices = movie.scan({0}).slices()

    starts = [at for at in range(len(data)) if data.startswith(ebml.number(ebml.CLUSTER), at)]
    assert slices == [ByteRange(starts[4], starts[6]), ByteRange(starts[20], starts[21])]
    assert by_slices(data) == [
        *expected(2, tracks=[0], first=4),
        *expected(1, tracks=[0], first=20),
    ]


def test_a_cue_without_a_cluster_names_none() -> None:
    point = ebml.cue_point(100, ebml.element(0xB7, ebml.element(0xF7, 2) + ebml.element(0xF0, 3)))
    data = film(2, cues="none", seek=False).write()
    size = len(data) - data.index(ebml.number(ebml.SEGMENT)) - 12
    cues = ebml.element(ebml.CUES, point)
    whole = data.replace(ebml.vint(size, 8), ebml.vint(size + len(cues), 8), 1) + cues

    movie, source = opened(whole)

    assert 0 in source.run(movie.index({0})).unindexed
    [(start, end)] = movie.scan({0}).slices()
    assert start == whole.index(ebml.number(ebml.CLUSTER))
    assert end == len(whole)
