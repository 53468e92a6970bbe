"""From a child's words and its end to what became of its job."""

from __future__ import annotations

import os
import signal
import sys
import time

import msgspec
import pytest

from cuelift.jobs.model import Failure, TargetSpec, TaskResult
from cuelift.jobs.worker.children import Children, Ended
from cuelift.jobs.worker.supervise import Gone, supervise
from cuelift.jobs.worker.wire import (
    Answer,
    ChildLimits,
    Done,
    Failed,
    Fence,
    GarbledError,
    Reading,
)
from cuelift.store import StoreOptions
from cuelift.store.buckets import Bucket, Buckets
from tests.jobs.worker.conftest import LIMITS, Films
from tests.support import s3_server
from tests.support.range_server import RangeServer
from tests.support.small import Text, mkv

DONE = Done(result=TaskResult())


class Script:
    """A child that says what the test wrote; silence is a step of the clock."""

    def __init__(self, *steps: object) -> None:
        self.steps = list(steps)
        self.answers: list[bool] = []
        self.killed = self.closed = False
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def send(self, message: Answer) -> None:
        self.answers.append(message.go)

    def hear(self, within_s: float) -> tuple[list[bytes], Ended | None]:
        step = self.steps.pop(0) if self.steps else None
        if step is None:
            self.now += max(within_s, 0.001)
            return [], None
        if isinstance(step, Exception):
            raise step
        if isinstance(step, Ended):
            return [], step
        return [step if isinstance(step, bytes) else msgspec.json.encode(step)], None

    def kill(self) -> None:
        self.killed = True

    def close(self) -> None:
        self.closed = True


class Keeper:
    """Answers children."""

    def __init__(self, *, owns_s: float = 1e9, stops_s: float = 1e9) -> None:
        self.script: Script | None = None
        self.told: list[int] = []
        self._owns_s = owns_s
        self._stops_s = stops_s

    def owns(self) -> bool:
        return self._now() < self._owns_s

    def progress(self, percent: int) -> None:
        self.told.append(percent)

    def stopping(self) -> bool:
        return self._now() >= self._stops_s

    def _now(self) -> float:
        return self.script.now if self.script else 0.0


def watch(script: Script, keeper: Keeper | None = None, wall_s: float = 10) -> Done | Failed:
    keeper = keeper or Keeper()
    keeper.script = script
    try:
        return supervise(script, keeper, LIMITS, wall_s, clock=script.clock)  # type: ignore[arg-type]
    finally:
        assert script.killed
        assert script.closed


def test_result_progress_and_fence() -> None:
    script = Script(Reading(percent=5), Fence(), Reading(percent=500), Reading(percent=-4), DONE)
    keeper = Keeper()

    assert watch(script, keeper) == DONE
    assert keeper.told == [5, 99, 0]
    assert script.answers == [True]


def test_failure_that_is_told_is_passed_on() -> None:
    failed = Failed(failure=Failure(code="NotFound", message="none"), transient=False)

    assert watch(Script(failed)) == failed


@pytest.mark.parametrize("leaves", [True, False])
def test_closed_fence_ends_the_attempt(leaves: bool) -> None:
    script = Script(Fence(), DONE, *([Ended(0, 1)] if leaves else []))
    with pytest.raises(Gone) as caught:
        watch(script, Keeper(owns_s=0))

    assert not caught.value.handed_back
    assert script.answers == [False]
    assert (script.now == 0) == leaves  # a moment to clear up, and no longer
    assert script.now <= 2.1


def test_attempt_that_is_another_s_ends_within_a_second() -> None:
    script = Script()
    with pytest.raises(Gone) as caught:
        watch(script, Keeper(owns_s=3.5))

    assert not caught.value.handed_back
    assert 3.5 <= script.now <= 5


def test_ending_worker_hands_back() -> None:
    script = Script()
    with pytest.raises(Gone) as caught:
        watch(script, Keeper(stops_s=2))

    assert caught.value.handed_back


@pytest.mark.parametrize(
    ("status", "memory_mb", "code"),
    [
        (signal.SIGKILL, 85, "ProcessDied"),
        (signal.SIGKILL, 420, "MemoryExceeded"),
        (signal.SIGXCPU, 10, "ProcessorTimeExceeded"),
        (signal.SIGXFSZ, 10, "OutputExceeded"),
        (signal.SIGSEGV, 10, "ProcessDied"),
        (signal.SIGABRT, 500, "MemoryExceeded"),
        (3 << 8, 10, "ProcessDied"),
        (0, 10, "ProcessDied"),
    ],
)
def test_death_has_a_code(status: int, memory_mb: int, code: str) -> None:
    ending = watch(Script(Reading(percent=1), Ended(int(status), memory_mb * 1024)))

    assert isinstance(ending, Failed)
    assert ending.failure.code == code
    assert not ending.transient


