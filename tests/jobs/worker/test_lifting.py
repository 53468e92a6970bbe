"""The jobs of a child, done in this process."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from cuelift.errors import Cancelled, LimitExceeded, NotFound, OcrError, UsageError
from cuelift.extract.options import OcrRequest
from cuelift.extract.tracks import TrackRun
from cuelift.jobs.model import TargetSpec
from cuelift.jobs.worker.lifting import lift, look, write
from cuelift.jobs.worker.wire import ProbeJob, WriteJob
from tests.jobs.worker.conftest import LIMITS, Films
from tests.support.pictures import pgs_track
from tests.support.small import LINES, Text


class Listener:
    """Whom a job talks to."""

    def __init__(self, *, open_fence: bool = True) -> None:
        self.open_fence = open_fence
        self.asked = 0
        self.told: list[int] = []

    def progress(self, percent: int) -> None:
        self.told.append(percent)

    def fence(self) -> None:
        self.asked += 1
        if not self.open_fence:
            raise Cancelled("closed")


def test_film_becomes_files_of_all_targets(films: Films) -> None:
    listener = Listener()
    targets = (
        TargetSpec(format="srt", template="oss://out/{streamindex}.{tags.run}.{t_year}.srt"),
        TargetSpec(format="webvtt", template="oss://out/plain", tracks=(1, 9)),
    )
    source = films.put(Text(LINES), Text(LINES, language="fre"))
    done = lift(films.job(source, targets=targets, variables={"tags.run": "7"}), listener)

    assert done.failure is None
    assert set(films.written()) == {"0.7.2017.srt", "1.7.2017.srt", "plain_0.vtt"}
    assert [track.outcome for track in done.result.tracks] == ["cues", "cues"]
    assert done.result.tracks[1].outputs == ("oss://out/1.7.2017.srt", "oss://out/plain_0.vtt")
    assert listener.asked == 3
    assert listener.told == sorted(listener.told)
    assert listener.told[-1] == 100


def test_window_and_options_of_the_task_hold(films: Films) -> None:
    job = films.job(
        films.put(), start_ns=2_500_000_000, duration_ns=1_000_000_000, options={"newline": "crlf"}
    )
    lift(job, Listener())

    [text] = films.written().values()
    assert "00:00:00,500 --> 00:00:01,000" in text.replace("\r\n", "\n")
    assert "\r\n" in (films.folder / "out" / "0.srt").read_bytes().decode()


def test_track_that_cannot_be_read_leaves_the_files_of_the_others(films: Films) -> None:
    done = lift(films.job(films.put(Text(LINES), Text(LINES, codec="S_TEXT/UNKNOWN"))), Listener())

    assert done.failure is not None
    assert done.failure.code == "TracksFailed"
    assert set(films.written()) == {"0.srt"}


def test_no_output_takes_the_place_of_the_details(films: Films) -> None:
    target = TargetSpec(format="srt", template="oss://out/{streamindex}.srt")
    job = films.job(films.put(), targets=(target,), details_uri="oss://out/0.srt")

    with pytest.raises(UsageError, match="would replace"):
        lift(job, Listener())


def test_caption_file_is_a_source_too(films: Films) -> None:
    (films.folder / "films" / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nOne\n")
    done = lift(films.job("oss://films/a.srt"), Listener())

    assert done.result.read_mode == "file"
    assert films.written().keys() == {"0.srt"}


def test_closed_fence_keeps_everything_unpublished(films: Films) -> None:
    with pytest.raises(Cancelled):
        lift(films.job(films.put()), Listener(open_fence=False))

    assert films.written() == {}


def test_outputs_have_a_limit(films: Films) -> None:
    limits = LIMITS.__class__(memory_bytes=1 << 29, processor_s=9, output_bytes=50)
    with pytest.raises(LimitExceeded) as caught:
        lift(films.job(films.put(), limits), Listener())

    assert "output_limit" in caught.value.details
    assert films.written() == {}


def test_what_cannot_be_met_or_found_is_an_error(films: Films) -> None:
    with pytest.raises(UsageError):
        lift(films.job(films.put(), options={"clean": "all"}), Listener())
    with pytest.raises(NotFound):
        lift(films.job("oss://films/other.mkv"), Listener())


def test_object_is_written_behind_the_fence(films: Films) -> None:
    job = WriteJob(uri="oss://out/a.json", data=b"{}", store=films.store, limits=LIMITS)
    with pytest.raises(Cancelled):
        write(job, Listener(open_fence=False))
    assert films.written() == {}

    done = write(job, Listener())
    assert films.written() == {"a.json": "{}"}
    assert done.result.requests["put"] == 1


def test_look_tells_what_a_film_holds(films: Films) -> None:
    done = look(ProbeJob(uri=films.put(), store=films.store, limits=LIMITS, max_read=0.1))

    assert done.report is not None
    assert [track.codec for track in done.report.tracks] == ["subrip"]


def test_graphical_tracks_become_folders_of_pictures(films: Films) -> None:
    targets = (TargetSpec(format="images", template="oss://out/pictures"),)
    source = films.put(pgs_track())

    done = lift(films.job(source, targets=targets), Listener())

    assert done.failure is None
    assert done.result.tracks[0].outputs == (
        "oss://out/pictures_0.images/index.html", "oss://out/pictures_0.images/index.jsonl",
    )  # fmt: skip
    assert len(list((films.folder / "out" / "pictures_0.images").glob("*.png"))) == 2


def test_reading_pictures_as_text_is_told_and_stays_in_the_child(films: Films, monkeypatch) -> None:
    asked: list[int] = []

    def read(run: TrackRun, report: object, request: OcrRequest, **watchers: Any) -> list[str]:
        asked.append(request.workers)
        watchers["watch"](1, 2)
        raise OcrError("no data")

    monkeypatch.setattr(import_module("cuelift.extract.lift"), "read_pictures", read)
    listener = Listener()

    done = lift(films.job(films.put(pgs_track())), listener)

    assert done.failure is not None
    assert "refused: no data" in done.failure.message
    assert asked == [1]
    assert listener.told[-1] == 100
