from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container import Movie
from cuelift.errors import ContainerError, CueliftError, IndexMismatch, TruncatedData
from cuelift.media import ByteRange, Extent
from cuelift.testing import RangedBytes, read_extent
from tests.container.matroska.helpers import (
    MS,
    TRACKS,
    VIDEO,
    by_cues,
    by_slices,
    captions,
    expected,
    facts,
    film,
    opened,
    recovered,
)
from tests.writers import ebml


def extents_of(data: bytes) -> tuple[Movie, RangedBytes, list[Extent]]:
    movie, source = opened(data)
    return movie, source, list(source.run(movie.index({0})).extents)


def shifted(extent: Extent, by: int) -> Extent:
    return extent._replace(offset=extent.offset + by)


@pytest.mark.parametrize("size_length", range(3, 9))
def test_the_length_of_the_clusters_size_field_does_not_matter(size_length: int) -> None:
    data = film(clusters=captions(4, size_length)).write()

    assert by_cues(data, {0, 1}) == expected(4)


@pytest.mark.parametrize("count_lead", [True, False])
@pytest.mark.parametrize("size_length", [3, 8])
def test_a_checksum_before_the_timestamp_may_be_counted_or_not(
    count_lead: bool, size_length: int
) -> None:
    checksum = ebml.element(0xBF, b"\xa0\xa1\xa3\0")
    data = film(clusters=captions(4, size_length, lead=checksum, count_lead=count_lead)).write()

    assert by_cues(data, {0, 1}) == expected(4)


def test_filling_before_the_timestamp_that_is_not_counted_is_recovered() -> None:
    data = film(clusters=captions(3, lead=ebml.void(900), count_lead=False)).write()
    movie, source, extents = extents_of(data)

    with pytest.raises(IndexMismatch, match="no block") as caught:
        read_extent(movie, source, extents[0])
    assert caught.value.details["pts"] == 100 * MS
    found = [source.run(movie.recover(extent)) for extent in extents]
    assert facts([s for part in found for s in part]) == expected(3, tracks=[0])


def test_other_blocks_of_a_cluster_whose_header_was_read_need_no_recovery() -> None:
    lead = ebml.void(900)
    blocks = [ebml.text_block(2, 0, time, f"text {time}", 50) for time in range(0, 3000, 100)]
    data = film(clusters=[ebml.Cluster(0, blocks, 8, lead=lead, count_lead=False)]).write()
    movie, source, extents = extents_of(data)
    source.run(movie.recover(extents[0]))

    found = [s for extent in extents for s in read_extent(movie, source, extent)]

    assert facts(found) == by_slices(data)


def test_a_cue_that_points_at_the_block_inside_its_group() -> None:
    clusters = []
    for cluster in captions(4):
        blocks = [b._replace(inner=2) if b.track == 2 else b for b in cluster.blocks]
        clusters.append(cluster._replace(blocks=blocks))

    assert by_cues(film(clusters=clusters).write(), {0}) == expected(4, tracks=[0])


def test_a_simple_block_has_the_duration_of_its_cue() -> None:
    block = ebml.Block(ebml.simple_block(2, 100, b"text"), 2, 100, 700)
    plain = ebml.Block(ebml.simple_block(2, 900, b"more"), 2, 900, None)
    data = film(clusters=[ebml.Cluster(0, [block, plain], 8)]).write()

    assert by_cues(data) == [(0, 100, 700, b"text"), (0, 900, None, b"more")]


def test_a_group_whose_duration_nobody_states_has_the_tracks_default() -> None:
    block = ebml.Block(ebml.block_group(2, 100, b"text" * 20), 2, 100)
    clusters = [ebml.Cluster(0, [block, ebml.filler(1, 0, 300)], 8)]
    for entry, duration in ((ebml.track(2), None), (ebml.track(2, default_duration=40 * MS), 40)):
        data = film(tracks=(VIDEO, entry), clusters=clusters).write()

        assert by_cues(data) == by_slices(data) == [(0, 100, duration, b"text" * 20)]