def test_task_has_so_much_time() -> None:
    script = Script(Reading(percent=1))
    ending = watch(script, wall_s=4.5)

    assert isinstance(ending, Failed)
    assert ending.failure == Failure(code="TimeExceeded", message="the task took longer than 4.5 s")
    assert script.now >= 4.5


@pytest.mark.parametrize(
    "nonsense",
    [
        b"", b"{", b"\xff\xfe", b'{"kind":"other"}', b"[" * 100_000, b'{"kind":"reading"}',
        b'{"kind":"done","result":{"tracks":[{"index":"x"}]}}', GarbledError("too long"),
    ],
)  # fmt: skip
def test_nonsense_is_the_task_s_failure(nonsense: object) -> None:
    ending = watch(Script(nonsense, DONE))

    assert isinstance(ending, Failed)
    assert ending.failure.code == "ProcessDied"


# -- with real children ------------------------------------------------------------------------


def limits(**more: int) -> ChildLimits:
    return msgspec.structs.replace(LIMITS, **more)


def real(
    children: Children,
    films: Films,
    source: str,
    own: ChildLimits,
    wall_s: float = 30,
    **more: object,
) -> str:
    ending = supervise(children.launch(films.job(source, own, **more)), Keeper(), own, wall_s)
    return ending.failure.code if ending.failure else ""


@pytest.fixture(scope="module")
def large() -> bytes:
    """A film whose captions take well over a hundred megabytes."""
    return large_film(12_000)


def large_film(cues: int) -> bytes:
    line = "<i>Line</i> of many " * 20
    return mkv(Text([(100 * n, 90, f"{line}{n}") for n in range(cues)]))


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels limit otherwise")
@pytest.mark.parametrize(
    ("own", "code"),
    [
        (limits(memory_bytes=40 << 20), "MemoryExceeded"),
        (limits(output_bytes=1 << 16), "OutputExceeded"),
        (limits(), ""),
    ],
)
def test_limits_of_real_children(
    children: Children, films: Films, large: bytes, own: ChildLimits, code: str
) -> None:
    (films.folder / "films" / "large.mkv").write_bytes(large)

    assert real(children, films, "oss://films/large.mkv", own) == code
    assert films.written().keys() == (set() if code else {"0.srt"})


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels limit otherwise")
def test_processor_time_of_a_real_child(children: Children, films: Films) -> None:
    # Work of many seconds: a limit is one second at least, and machines get faster.
    (films.folder / "films" / "large.mkv").write_bytes(large_film(30_000))
    targets = tuple(
        TargetSpec(format=name, template=f"oss://out/{{streamindex}}.{name}")
        for name in ("srt", "webvtt", "ass", "jsonl", "txt")
    )
    own = limits(processor_s=1, memory_bytes=4 << 30)

    assert real(children, films, "oss://films/large.mkv", own, targets=targets) == (
        "ProcessorTimeExceeded"
    )


def test_output_below_a_file_is_the_caller_s_mistake(children: Children, films: Films) -> None:
    source = films.put()
    target = TargetSpec(format="srt", template=f"{source}/{{streamindex}}.srt")

    assert real(children, films, source, limits(), targets=(target,)) == "UsageError"


def test_time_of_a_real_child(children: Children, films: Films) -> None:
    with RangeServer() as server:
        server.latency_s = 30
        begun = time.monotonic()

        assert real(children, films, server.url("/film"), limits(), 0.5) == "TimeExceeded"
        assert time.monotonic() - begun < 2


def test_real_child_that_is_killed(children: Children, films: Films) -> None:
    class Killer(Keeper):
        def owns(self) -> bool:
            assert child.pid is not None
            os.kill(child.pid, signal.SIGSEGV)
            return True

    child = children.launch(films.job(films.put()))
    while child.pid is None:
        child.hear(0)
    ending = supervise(child, Killer(), LIMITS, 30)

    assert isinstance(ending, Failed)
    assert ending.failure.code == "ProcessDied"
    assert "SIGSEGV" in ending.failure.message


def test_child_reads_and_writes_a_bucket_of_another_store(children: Children, films: Films) -> None:
    with s3_server.s3_server() as server:
        films.put()
        film = (films.folder / "films" / "film.mkv").read_bytes()
        server.client.put_object(Bucket=s3_server.BUCKET, Key="a/film.mkv", Body=film)
        bucket = Bucket(
            kind="s3",
            name=s3_server.BUCKET,
            endpoint=server.endpoint,
            region="us-east-1",
            access_key_id=s3_server.KEY_ID,
            access_key_secret=s3_server.SECRET,
        )
        films.store = StoreOptions(buckets=Buckets(named={"there": bucket}))
        target = TargetSpec(format="webvtt", template="oss://there/b/{streamindex}.vtt")

        assert real(children, films, "oss://there/a/film.mkv", limits(), targets=(target,)) == ""
        answer = server.client.get_object(Bucket=s3_server.BUCKET, Key="b/0.vtt")
        assert answer["Body"].read().startswith(b"WEBVTT")
