"""From an extraction report to a task's result, failure and usage."""

from __future__ import annotations

import pytest

from cuelift.extract.report import SourceReport, TrackReport
from cuelift.jobs.model import Task, TaskResult, TaskSpec, TrackResult
from cuelift.jobs.worker.result import failure_of, task_result, usage_of

SPEC = TaskSpec(source="oss://b/film")
TASK = Task(id="t", project="p", kind="k", spec=SPEC, created_ns=0)


def track(index: int, outcome: str, kind: str = "text", **more: object) -> TrackReport:
    return TrackReport(index=index, codec="pgs", codec_id="x", kind=kind, outcome=outcome, **more)  # type: ignore[arg-type]


def result_of(
    *tracks: TrackReport, spec: TaskSpec = SPEC, film_ms: int | None = 60_000
) -> TaskResult:
    report = SourceReport(source="oss://b/film", tracks=list(tracks), duration_ms=film_ms)
    return task_result(report, spec)


def test_film_without_captions_succeeds_and_costs_nothing() -> None:
    result = result_of()

    assert failure_of(result) is None
    assert usage_of(TASK, result, 5) == []


def test_bad_tracks_fail_the_task_and_only_the_others_are_metered() -> None:
    result = result_of(
        track(0, "cues"),
        track(1, "failed", message="no data"),
        track(2, "empty"),
        track(3, "refused", message="encrypted", kind="graphical"),
        track(4, "partial", message="cut short"),
        track(5, "skipped"),
        track(6, "cues", kind="graphical"),
        track(7, "cues", kind="unknown"),
    )
    failure = failure_of(result)

    assert failure is not None
    assert failure.code == "TracksFailed"
    assert failure.message == (
        "track 1 failed: no data; track 3 refused: encrypted; track 4 partial: cut short"
    )
    rows = usage_of(TASK, result, 5)
    assert [(row.track, row.item, row.quantity, row.ended_ns) for row in rows] == [
        (0, "text", 1, 5), (2, "text", 1, 5), (6, "graphical", 60_000, 5),
    ]  # fmt: skip


def test_message_names_the_first_bad_tracks_only() -> None:
    failure = failure_of(result_of(*(track(n, "failed", message="x") for n in range(9))))

    assert failure is not None
    assert failure.message.endswith("track 4 failed: x; and 4 more")


@pytest.mark.parametrize(
    ("start_s", "duration_s", "film_ms", "covered_ms"),
    [
        (0, None, 60_000, 60_000),
        (10, None, 60_000, 50_000),
        (10, 20, 60_000, 20_000),
        (50, 20, 60_000, 10_000),
        (90, 20, 60_000, 0),
        (10, 20, None, 20_000),
        (0, None, None, 7_000),
    ],
)
def test_graphical_track_covers_the_window_of_the_film(
    start_s: int, duration_s: int | None, film_ms: int | None, covered_ms: int
) -> None:
    spec = TaskSpec(
        source="x",
        start_ns=start_s * 10**9,
        duration_ns=None if duration_s is None else duration_s * 10**9,
    )
    [found] = result_of(
        track(0, "cues", "graphical", last_end_ms=7_000), spec=spec, film_ms=film_ms
    ).tracks

    assert found.duration_ms == covered_ms


def test_track_that_is_told_twice_is_metered_once() -> None:
    twice = TrackResult(index=0, codec="x", kind="text", outcome="cues")

    assert len(usage_of(TASK, TaskResult(tracks=(twice, twice)), 0)) == 1
    assert usage_of(TASK, None, 0) == []


def test_a_translation_that_failed_fails_the_task_and_is_not_metered():
    from cuelift.extract.report import Translation

    done = Translation(language="es", outcome="translated", characters=7, characters_cached=3)
    gone = Translation(language="de", message="no such pair")
    result = result_of(track(0, "cues", translations=[done, gone]))

    failure = failure_of(result)
    assert failure is not None
    assert failure.message == "track 0: translation to de failed: no such pair"
    assert result.tracks[0].characters == 10