def test_filling_and_checksums_inside_a_group() -> None:
    for before, after in ((ebml.void(40), b""), (ebml.crc(b""), ebml.void(9)), (b"", b"\x9b\x80")):
        group = ebml.block_group(2, 100, b"text", 700, before=before, after=after)
        data = film(clusters=[ebml.Cluster(0, [ebml.Block(group, 2, 100, 700)], 8)]).write()

        assert by_cues(data) == by_slices(data) == [(0, 100, 700, b"text")]


def test_a_track_number_of_two_bytes() -> None:
    block = ebml.text_block(300, 0, 100, "text", 700)
    data = film(tracks=(VIDEO, ebml.track(300)), clusters=[ebml.Cluster(0, [block])]).write()

    assert by_cues(data) == by_slices(data) == [(0, 100, 700, b"text")]


def test_a_long_block_asks_for_exactly_what_it_is() -> None:
    text = "long " * 400
    block = ebml.text_block(2, 0, 100, text, 700)
    data = film(clusters=[ebml.Cluster(0, [ebml.filler(1, 0, 50), block], 8)]).write()
    movie, source, [extent] = extents_of(data)

    wanted = movie.payload(extent, data[extent.offset : extent.offset + extent.length])

    assert isinstance(wanted, ByteRange)
    assert wanted.start == extent.offset
    assert wanted.end == data.index(block.data) + len(block.data)
    assert read_extent(movie, source, extent)[0].data == text.encode()


def test_the_offset_of_a_sample_is_its_groups() -> None:
    data = film(1).write()
    movie, source, [extent] = extents_of(data)

    assert read_extent(movie, source, extent)[0].offset == data.index(b"one 0") - 8


def test_a_block_that_the_end_of_the_file_cuts_is_truncated() -> None:
    block = ebml.text_block(2, 0, 100, "text" * 300, 700)
    whole = film(clusters=[ebml.Cluster(0, [block], 8)], cues="front").write()
    data = whole[:-200]
    movie, source, [extent] = extents_of(data)

    with pytest.raises(TruncatedData, match="ends inside a block"):
        read_extent(movie, source, extent)


def two_candidates(false: bytes) -> tuple[bytes, list]:
    """A caption behind bytes of another track's block that look like one themselves."""
    bait = ebml.Block(ebml.simple_block(1, 0, bytes(50) + false))
    block = ebml.text_block(2, 0, 100, "text", 700)
    first = ebml.text_block(2, 0, 50, "first", 40)
    blocks = [first, bait, block, ebml.filler(1, 0, 600)]
    # A long size field puts the bait inside of the window, before the block.
    data = film(clusters=[ebml.Cluster(0, blocks, 8)]).write()
    return data, [(0, 50, 40, b"first"), (0, 100, 700, b"text")]


def test_a_false_block_before_the_true_one_is_told_by_what_follows() -> None:
    data, truth = two_candidates(b"\xa3\x88\x82\x00\x64\x80")

    assert by_cues(data) == truth


def test_a_false_size_that_takes_in_the_true_blocks_head_is_told_by_its_end() -> None:
    # 0xA3 and a size of three bytes: the third and the second are the true block's id and size.
    simple = ebml.Block(ebml.simple_block(2, 100, b"x" * 40), 2, 100, 700)
    bait = ebml.Block(ebml.simple_block(1, 0, bytes(50) + b"\xa3\x20"))
    clusters = [ebml.Cluster(0, [bait, simple, ebml.filler(1, 0, 60_000)], 8)]
    data = film(clusters=clusters).write()

    assert by_cues(data) == [(0, 100, 700, b"x" * 40)]


def test_the_last_block_of_a_file_needs_no_follower() -> None:
    bait = ebml.Block(ebml.simple_block(1, 0, bytes(50) + b"\xa3\x84\x82\x70\x00\x80"))
    block = ebml.text_block(2, 0, 100, "text", 700)
    data = film(clusters=[ebml.Cluster(0, [bait, block], 8)], cues="front").write()

    assert by_cues(data) == [(0, 100, 700, b"text")]


