"""What an extraction report says in the terms of a task: its result, failure and usage."""

from __future__ import annotations

from cuelift.extract.report import SourceReport, TrackReport, Translation
from cuelift.jobs.model import Failure, Task, TaskResult, TaskSpec, TrackResult, Usage

EXTRACTED = frozenset(("cues", "empty"))
"""Outcomes of tracks that were extracted: whole, though perhaps without a cue."""
BAD = ("failed", "partial", "refused")
NAMED = 5
"""Tracks that a message names."""
MS = 1_000_000


def task_result(report: SourceReport, spec: TaskSpec) -> TaskResult:
    """All that is kept of a report."""
    covered_ms = _covered_ms(report.duration_ms, spec)
    return TaskResult(
        tracks=tuple(_track(track, covered_ms) for track in report.tracks),
        container=report.container,
        size_bytes=report.size_bytes,
        bytes_read=report.bytes_read,
        requests=report.requests,
        read_mode=report.read_mode,
        elapsed_ms=report.elapsed_ms,
        warnings=tuple(report.warnings[:100]),
        changes=report.changes,
    )


def _track(track: TrackReport, covered_ms: int | None) -> TrackResult:
    if covered_ms is None:
        covered_ms = track.last_end_ms or 0
    return TrackResult(
        index=track.index,
        codec=track.codec,
        kind=track.kind,
        outcome=track.outcome or "skipped",
        language=track.language,
        title=track.title,
        cues=track.cues,
        message=track.message,
        outputs=tuple(track.outputs),
        duration_ms=covered_ms if track.kind == "graphical" else 0,
        edits=track.edits,
        status=track.status,
        characters=sum(item.characters + item.characters_cached for item in track.translations),
        translations={item.language: _told(item) for item in track.translations},
    )


def _told(item: Translation) -> str:
    return f"{item.outcome}: {item.message}" if item.message else item.outcome


def _covered_ms(film_ms: int | None, spec: TaskSpec) -> int | None:
    """Of the film, by the task's window; None: the film does not tell how long it is."""
    start_ms = spec.start_ns // MS
    window_ms = None if spec.duration_ns is None else spec.duration_ns // MS
    if film_ms is None:
        return window_ms
    left_ms = max(film_ms - start_ms, 0)
    return left_ms if window_ms is None else min(left_ms, window_ms)


def failure_of(result: TaskResult) -> Failure | None:
    """Why a task whose film could be read failed all the same; None: it did not."""
    told = [
        f"track {track.index} {track.outcome}: {track.message}"
        for track in result.tracks
        if track.outcome in BAD
    ]
    told += [
        f"track {track.index}: translation to {language} {outcome}"
        for track in result.tracks
        for language, outcome in track.translations.items()
        if not outcome.startswith("translated")
    ]
    if not told:
        return None
    if len(told) > NAMED:
        told[NAMED:] = [f"and {len(told) - NAMED} more"]
    return Failure(code="TracksFailed", message="; ".join(told))


def usage_of(task: Task, result: TaskResult | None, ended_ns: int) -> list[Usage]:
    """The metering records of an ended task: one per track that was extracted.

    A track without a cue in it was extracted too. A track that is refused, partial or failed is
    not metered, whatever files of it were written.
    """
    rows: dict[tuple[int, str], Usage] = {}
    for track in result.tracks if result else ():
        if track.outcome not in EXTRACTED or track.kind == "unknown":
            continue
        rows[track.index, track.kind] = Usage(
            task=task.id,
            project=task.project,
            track=track.index,
            item=track.kind,
            quantity=1 if track.kind == "text" else track.duration_ms,
            ended_ns=ended_ns,
        )
        if track.characters:
            rows[track.index, "translation"] = Usage(
                task=task.id,
                project=task.project,
                track=track.index,
                item="translation",
                quantity=track.characters,
                ended_ns=ended_ns,
            )
    return list(rows.values())
