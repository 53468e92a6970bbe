"""What the films are there to show must be true of them, or their readers' tests say little."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import films as builder
from benchmarks import limits, outputs
from benchmarks.cases import FRAGMENTED
from tests.support.film import CUES, reference, truth

pytestmark = [pytest.mark.tools, pytest.mark.slow]

MKV = [name for name in builder.FILMS if name.endswith(".mkv")]


@pytest.mark.parametrize("name", list(builder.FILMS))
def test_ffmpeg_finds_what_the_film_was_made_from(
    films: Mapping[str, Path], name: str, tmp_path: Path
) -> None:
    found, true = reference("ffmpeg", films[name], tmp_path), truth(films[name])
    if name == FRAGMENTED:
        found, true = outputs.without_ends(found), outputs.without_ends(true)

    assert [len(track or ()) for track in true] == [CUES] * 8
    assert outputs.differences(found, true) == []


@pytest.mark.parametrize("name", MKV)
def test_mkvextract_finds_what_the_film_was_made_from(
    films: Mapping[str, Path], name: str, tmp_path: Path
) -> None:
    found = reference("mkvextract", films[name], tmp_path)

    assert outputs.differences(found, truth(films[name])) == []


def test_cue_points_are_where_they_should_be(films: Mapping[str, Path]) -> None:
    video = 150
    counts = {name: limits.cue_points(films[name]) for name in MKV}

    assert counts["a_mkvmerge.mkv"] >= 8 * CUES + video
    assert counts["c1_nosubcues.mkv"] <= video
    assert counts["c2_live.mkv"] == 0


def test_boxes_are_where_they_should_be(films: Mapping[str, Path]) -> None:
    heads = {name: path.read_bytes() for name, path in films.items() if name.endswith(".mp4")}
    moov = {name: data.find(b"moov") for name, data in heads.items()}
    mdat = {name: data.find(b"mdat") for name, data in heads.items()}

    assert moov["d1_faststart.mp4"] < mdat["d1_faststart.mp4"]
    assert moov["d2_moovend.mp4"] > mdat["d2_moovend.mp4"]
    assert heads[FRAGMENTED][-16:-8].endswith(b"mfro")