def test_a_false_block_that_is_followed_by_an_element_is_told_by_its_time() -> None:
    # Its size is that of the true group and its own head: another element follows both.
    data, truth = two_candidates(b"\xa3\x94\x82\x70\x00\x80")

    assert by_cues(data) == truth


def test_a_doubt_that_remains_is_settled_by_the_clusters_header() -> None:
    # It also has the true block's time.
    data, truth = two_candidates(b"\xa3\x94\x82\x00\x64\x80")
    movie, source, extents = extents_of(data)
    found = list(read_extent(movie, source, extents[0]))

    with pytest.raises(IndexMismatch):
        read_extent(movie, source, extents[1])
    before = source.bytes_read
    found += source.run(movie.recover(extents[1]))

    assert facts(found) == truth
    assert source.bytes_read - before < 500


def test_a_wrong_position_is_recovered_from_its_cluster() -> None:
    data = film(4).write()

    for by in (-40, 100, 5000):
        movie, source, extents = extents_of(data)
        wrong = shifted(extents[2], by)
        with pytest.raises(IndexMismatch):
            read_extent(movie, source, wrong)
        assert facts(source.run(movie.recover(wrong))) == expected(1, tracks=[0], first=2)


def mended(data: bytes) -> list:
    """What the cues lead to, those included that ``recover`` must help."""
    movie, source, extents = extents_of(data)
    found = []
    for extent in extents:
        try:
            found += read_extent(movie, source, extent)
        except IndexMismatch:
            found += source.run(movie.recover(extent))
    return facts(found)


@pytest.mark.parametrize("wrong", [(40, 40), (40, 0), (0, 40), (0, 0)])
def test_captions_at_one_time_come_once_each(wrong: tuple[int, int]) -> None:
    clusters = []
    for time in (0, 4000, 8000):
        pair = [ebml.text_block(2, time, time + 500, text, 900)._replace(inner=inner)
                for text, inner in zip(("first", "second"), wrong, strict=True)]  # fmt: skip
        clusters.append(ebml.Cluster(time, [ebml.filler(1, 0, 300), *pair], 8))
    data = film(clusters=clusters).write()

    assert sorted(mended(data)) == sorted(by_slices(data))


def test_a_cue_that_points_at_another_cues_block_gets_its_own() -> None:
    first = ebml.text_block(2, 0, 500, "first", 900)
    second = ebml.text_block(2, 0, 500, "second", 900)
    length = len(first.data)
    for one, two in ((0, 3 - length), (3 + length, 0)):
        blocks = [first._replace(inner=one), second._replace(inner=two), ebml.filler(1, 0, 300)]
        data = film(clusters=[ebml.Cluster(0, blocks, 8)]).write()

        assert sorted(mended(data)) == sorted(by_slices(data))


def mistimed(count: int, by: int, **oddities: object) -> list[ebml.Cluster]:
    """``captions`` whose cues state other times than their blocks have."""
    return [
        cluster._replace(blocks=[b._replace(time=b.time + by) for b in cluster.blocks])
        for cluster in captions(count, **oddities)
    ]


@pytest.mark.parametrize("by", [-60, 2, 250, 60_000])
def test_blocks_have_their_own_times_whatever_the_cues_say(by: int) -> None:
    data = film(clusters=mistimed(9, by)).write()
    movie, source = opened(data)
    rounds = source.rounds
    index = source.run(movie.index({0, 1}))

    assert index.warnings == ["the Cues state wrong times; the clusters' own are used"]
    assert source.rounds - rounds <= 3
    assert by_cues(data, {0, 1}) == expected(9)


@pytest.mark.parametrize("by", [-1, 0, 1])
def test_a_tick_is_no_wrong_time(by: int) -> None:
    movie, source = opened(film(clusters=mistimed(9, by)).write())

    assert source.run(movie.index({0, 1})).warnings == []


def test_a_cluster_without_a_time_does_not_judge_the_cues() -> None:
    data = film(clusters=mistimed(3, 50, lead=ebml.void(900))).write()
    movie, source = opened(data)

    assert source.run(movie.index({0})).warnings == []


