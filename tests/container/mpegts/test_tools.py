"""The same files read by us and by libav."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.container import making
from tests.container.reading import damage, opened, scanned

pytestmark = pytest.mark.tools


def shift(path: Path) -> int:
    """How much a muxer has moved the times of the captions."""
    [edit] = opened(path.read_bytes())[0].tracks[0].edits
    assert edit.media_start_ns is not None
    assert abs(edit.media_start_ns - making.first_picture(path) * 1e9) < 1000
    return edit.media_start_ns


def test_dvb_subtitles_are_those_that_libav_reads(tmp_path: Path) -> None:
    path = making.film(tmp_path, making.subpictures(tmp_path), "film.ts", "-c:s", "dvbsub")

    samples = scanned(path.read_bytes())

    theirs = making.packets(path)
    assert len(samples) == 2 * making.COUNT
    assert [each.data[2:-1] for each in samples] == [data for _, data in theirs]
    assert [each.pts for each in samples] == [pts for pts, _ in theirs]
    assert {(each.data[:2], each.data[-1:]) for each in samples} == {(b"\x20\0", b"\xff")}
    assert damage(path.read_bytes()) == []
    assert shift(path) > 0


@pytest.mark.parametrize(("name", "how"), [("a.m2ts", ()), ("a.ts", ("-mpegts_m2ts_mode", 1))])
def test_display_sets_are_those_that_were_muxed(
    tmp_path: Path, name: str, how: tuple[object, ...]
) -> None:
    path = making.film(tmp_path, making.graphics(tmp_path), name, *how)

    samples = scanned(path.read_bytes())

    sets = making.display_sets()
    theirs = making.packets(path)
    assert [each.data for each in samples] == [data for _, data in sets]
    assert b"".join(each.data for each in samples) == b"".join(data for _, data in theirs)
    starts = [pts for pts, data in theirs if data[0] == 0x16]
    assert [each.pts for each in samples] == starts
    assert damage(path.read_bytes()) == []


def test_languages_are_those_that_were_written(tmp_path: Path) -> None:
    path = making.film(
        tmp_path, making.subpictures(tmp_path), "film.ts", "-map", "1:s", "-c:s", "dvbsub",
        "-metadata:s:s:0", "language=fra", "-metadata:s:s:1", "language=deu",
        "-disposition:s:1", "hearing_impaired",
    )  # fmt: skip

    movie, source = opened(path.read_bytes())

    assert [(track.language, track.hearing_impaired) for track in movie.tracks] == [
        ("fr", False),
        ("de", True),
    ]
    assert movie.duration_ns == pytest.approx(18e9, abs=0.1e9)
    assert source.bytes_read < 900_000
