from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.avi import open_avi
from cuelift.container.avi import scan as scanning
from cuelift.errors import ContainerError, CueliftError, IndexMismatch
from cuelift.media import Sample
from cuelift.testing import RangedBytes, read_extent, read_hopped, read_indexed, read_scanned
from tests.container.avi.test_gab2 import SRT
from tests.container.reading import opened, read_everything, shuffled
from tests.support.limited import survive
from tests.writers.avi import PICTURES, VIDEO, film, gab2, open_dml, picture, stream

SUBS = stream(b"vids", PICTURES, title=b"English")
TEXT = stream(b"txts", bytes(4))
SHOWN = [(1000 * n, 1000 * n + 700, bytes((n,)) * (40 + n)) for n in range(1, 6)]
CHUNKS = [
    part
    for start, end, body in SHOWN
    for part in ((b"00dc", bytes(301)), (b"01sb", picture(start, end, body)))
]


def facts(samples: list[Sample]) -> list[tuple[int, int, int | None, bytes]]:
    return [(each.track, each.pts, each.duration, each.data) for each in samples]


EXPECTED = [(0, start, 700, picture(start, end, body)) for start, end, body in SHOWN]


@pytest.mark.parametrize("absolute", [False, True])
def test_pictures_are_read_by_the_old_index(absolute: bool) -> None:
    movie, source = opened(film(CHUNKS, [VIDEO, SUBS], absolute=absolute))

    [track] = movie.tracks
    assert (track.codec, track.codec_id, track.title) == ("xsub", "DXSB", "English")
    assert (track.number, track.timescale, track.canvas) == (1, 1000, (720, 576))
    assert movie.duration_ns == 4_000_000_000
    assert facts(read_indexed(movie, source, [0])) == EXPECTED
    assert source.run(movie.read_attachments()) == ()


@pytest.mark.parametrize(
    ("title", "language"),
    [(b"Subtitle - fr-xx;02", "fr"), (b"Subtitle - qq-xx;02", None), (b"Subtitle 1", None)],
)
def test_a_streams_name_may_tell_its_language(title: bytes, language: str | None) -> None:
    movie, _ = opened(film(CHUNKS, [VIDEO, stream(b"vids", PICTURES, title=title)]))

    [track] = movie.tracks
    assert (track.language, track.language_source) == (language, "tag" if language else None)
    assert track.title == title.decode()


def test_pictures_are_read_by_an_index_of_indexes() -> None:
    movie, source = opened(open_dml(CHUNKS, 2, 1))

    assert facts(read_indexed(movie, source, [0])) == EXPECTED


def test_few_bytes_are_read() -> None:
    video = [(b"00dc", bytes(50_000))] * 40
    data = film(video + CHUNKS, [VIDEO, SUBS])

    movie, source = opened(data)
    read_indexed(movie, source, [0])

    assert source.bytes_read < 80_000 < len(data)


def test_pictures_with_an_alpha_are_named_so() -> None:
    movie, _ = opened(film(CHUNKS, [VIDEO, stream(b"vids", b"DXSA")]))

    assert movie.tracks[0].codec_id == "DXSA"


def test_without_an_index_pictures_are_searched_for() -> None:
    data = film(CHUNKS, [VIDEO, SUBS], indexed=False)
    movie, source = opened(data)

    assert source.run(movie.index([0])).unindexed == {0: "the file has no index of this stream"}
    assert facts(read_scanned(movie, source, [0])) == EXPECTED
    assert facts(read_hopped(movie, source, [0])) == EXPECTED
    assert read_scanned(movie, source, []) == []


@pytest.mark.parametrize("step", [50, 64, 377, 400, 1000])
def test_chunks_may_lie_over_slices(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "_SLICE", step)
    data = film(CHUNKS, [VIDEO, SUBS], indexed=False)
    movie, source = opened(data)

    assert facts(read_scanned(movie, source, [0])) == EXPECTED
    assert facts(read_hopped(movie, source, [0])) == EXPECTED
    assert facts(shuffled(movie, data, [0])) == EXPECTED


def test_text_is_cut_into_samples() -> None:
    movie, source = opened(film([(b"01tx", gab2(SRT.encode(), "Deutsch"))], [VIDEO, TEXT]))

    [track] = movie.tracks
    assert (track.codec, track.codec_id, track.title) == ("subrip", "txts", "Deutsch")
    samples = read_indexed(movie, source, [0])
    assert [(each.pts, each.duration) for each in samples] == [(1000, 1500), (3500, 500)]
    assert samples == read_scanned(movie, source, [0])


def test_text_of_an_unknown_kind_is_told() -> None:
    movie, _ = opened(film([(b"01tx", gab2(b"hello"))], [VIDEO, TEXT]))

    assert movie.tracks[0].codec == ""
    assert movie.warnings == ("stream 1: captions of an unknown format begin with 'hello'",)


def test_text_that_no_index_names_is_unknown() -> None:
    movie, _ = opened(film([(b"01tx", gab2(SRT.encode()))], [VIDEO, TEXT], indexed=False))

    assert movie.tracks[0].codec == ""