def test_clusters_whose_header_was_not_read_are_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cuelift.container.matroska.windows._MAX_HEADERS", 2)
    data = film(clusters=mistimed(9, 250)).write()
    movie, source, extents = extents_of(data)

    assert facts(read_extent(movie, source, extents[1])) == expected(1, tracks=[0], first=1)
    with pytest.raises(IndexMismatch):
        read_extent(movie, source, extents[2])
    found = source.run(movie.recover(extents[2]))
    assert facts(found) == expected(1, tracks=[0], first=2)


def test_a_place_without_a_cluster_stays_unread_when_times_are_wrong() -> None:
    data = bytearray(film(clusters=mistimed(9, 250)).write())
    movie, source, extents = extents_of(bytes(data))
    data[extents[1].origin] = 0
    movie, source, extents = extents_of(bytes(data))

    with pytest.raises(IndexMismatch, match="no block"):
        read_extent(movie, source, extents[1])
    with pytest.raises(IndexMismatch, match="no cluster"):
        source.run(movie.recover(extents[1]))


def test_a_laced_block_is_recovered_whole() -> None:
    lace = ebml.block_group(2, 100, b"\2abcdef", 600, flags=0x04)
    data = film(clusters=[ebml.Cluster(0, [ebml.Block(lace, 2, 100, 600)], 8)]).write()
    _, _, [extent] = extents_of(data)

    found = recovered(data, shifted(extent, 500)._replace(length=64))

    assert found == [(0, 100, 200, b"ab"), (0, 300, 200, b"cd"), (0, 500, 200, b"ef")]
    assert by_cues(data) == found


def test_what_is_nowhere_cannot_be_recovered() -> None:
    data = film(3).write()
    _, _, extents = extents_of(data)

    with pytest.raises(ContainerError, match="no block of this track"):
        recovered(data, extents[1]._replace(pts=9000 * MS))
    with pytest.raises(IndexMismatch, match="no cluster"):
        recovered(data, extents[1]._replace(origin=extents[1].origin + 1))
    with pytest.raises(IndexMismatch, match="no cluster"):
        recovered(data, extents[1]._replace(origin=len(data)))


def test_a_cluster_is_walked_once_for_all_its_wrong_cues() -> None:
    data = film(3).write()
    movie, source, extents = extents_of(data)
    wrong = extents[1]._replace(pts=9000 * MS)
    with pytest.raises(ContainerError):
        source.run(movie.recover(wrong))
    rounds = source.rounds

    for _ in range(50):
        with pytest.raises(ContainerError):
            source.run(movie.recover(wrong))

    assert source.rounds == rounds + 50


def test_recovery_ends_when_too_many_cues_are_wrong() -> None:
    blocks = [ebml.filler(1, 0, 5000)] * 700
    clusters = [ebml.Cluster(n * 1000, [*blocks, ebml.text_block(2, n * 1000, n * 1000, "x", 9)], 8)
                for n in range(4)]  # fmt: skip
    movie, source, extents = extents_of(film(clusters=clusters).write())

    for extent in extents[:2]:
        assert source.run(movie.recover(shifted(extent, 500)))
    with pytest.raises(ContainerError, match="too many cues"):
        source.run(movie.recover(shifted(extents[2], 500)))


def test_filling_of_great_length_is_not_read() -> None:
    lead = ebml.void(200_000)
    data = film(clusters=captions(1, lead=lead, count_lead=False)).write()
    movie, source, [extent] = extents_of(data)
    before = source.bytes_read

    found = source.run(movie.recover(extent))

    assert facts(found) == expected(1, tracks=[0])
    assert source.bytes_read - before < 40_000


def test_a_cluster_whose_header_is_long_is_recovered_by_walking() -> None:
    lead = ebml.void(30) * 3
    data = film(clusters=captions(2, lead=lead, count_lead=False)).write()
    _, _, extents = extents_of(data)

    assert recovered(data, extents[1]) == expected(1, tracks=[0], first=1)


