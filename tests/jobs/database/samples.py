"""Values to keep, with as much filled in as there is."""

from __future__ import annotations

from itertools import count
from typing import Any

from cuelift.jobs.model import (
    Attachment,
    Failure,
    Project,
    TargetSpec,
    Task,
    TaskResult,
    TaskSpec,
    TrackResult,
    Usage,
)

_numbers = count(1)
MOST = 1000


def a_project(name: str = "films", **changes: Any) -> Project:
    values: dict[str, Any] = {
        "name": name, "created_ns": 5, "updated_ns": 5, "tags": {"team": "archive"},
        "options": {"ocr": "fast"}, "concurrency": 3, "priority": 1, "wire": {"Description": "d"},
    }  # fmt: skip
    return Project(**values | changes)


def an_attachment(bucket: str, project: str = "films") -> Attachment:
    return Attachment(
        bucket=bucket, project=project, description="films", created_ns=5, updated_ns=6
    )


def a_spec(**changes: Any) -> TaskSpec:
    values: dict[str, Any] = {
        "source": "oss://films/a.mkv",
        "targets": (TargetSpec(format="webvtt", template="oss://out/{streamindex}", tracks=(1,)),),
        "start_ns": 7, "duration_ns": 9, "options": {"ocr": "off"}, "variables": {"run": "x"},
        "topic": "ends", "details_uri": "oss://out/details.json",
    }  # fmt: skip
    return TaskSpec(**values | changes)


def a_task(**changes: Any) -> Task:
    number = next(_numbers)
    values: dict[str, Any] = {
        "id": f"MediaConvert-{number:06}", "project": "films", "kind": "MediaConvert",
        "spec": a_spec(), "created_ns": 1_000 + number, "tags": {"run": "a9"},
        "user_data": "{}", "priority": 2, "wire": {"request": {"a": [1, None]}},
    }  # fmt: skip
    return Task(**values | changes)


def a_result(**changes: Any) -> TaskResult:
    values: dict[str, Any] = {
        "tracks": (
            TrackResult(
                index=0, codec="subrip", kind="text", outcome="cues", language="en", title="SDH",
                cues=3, outputs=("oss://out/0.vtt",),
            ),
        ),
        "container": "matroska", "size_bytes": 10, "bytes_read": 4, "requests": {"get": 2},
        "read_mode": "indexed", "elapsed_ms": 3, "warnings": ("w",),
    }  # fmt: skip
    return TaskResult(**values | changes)


def text_usage(task: Task, *tracks: int, ended_ns: int = 0) -> list[Usage]:
    return [
        Usage(
            task=task.id, project=task.project, track=track, item="text", quantity=1,
            ended_ns=ended_ns,
        )
        for track in tracks
    ]  # fmt: skip


FAILURE = Failure(code="NotFound", message="no such film")
