"""Messages between a worker and its children."""

from __future__ import annotations

import socket
import threading

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.jobs.model import Failure, TargetSpec, TaskResult, TaskSpec
from cuelift.jobs.worker.wire import (
    LONGEST,
    ChildLimits,
    Done,
    ExtractJob,
    Failed,
    Fence,
    Frames,
    GarbledError,
    Job,
    ProbeJob,
    Reading,
    Said,
    WriteJob,
    framed,
    receive,
)
from cuelift.store import StoreOptions
from cuelift.store.buckets import Bucket, Buckets, NetworkPolicy

WORDS = [
    Reading(percent=3),
    Fence(),
    Done(result=TaskResult(warnings=("é",))),
    Failed(failure=Failure(code="NotFound", message="no"), transient=True),
]


@given(st.lists(st.integers(1, 40)))
def test_messages_come_out_whole_however_they_are_cut(cuts: list[int]) -> None:
    data = b"".join(map(framed, WORDS))
    frames, found, at = Frames(), [], 0
    for size in [*cuts, len(data)]:
        found += frames.feed(data[at : at + size])
        at += size

    assert [msgspec.json.decode(frame, type=Said) for frame in found] == WORDS


@given(st.binary(max_size=200))
def test_any_bytes_are_messages_or_garbled(data: bytes) -> None:
    frames = Frames()
    try:
        found = frames.feed(data)
    except GarbledError:
        return
    assert sum(len(frame) + 4 for frame in found) <= len(data)


def test_message_that_is_too_long_is_not_waited_for() -> None:
    with pytest.raises(GarbledError, match=str(LONGEST + 1)):
        Frames().feed((LONGEST + 1).to_bytes(4))


def test_receiving_waits_for_all_of_a_message() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        data = framed(WORDS[2])

        def send() -> None:
            for byte in data:
                theirs.sendall(bytes([byte]))

        thread = threading.Thread(target=send)
        thread.start()
        assert receive(ours) == data[4:]
        thread.join()


@pytest.mark.parametrize("size", [0, 2, 6])
def test_receiving_ends_with_the_other_side(size: int) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(framed(WORDS[0])[:size])
        theirs.close()

        assert receive(ours) is None


def test_job_arrives_with_all_that_is_said_about_stores() -> None:
    store = StoreOptions(
        buckets=Buckets(
            named={"b": Bucket(kind="s3", access_key_id="id", access_key_secret="secret")},
            folder="/data",
        ),
        schemes=frozenset(("oss", "https")),
        network=NetworkPolicy(allowed=("10.0.0.0/8",)),
        headers=(("x", "y"),),
    )
    limits = ChildLimits(memory_bytes=1, processor_s=2, output_bytes=3)
    spec = TaskSpec(source="oss://b/é", targets=(TargetSpec(format="srt", template="oss://b/x"),))
    jobs: list[Job] = [
        ExtractJob(spec=spec, created_ns=1, store=store, limits=limits, max_read=0.5),
        WriteJob(uri="oss://b/x", data=b"\x00\xff", store=store, limits=limits),
        ProbeJob(uri="oss://b/x", store=store, limits=limits, max_read=0.5),
    ]

    for job in jobs:
        assert msgspec.json.decode(framed(job)[4:], type=Job) == job
