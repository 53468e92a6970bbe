"""Whole films, local and remote: what is extracted is right, and little is read for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import films as builder
from benchmarks import limits, outputs
from benchmarks.server import Remote
from cuelift import ExtractOptions, ReadLimits, ReadOptions, Selection, SourceReport, cues, extract
from cuelift.media import Window
from tests.support.film import CUES, reference, truth

pytestmark = [pytest.mark.tools, pytest.mark.slow]

TEXT_TRACKS = tuple(range(8))
CUED = ("a_mkvmerge.mkv", "aligned.mkv", "b_ffmpeg.mkv")
MP4 = ("d1_faststart.mp4", "d2_moovend.mp4")
ALL = tuple(builder.FILMS)


def lift(uri: str, folder: Path, **read: object) -> SourceReport:
    """Extracts the eight text tracks in the formats that the references have."""
    options = ExtractOptions(
        selection=Selection(tracks=TEXT_TRACKS), read=ReadOptions(**read), template=None
    )
    native = ".mp4" not in uri
    return extract(
        uri,
        f"{folder}/t{{streamindex}}.{{autoext}}",
        "native" if native else "srt",
        options=options,
    )


def share(report: SourceReport) -> float:
    return report.bytes_read / (report.size_bytes or 1)


@pytest.mark.parametrize("name", ALL)
def test_every_caption_of_every_film_is_right(
    films: Mapping[str, Path], name: str, tmp_path: Path
) -> None:
    report = lift(str(films[name]), tmp_path)

    assert [track.outcome for track in report.tracks[:8]] == ["cues"] * 8
    assert [track.cues for track in report.tracks[:8]] == [CUES] * 8
    assert outputs.differences(outputs.written(name, tmp_path), truth(films[name])) == []


@pytest.mark.parametrize("name", CUED)
def test_outputs_equal_those_of_mkvextract(
    films: Mapping[str, Path], name: str, tmp_path: Path
) -> None:
    lift(str(films[name]), tmp_path / "ours")

    theirs = reference("mkvextract", films[name], tmp_path / "theirs")
    assert outputs.differences(outputs.written(name, tmp_path / "ours"), theirs) == []


def test_cued_films_are_read_by_their_index(films: Mapping[str, Path], tmp_path: Path) -> None:
    for name in CUED:
        report = lift(str(films[name]), tmp_path / name)
        payload = 8 * CUES * 90
        index = 80_000

        assert report.read_mode == "indexed"
        assert report.bytes_read < 4.5 * payload + index + 64 * 1024
        assert report.requests["get"] < 8 * CUES + 20


def test_aligned_captions_share_requests(films: Mapping[str, Path], tmp_path: Path) -> None:
    report = lift(str(films["aligned.mkv"]), tmp_path)

    assert report.requests["get"] < 1.2 * CUES


@pytest.mark.parametrize("name", MP4)
def test_mp4_reads_little_more_than_moov_and_payload(
    films: Mapping[str, Path], name: str, tmp_path: Path
) -> None:
    report = lift(str(films[name]), tmp_path)

    least = sum(limits.mp4_need(films[name]))
    assert report.bytes_read <= 1.1 * least + 128 * 1024


def test_fragments_are_read_by_their_index(films: Mapping[str, Path], tmp_path: Path) -> None:
    report = lift(str(films["e_frag.mp4"]), tmp_path)

    assert share(report) <= 0.0035


def test_a_window_reads_only_its_part(films: Mapping[str, Path], tmp_path: Path) -> None:
    whole = lift(str(films["a_mkvmerge.mkv"]), tmp_path / "whole")
    window = Window(60 * 10**9, 90 * 10**9)
    options = ExtractOptions(selection=Selection(tracks=TEXT_TRACKS, window=window))
    part = extract(
        str(films["a_mkvmerge.mkv"]), f"{tmp_path}/p{{streamindex}}.srt", "srt", options=options
    )

    assert part.requests["get"] < whole.requests["get"] / 4
    assert part.timeline_offset_ms == 60_000
    for track in part.tracks[:8]:
        assert 0 <= (track.first_start_ms or 0) < 6_000
        assert (track.last_end_ms or 0) <= 30_000


@pytest.mark.parametrize("objective", ["bytes", "time", "money"])
@pytest.mark.parametrize("name", ["a_mkvmerge.mkv", "d2_moovend.mp4", "e_frag.mp4"])
def test_remote_equals_local_and_counts_what_the_server_sent(
    films: Mapping[str, Path], remote: Remote, name: str, objective: str, tmp_path: Path
) -> None:
    remote.ask("reset")
    report = lift(remote.url(name), tmp_path, objective=objective)
    stats = remote.ask("stats")

    assert outputs.differences(outputs.written(name, tmp_path), truth(films[name])) == []
    assert report.bytes_read == stats.bytes
    assert (report.requests["get"], report.requests["head"]) == (stats.get, stats.head)
    if objective == "time":
        assert share(report) <= 0.0101


def test_a_remote_search_without_an_index_needs_consent(remote: Remote, tmp_path: Path) -> None:
    report = lift(remote.url("c1_nosubcues.mkv"), tmp_path)

    assert {track.outcome for track in report.tracks[:8]} == {"refused"}
    assert "--max-read" in (report.tracks[0].message or "")
    assert list(tmp_path.iterdir()) == []
    assert share(report) < 0.01


@pytest.mark.parametrize("name", ["c1_nosubcues.mkv", "c2_live.mkv"])
def test_with_consent_a_film_without_index_is_read_through(
    films: Mapping[str, Path], remote: Remote, name: str, tmp_path: Path
) -> None:
    report = lift(remote.url(name), tmp_path, max_read=1.0, limits=ReadLimits(connections=16))

    assert report.read_mode == "bulk"
    assert outputs.differences(outputs.written(name, tmp_path), truth(films[name])) == []


def test_first_cues_come_before_the_film_is_read_through(
    films: Mapping[str, Path], remote: Remote
) -> None:
    remote.ask("reset")
    stream = cues(remote.url("a_mkvmerge.mkv"), 0)
    first = next(stream)
    sent = remote.ask("stats").get
    stream.close()

    assert first.text
    assert sent < CUES


def test_a_limit_on_bytes_ends_in_a_clear_error(remote: Remote, tmp_path: Path) -> None:
    from cuelift import LimitExceeded

    with pytest.raises(LimitExceeded, match="limit of 100,000"):
        lift(remote.url("a_mkvmerge.mkv"), tmp_path, limits=ReadLimits(max_bytes=100_000))
    assert list(tmp_path.iterdir()) == []