def test_a_cue_whose_time_is_not_the_blocks_is_a_mismatch_once_the_cluster_is_known() -> None:
    data = film(2).write()
    movie, source, extents = extents_of(data)
    source.run(movie.recover(extents[1]))

    with pytest.raises(IndexMismatch):
        read_extent(movie, source, extents[1]._replace(pts=9000 * MS))


def test_another_element_at_the_exact_place_is_a_mismatch() -> None:
    data = film(2).write()
    movie, source, extents = extents_of(data)
    source.run(movie.recover(extents[1]))
    duration = data.index(b"one 1") + 5 - (data.index(b"one 1") - 8)

    with pytest.raises(IndexMismatch):
        read_extent(movie, source, shifted(extents[1], duration))


def test_a_false_block_in_the_text_of_a_block_without_its_group_in_sight() -> None:
    text = b"\xa3\x85\x82\x00\x64\x80 text"
    block = ebml.Block(ebml.block_group(2, 100, text, 700), 2, 100, 700, inner=2)
    data = film(clusters=[ebml.Cluster(0, [block], 1)]).write()

    assert by_cues(data) == [(0, 100, 700, text)]


def test_times_before_the_cluster_can_be_are_a_mismatch() -> None:
    data = film(2).write()
    movie, source, extents = extents_of(data)

    with pytest.raises(IndexMismatch):
        read_extent(movie, source, extents[1]._replace(pts=0))


def test_one_tick_of_rounding_is_allowed() -> None:
    data = film(1).write()
    movie, source, [extent] = extents_of(data)
    read_extent(movie, source, extent)

    [sample] = read_extent(movie, source, extent._replace(pts=extent.pts + MS))

    assert sample.pts == extent.pts + MS


def test_encrypted_blocks_and_reserved_flags_are_no_blocks() -> None:
    for body in (ebml.element(0xAF, b"secret"), ebml.block_group(2, 0, b"x", flags=0x70)[2:]):
        block = ebml.Block(ebml.element(0xA0, body), 2, 0, 1)
        data = film(clusters=[ebml.Cluster(0, [block, ebml.filler(1, 0, 99)], 8)]).write()
        movie, source, [extent] = extents_of(data)
        with pytest.raises(IndexMismatch):
            read_extent(movie, source, extent)


def test_data_that_cannot_be_unpacked_is_not_a_mismatch() -> None:
    tracks = (VIDEO, ebml.track(2, encodings=ebml.compression(0)), TRACKS[2])
    movie, source, extents = extents_of(film(2, tracks=tracks).write())

    with pytest.raises(ContainerError, match="zlib") as caught:
        read_extent(movie, source, extents[0])
    assert not isinstance(caught.value, IndexMismatch)


def test_an_object_that_answers_short_does_not_keep_recovery_busy() -> None:
    data = film(clusters=captions(2, lead=ebml.void(900), count_lead=False)).write()
    movie, _, [extent, _] = extents_of(data)
    short = RangedBytes(data[: extent.offset + 100])

    with pytest.raises(TruncatedData):
        short.run(movie.recover(extent))
    assert short.rounds < 9


@pytest.mark.parametrize("size", [b"\x01" + b"\xff" * 7, b"\x10\xff\xff\xf0\x00"])
def test_sizes_that_no_block_has_are_passed_over(size: bytes) -> None:
    bait = ebml.Block(ebml.simple_block(1, 0, bytes(50) + b"\xa1" + size[:5]))
    block = ebml.text_block(2, 0, 100, "text", 700)
    data = film(clusters=[ebml.Cluster(0, [bait, block, ebml.filler(1, 0, 600)], 8)]).write()

    assert by_cues(data) == [(0, 100, 700, b"text")]


@given(st.binary(max_size=120), st.booleans())
def test_any_bytes_end_in_samples_or_our_error(data: bytes, known: bool) -> None:
    movie, source, [extent, _] = extents_of(SMALL)
    if known:
        source.run(movie.recover(extent))
    with contextlib.suppress(CueliftError):
        result = movie.payload(extent, data)
        if isinstance(result, ByteRange):
            assert result.start == extent.offset
            assert result.end > extent.offset + len(data)


SMALL = film(2).write()
