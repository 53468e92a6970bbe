"""Whole files: opening, all ways of reading, what is read, the golden dump."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from cuelift.container import Movie
from cuelift.errors import TruncatedData
from cuelift.media import Sample, Window
from cuelift.testing import RangedBytes, read_hopped, read_indexed, read_scanned
from tests.container.matroska.helpers import (
    MS,
    TRACKS,
    VIDEO,
    by_cues,
    by_hops,
    by_slices,
    expected,
    film,
    opened,
)
from tests.writers import ebml

GOLDEN = Path(__file__).parents[2] / "golden" / "matroska" / "film.txt"


def rich_film() -> bytes:
    """Six caption tracks with most of what a file can have."""
    packed = zlib.compress(b"picture" * 400)
    clusters = []
    for number in range(3):
        time = number * 5000
        pgs = ebml.block_group(5, 40, packed)
        laced = ebml.block_group(6, 50, b"\1aabb", 800, flags=0x04)
        webvtt = ebml.block_group(4, 30, b"<v A>hi", 900, additions=[(1, b"line:1\nid")])
        blocks = [
            ebml.filler(1, 0, 5000),
            ebml.text_block(2, time, time + 10, f"sous-titre {number}\0", 1500),
            ebml.text_block(3, time, time + 20, f"{number},0,Default,,0,0,0,,text", 1400),
            ebml.Block(webvtt, 4, time + 30, 900),
            ebml.Block(pgs, 5, time + 40),
            ebml.Block(laced, 6, time + 50, 800),
            ebml.Block(ebml.block_group(7, 60, b"secret"), 7, time + 60),
        ]
        clusters.append(ebml.Cluster(time, blocks, 8 - number, lead=ebml.crc(b"")))
    tracks = [
        VIDEO,
        ebml.track(2, language="fre", name="Complet", flags={0x88: 0, 0x55AA: 1}),
        ebml.track(3, "S_TEXT/ASS", private=b"[Script Info]\n", bcp47="zh-Hant"),
        ebml.track(4, "D_WEBVTT/CAPTIONS", kind=0x21, language="und"),
        ebml.track(5, "S_HDMV/PGS", encodings=ebml.compression(0), flags={0xB9: 0}),
        ebml.track(6, "S_TEXT/UTF8", flags={0x55AE: 1, 0x55AF: 1}),
        ebml.track(7, "S_VOBSUB", encodings=ebml.encryption(5, 1)),
        ebml.track(8, "S_NEW", default_duration=40 * MS),
    ]
    return ebml.File(
        tracks,
        clusters,
        scale=500_000,
        duration=30_000.0,
        attachments=[ebml.attachment("a.ttf", "font/ttf", b"font" * 9)],
        tags=[ebml.statistics(1002, 3, 45), ebml.statistics(1008, 0, 0)],
    ).write()


def dump(movie: Movie, source: RangedBytes) -> str:
    index = source.run(movie.index(range(6)))
    samples: list[Sample] = []
    source.run(movie.scan(range(6)).hop(samples.append))
    lines = [
        f"{movie.container} {movie.duration_ns}",
        *map(str, movie.tracks),
        *map(str, source.run(movie.read_attachments())),
        *map(str, movie.warnings),
        *map(str, index.extents),
        str(dict(index.unindexed)),
        *(str(sample._replace(data=sample.data[:40])) for sample in samples),
    ]
    return "\n".join(lines) + "\n"


def test_the_golden_film_reads_as_before() -> None:
    assert dump(*opened(rich_film())) == GOLDEN.read_text("utf-8")


def test_all_ways_of_reading_agree() -> None:
    movie, source = opened(rich_film())
    wanted = [track.index for track in movie.tracks if track.refusal is None]

    indexed = read_indexed(movie, source, wanted)

    assert len(indexed) == 18
    assert sorted(indexed) == sorted(read_scanned(movie, source, wanted))
    assert read_scanned(movie, source, wanted) == read_hopped(movie, source, wanted)


@pytest.mark.parametrize("scale", [1, 999, 1_000_000, 1_234_567, 20_000_000])
def test_a_tick_may_be_of_any_length(scale: int) -> None:
    clusters = [ebml.Cluster(700, [ebml.text_block(2, 700, 755, "text", 41)], 8)]
    data = film(clusters=clusters, scale=scale).write()
    movie, source = opened(data)

    [sample] = read_indexed(movie, source, {0})

    assert (sample.pts, sample.duration) == (755 * scale, 41 * scale)
    assert read_scanned(movie, source, {0}) == [sample]


def test_a_small_part_of_the_film_is_read() -> None:
    clusters = [
        ebml.Cluster(
            n * 2000,
            [ebml.filler(1, 0, 60_000), ebml.text_block(2, n * 2000, n * 2000, "x" * 60, 9)],
            8,
        )
        for n in range(200)
    ]
    tags = [ebml.statistics(1002, 200, 12_000)]
    data = film(clusters=clusters, tags=tags).write()
    movie, source = opened(data)
    assert (source.rounds, source.bytes_read) < (3, 34_000)
    source.asked.clear()

    samples = read_indexed(movie, source, {0})

    assert len(samples) == 200
    # The Cues, three clusters' headers and blocks to try them, one read for each caption.
    assert len(source.asked) <= 1 + 6 + 200
    assert source.bytes_read < 200 * 256 + len(data) - data.rindex(ebml.number(ebml.CUES))
    assert source.bytes_read < len(data) // 150


def test_a_window_is_read_alone() -> None:
    data = film(20).write()
    window = Window(10_000 * MS, 14_000 * MS)
    here = expected(2, first=5)

    assert by_cues(data, {0, 1}, window) == here
    assert by_slices(data, {0, 1}, window) == here
    assert by_hops(data, {0, 1}, window) == here


def test_tracks_that_are_not_wanted_are_not_read() -> None:
    data = film(4).write()

    assert by_cues(data, {1}) == by_slices(data, {1}) == expected(4, tracks=[1])


def test_a_file_of_captions_only() -> None:
    clusters = [ebml.Cluster(0, [ebml.text_block(1, 0, n * 100, f"{n}", 90) for n in range(50)], 8)]
    data = film(tracks=[ebml.track(1)], clusters=clusters).write()

    assert by_cues(data) == by_slices(data) == [(0, n * 100, 90, b"%d" % n) for n in range(50)]
    assert opened(data)[0].tracks[0].canvas is None


def test_a_file_without_clusters_is_empty() -> None:
    data = ebml.File(TRACKS).write()
    movie, source = opened(data)

    assert source.run(movie.index({0})).unindexed == {0: "the Cues do not list this track"}
    assert by_slices(data) == by_hops(data) == []


def test_an_object_that_answers_short_is_an_error() -> None:
    data = film(3).write()
    movie, _ = opened(data)
    short = RangedBytes(data[:20_000])

    with pytest.raises(TruncatedData):
        short.run(movie.scan({0}).hop(lambda sample: None))