def test_a_stream_that_the_index_never_names_is_empty() -> None:
    movie, source = opened(film(CHUNKS[:1], [VIDEO, SUBS]))

    assert source.run(movie.index([0])).extents == []
    assert source.run(movie.index([0])).unindexed == {}


def test_chunks_behind_the_end_are_lost() -> None:
    data = film(CHUNKS, [VIDEO, stream(b"vids", PICTURES)])
    index = data[data.index(b"idx1") :]
    far = index.replace(index[8 + 16 * 9 + 8 : 8 + 16 * 9 + 12], b"\xff\xff\xff\x7f")
    movie, source = opened(data[: -len(index)] + far)

    found = source.run(movie.index([0]))

    assert found.lost == {0: "1 of 5 chunks are behind the end of the file"}


def test_a_wrong_entry_is_told() -> None:
    data = film(CHUNKS, [VIDEO, SUBS])
    movie, source = opened(data)
    extent = source.run(movie.index([0])).extents[1]

    with pytest.raises(IndexMismatch):
        read_extent(movie, source, extent._replace(offset=extent.offset + 2))
    with pytest.raises(ContainerError):
        source.run(movie.recover(extent))
    assert read_extent(movie, source, extent._replace(length=9)) == read_extent(
        movie, source, extent
    )


def test_a_chunk_that_is_not_whole_or_no_picture_is_an_error() -> None:
    data = film([(b"01sb", b"no times"), (b"01sb", picture(1, 2))], [VIDEO, SUBS])
    cut = data[: data.index(b"idx1") - 4]
    movie, source = opened(data)
    first, second = source.run(movie.index([0])).extents

    with pytest.raises(ContainerError, match="begin with its times"):
        read_extent(movie, source, first)
    movie_of_cut, _ = opened(cut)
    with pytest.raises(ContainerError, match="is not whole"):
        read_extent(movie_of_cut, RangedBytes(cut), second)


def test_damage_is_told_by_a_search() -> None:
    body = picture(1, 2).replace(b"-", b"+")
    data = film([(b"01sb", body), *CHUNKS], [VIDEO, SUBS], indexed=False)
    movie, source = opened(data)
    scan = movie.scan([0])
    [(start, end)] = scan.slices()

    part = scan.parse(start, data[start:end])

    assert len(part.samples) == 5
    assert part.warning is not None
    source.run(scan.hop(lambda sample: None))
    assert list(scan.warnings) == [part.warning]
    assert scan.hop_cost()[0] == end - start


def test_a_file_without_streams_is_an_error() -> None:
    with pytest.raises(ContainerError, match="no header"):
        opened(b"RIFF\4\0\0\0AVI ")


def test_a_film_whose_size_was_never_written_is_read_to_its_end() -> None:
    data = bytearray(film(CHUNKS, [VIDEO, SUBS], indexed=False))
    at = data.index(b"movi") - 4
    data[at : at + 4] = bytes(4)

    movie, source = opened(bytes(data))

    assert facts(read_scanned(movie, source, [0])) == EXPECTED


def test_a_broken_index_of_indexes_is_none() -> None:
    movie, source = opened(film(CHUNKS, [VIDEO, stream(b"vids", PICTURES, index=b"\4\0")]))

    assert list(source.run(movie.index([0])).unindexed) == [0]


def test_a_file_without_film_data_says_so() -> None:
    data = film(CHUNKS, [VIDEO, SUBS])
    movie, _ = opened(data[: data.index(b"movi") - 8])

    assert movie.truncated == "the file has no film data"


def seeds() -> list[bytes]:
    text = [(b"01tx", gab2(SRT.encode())), *CHUNKS[:2]]
    return [
        film(CHUNKS, [VIDEO, SUBS]),
        film(CHUNKS, [VIDEO, SUBS], indexed=False),
        open_dml(CHUNKS, 2, 1),
        film(text, [VIDEO, TEXT, SUBS]),
    ]


def test_the_unchanged_files_are_read() -> None:
    for data in seeds():
        read_everything(open_avi, data)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_mutation_ends_in_a_result_or_our_error(seed: int) -> None:
    survive(seeds(), lambda data: read_everything(open_avi, data), count=1000, seed=seed)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_result_or_our_error(data: bytes) -> None:
    for whole in (b"RIFF\xff\0\0\0AVI " + data, film(CHUNKS[:2], [VIDEO, SUBS])[:-60] + data):
        with contextlib.suppress(CueliftError):
            read_everything(open_avi, whole)


def test_a_chunk_that_the_file_is_too_short_for_is_damage() -> None:
    data = film(CHUNKS, [VIDEO, SUBS], indexed=False)[:-20]
    movie, source = opened(data)
    scan = movie.scan([0])

    [(start, end)] = scan.slices()
    part = scan.parse(start, data[start:end])

    assert facts(list(part.samples)) == EXPECTED[:4]
    assert part.warning == f"the chunk at {data.rindex(b'01sb'):,} is not whole"
    assert facts(read_hopped(movie, source, [0])) == EXPECTED[:4]
