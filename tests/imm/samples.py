"""Tasks as the tests use them."""

from __future__ import annotations

import msgspec

from cuelift.jobs.model import Failure, TargetSpec, Task, TaskResult, TaskSpec, TrackResult

AT = 1_795_372_357_634_567_890

TRACKS = (
    TrackResult(
        index=0,
        codec="subrip",
        kind="text",
        outcome="cues",
        language="en",
        title="SDH",
        cues=1500,
        outputs=("oss://out/a-0.vtt", "oss://out/a-0.srt"),
    ),
    TrackResult(index=1, codec="pgs", kind="graphical", outcome="failed", message="no recogniser"),
)

TASK = Task(
    id="MediaConvert-e998617a",
    project="test-project",
    kind="MediaConvert",
    spec=TaskSpec(
        source="oss://films/a.mkv",
        targets=(TargetSpec(format="webvtt", template="oss://out/a-{streamindex}.{autoext}"),),
        topic="topic",
    ),
    created_ns=AT,
    tags={"run": "a9", "n": 1},
    user_data='{"run":"a9"}',
    wire={
        "event_id": "0ED-4bad",
        "request_id": "016CB5CE",
        "definition": {"ProjectName": "test-project", "UserData": "字"},
    },
)

DONE = msgspec.structs.replace(
    TASK,
    status="succeeded",
    progress=100,
    started_ns=AT + 1,
    ended_ns=AT + 410_000_000,
    result=TaskResult(
        tracks=TRACKS,
        container="matroska",
        size_bytes=5_000_000,
        bytes_read=4096,
        requests={"get": 3, "head": 1},
        read_mode="indexed",
        elapsed_ms=400,
        warnings=("odd",),
    ),
)

FAILED = msgspec.structs.replace(
    DONE, status="failed", failure=Failure(code="TracksFailed", message="1 of 2 tracks failed")
)
