from __future__ import annotations

import contextlib
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container import CONTAINERS, sniff
from cuelift.container.vobsub import VobSubMovie, open_vobsub
from cuelift.errors import ContainerError, CueliftError, IndexMismatch
from cuelift.media import Sample, Window
from cuelift.testing import read_extent, read_indexed, read_scanned
from tests.container.reading import opened, read_everything
from tests.support.limited import survive
from tests.writers.mpegps import unit
from tests.writers.vobsub import files

GERMAN = [(1000 * n, unit(bytes((n,)) * 700 * n)) for n in range(8)]
FRENCH = [(1000 * n + 500, unit(bytes((n,)) * 300)) for n in range(3)]


def both(*languages: tuple[str, list[tuple[int, bytes]]]) -> bytes:
    return b"".join(files(languages or (("de", GERMAN), ("fr", FRENCH))))


def facts(samples: list[Sample]) -> list[tuple[int, int, bytes]]:
    return [(each.track, each.pts, each.data) for each in samples]


EXPECTED = [(0, *each) for each in GERMAN] + [(1, *each) for each in FRENCH]


def test_all_languages_are_tracks() -> None:
    movie, source = opened(both())

    german, french = movie.tracks
    assert (german.language, german.number, german.default) == ("de", 0x20, False)
    assert (french.language, french.number, french.default) == ("fr", 0x21, True)
    assert (german.expected_samples, french.expected_samples) == (8, 3)
    assert b"size: 720x576\n" in german.descriptions[0].private
    assert movie.duration_ns == 17_000_000_000
    assert source.run(movie.read_attachments()) == ()


def test_pictures_are_read_by_the_index() -> None:
    movie, source = opened(both())
    before = source.bytes_read

    assert facts(read_indexed(movie, source, [0, 1])) == EXPECTED
    assert source.bytes_read - before == len(files([("de", GERMAN), ("fr", FRENCH)])[1])


def test_pictures_are_found_by_a_search_too() -> None:
    movie, source = opened(both())

    assert facts(read_scanned(movie, source, [0, 1])) == EXPECTED
    assert facts(read_scanned(movie, source, [1])) == EXPECTED[8:]
    assert read_scanned(movie, source, []) == []


def test_only_pictures_that_may_show_in_a_window_are_asked_for() -> None:
    late = [(120_000, GERMAN[1][1])]
    movie, source = opened(both(("de", GERMAN + late)))

    inside = source.run(movie.index([0], Window(3_000_000_000, 5_000_000_000))).extents
    behind = source.run(movie.index([0], Window(100_000_000_000, None))).extents

    assert [each.pts for each in inside] == [0, 1000, 2000, 3000, 4000]
    assert [each.pts for each in behind] == [120_000]


def test_a_picture_longer_than_the_guess_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cuelift.container.vobsub._LONGEST_GUESS", 2048)
    movie, source = opened(both())

    assert facts(read_indexed(movie, source, [0])) == EXPECTED[:8]


def test_a_text_longer_than_the_first_read_is_read_on() -> None:
    text, sub = files([("de", GERMAN)])
    text = text.replace(b"\nid:", b"\n" + b"# a comment\n" * 12_000 + b"id:")

    movie, source = opened(text + sub)

    assert len(read_indexed(movie, source, [0])) == 8


@pytest.mark.parametrize("size", [64 * 1024 - 1, 64 * 1024 - 2, 64 * 1024 - 3])
def test_the_border_may_lie_between_two_reads(size: int) -> None:
    text, sub = files([("de", GERMAN)])
    text += b"\n" * (size - len(text))

    movie, source = opened(text + sub)

    assert len(read_indexed(movie, source, [0])) == 8


def test_the_text_alone_is_an_error_that_says_what_is_missing() -> None:
    text, _ = files([("de", GERMAN)])

    with pytest.raises(ContainerError, match=r"\.sub file of the same name"):
        opened(text)
    assert CONTAINERS["vobsub"].companion == "sub"
    assert sniff(b"\xef\xbb\xbf" + text[:2000]) is CONTAINERS["vobsub"]


def test_pictures_behind_the_end_are_lost() -> None:
    text, sub = files([("de", GERMAN)])
    movie, source = opened(text + sub[:20_000])

    index = source.run(movie.index([0]))

    assert "of 8 pictures should be behind the end" in index.lost[0]
    cut = index.extents[-1]
    with pytest.raises(ContainerError, match="is not whole"):
        read_extent(movie, source, cut)


def test_a_wrong_place_is_told() -> None:
    text, sub = files([("de", GERMAN)])
    movie, source = opened(text.replace(b"000000800", b"000000810") + sub)
    wrong = source.run(movie.index([0])).extents[1]

    with pytest.raises(IndexMismatch):
        read_extent(movie, source, wrong)
    with pytest.raises(ContainerError):
        source.run(movie.recover(wrong))


def test_broken_lines_are_told() -> None:
    text, sub = files([("de", GERMAN)])

    movie, source = opened(text + b"timestamp: soon\n" + sub)

    assert movie.warnings == ("1 lines of the .idx file cannot be read",)
    assert source.run(movie.index([0])).lost == {0: movie.warnings[0]}


def test_a_broken_line_of_one_language_is_no_loss_of_another() -> None:
    text, sub = files([("de", GERMAN), ("fr", GERMAN)])

    movie, source = opened(text + b"timestamp: soon\n" + sub[:20_000])

    lost = source.run(movie.index([0, 1])).lost
    assert "cannot be read" not in lost[0]
    assert lost[1].startswith("1 lines of the .idx file cannot be read; ")


def test_a_picture_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cuelift.container.vobsub._LONGEST_PICTURE", 8192)
    monkeypatch.setattr("cuelift.container.vobsub._LONGEST_GUESS", 2048)
    text, sub = files([("de", [(0, unit(bytes(60_000)))])])

    movie, source = opened(text + sub)

    with pytest.raises(ContainerError, match="is not whole"):
        read_indexed(movie, source, [0])


def check_against_libav(idx: Path, sub: Path) -> int:
    data = idx.read_bytes() + sub.read_bytes()
    movie, source = opened(data)
    assert isinstance(movie, VobSubMovie)
    count = 0
    for track in movie.tracks:
        with av.open(str(idx)) as container:
            stream = container.streams.subtitles[track.index]
            theirs = [
                (int(packet.pts * stream.time_base * 1000), bytes(packet))
                for packet in container.demux(stream)
                if packet.size
            ]
        ours = [(each.pts, each.data) for each in read_indexed(movie, source, [track.index])]
        assert ours == theirs
        count += len(ours)
    return count


def test_pictures_are_those_that_libav_reads(tmp_path: Path) -> None:
    text, sub = files([("de", GERMAN[1:]), ("fr", FRENCH)])
    (tmp_path / "a.idx").write_bytes(text)
    (tmp_path / "a.sub").write_bytes(sub)

    assert check_against_libav(tmp_path / "a.idx", tmp_path / "a.sub") == 10


@pytest.mark.corpus
def test_real_files_are_read_as_libav_does(corpus: Path) -> None:
    files = sorted(path for path in corpus.rglob("*.idx") if path.with_suffix(".sub").exists())
    assert len(files) >= 4
    for path in files:
        assert check_against_libav(path, path.with_suffix(".sub")) > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_mutation_ends_in_a_result_or_our_error(seed: int) -> None:
    survive([both()], lambda data: read_everything(open_vobsub, data), count=1000, seed=seed)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_end_in_a_result_or_our_error(text: bytes, sub: bytes) -> None:
    data = b"id: en\ntimestamp: 00:00:01:000, filepos: 0\n" + text + b"\0\0\1\xba" + sub
    with contextlib.suppress(CueliftError):
        read_everything(open_vobsub, data)
