"""The engine with a stand-in for its worker."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from cuelift.errors import ServiceError, TransientError, UsageError
from cuelift.jobs.config import Config, Limits
from cuelift.jobs.database.opening import Database, open_database
from cuelift.jobs.engine.engine import DbosEngine
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.model import Project, Task, TaskSpec
from cuelift.jobs.worker.attempt import Again, HandedBack

CONFIG = Config(heartbeat_s=0.2, limits=Limits(concurrency=4, project_concurrency=3))
Progress = Callable[[str, str, int], None]


class StandIn:
    """A worker whose attempts are a function of the test's."""

    concurrency = 4

    def __init__(self, tasks: Any, attempt: Callable[[str], Again | None]) -> None:
        self.ran: list[str] = []
        self.leaving = threading.Event()
        self._tasks = tasks
        self._attempt = attempt

    def start(self) -> None: ...

    def run(self, task: str, priority: int, progress: Progress) -> Again | None:
        self.ran.append(task)
        if self._tasks.begin(task, f"token {len(self.ran)}", time.time_ns()) is None:
            return None
        again = self._attempt(task)
        if again is None:
            self._tasks.finish(task, None, None, None, (), time.time_ns())
        return again

    def hand_back(self) -> None:
        self.leaving.set()

    def close(self) -> None: ...


class Bench:
    """An engine and what it works with."""

    def __init__(self, url: str, engine_url: str) -> None:
        self.url = engine_url
        self.database: Database = open_database(url, Keyring(bytes(32)))
        self.tasks = self.database.tasks
        self.engines: list[DbosEngine] = []
        for name, limit in (("p", None), ("one", 1)):
            now = time.time_ns()
            self.database.projects.create(
                Project(name=name, created_ns=now, updated_ns=now, concurrency=limit), 10
            )

    def engine(self, worker: Any = None, **more: Any) -> DbosEngine:
        parts: dict[str, Any] = {
            "config": CONFIG,
            "tasks": self.tasks,
            "projects": self.database.projects,
            "executors": self.database.executors,
            "keys": self.database.keys,
            "worker": worker,
        }
        made = DbosEngine(self.url, **(parts | more))
        self.engines.append(made)
        made.start()
        return made

    def create(self, name: str, project: str = "p", age_s: float = 0) -> str:
        created_ns = time.time_ns() - int(age_s * 1e9)
        spec = TaskSpec(source="oss://b/film")
        self.tasks.create(
            Task(id=name, project=project, kind="k", created_ns=created_ns, spec=spec), 1000
        )
        return name

    def wait(self, *names: str, within_s: float = 10) -> None:
        deadline = time.monotonic() + within_s
        while left := [name for name in names if self.found(name).status == "running"]:
            assert time.monotonic() < deadline, left
            time.sleep(0.02)

    def found(self, name: str) -> Task:
        task = self.tasks.find(name)
        assert task is not None
        return task

    def close(self) -> None:
        for engine in self.engines:
            engine.stop(0)
        self.database.close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(f"sqlite:///{tmp_path}/cuelift.sqlite", f"sqlite:///{tmp_path}/engine.sqlite")
    yield bench
    bench.close()


def until(done: Callable[[], bool], within_s: float = 10) -> None:
    deadline = time.monotonic() + within_s
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_submitted_task_runs_once_however_often_it_is_submitted(bench: Bench) -> None:
    worker = StandIn(bench.tasks, lambda task: None)
    engine = bench.engine(worker)
    for _ in range(3):
        engine.submit(bench.create("t") if not bench.tasks.find("t") else "t", "p", 0)
    bench.wait("t")
    engine.submit("t", "p", 0)
    time.sleep(0.3)

    assert worker.ran == ["t"]


@pytest.mark.postgres
def test_task_runs_on_postgres(postgres_url: str) -> None:
    bench = Bench(postgres_url, postgres_url)
    worker = StandIn(bench.tasks, lambda task: None)
    engine = bench.engine(worker, keys=None)
    engine.submit(bench.create("t"), "p", 0)
    bench.wait("t")
    bench.database.executors.beat("another", "there", "1")
    time.sleep(0.5)

    assert worker.ran == ["t"]
    assert set(bench.database.executors.known()) == {engine.executor, "another"}
    bench.close()


def test_task_that_is_gone_is_not_handed_back(bench: Bench) -> None:
    def attempt(task: str) -> None:
        bench.tasks.finish(task, None, None, None, (), 1)
        bench.tasks.purge(2, 10)
        raise HandedBack

    engine = bench.engine(StandIn(bench.tasks, attempt))
    engine.submit(bench.create("t"), "p", 0)
    until(lambda: bench.tasks.find("t") is None)
    engine.stop(0)

    assert bench.engine()._connected.states(["t"]) == {"t": "PENDING"}


def test_attempt_that_may_be_tried_again_is(bench: Bench) -> None:
    worker = StandIn(bench.tasks, lambda task: Again(0.1, 1) if len(worker.ran) == 1 else None)
    engine = bench.engine(worker)
    engine.submit(bench.create("t"), "p", 0)
    bench.wait("t")

    assert worker.ran == ["t", "t"]
    assert engine._connected.states(["t.1"])["t.1"] in ("PENDING", "SUCCESS")


def test_project_with_a_limit_of_its_own_runs_so_many_at_once(bench: Bench) -> None:
    lock = threading.Lock()
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()

    def attempt(task: str) -> None:
        project = task[0]
        with lock:
            now[project] += 1
            most[project] = max(most[project], now[project])
        time.sleep(0.15)
        with lock:
            now[project] -= 1

    engine = bench.engine(StandIn(bench.tasks, attempt))
    names = [bench.create(f"p{n}") for n in range(9)]
    names += [bench.create(f"o{n}", "one") for n in range(4)]
    for name in names:
        engine.submit(name, "p" if name[0] == "p" else "one", 0)
    bench.wait(*names)

    assert most == {"p": 3, "o": 1}


def test_cancelled_task_has_failed_and_leaves_its_queue(bench: Bench) -> None:
    engine = bench.engine()
    engine.submit(bench.create("t"), "p", 0)
    for _ in range(2):
        engine.cancel("t")

    failure = bench.found("t").failure
    assert failure is not None
    assert failure.code == "TaskCancelled"
    assert engine._connected.states(["t"]) == {"t": "CANCELLED"}


def test_task_is_spread_over_workers_in_pieces(bench: Bench) -> None:
    results: list[Any] = []
    worker = StandIn(
        bench.tasks, lambda task: results.extend(engine.fan_out("double", [1, 2, {"a": "é"}]))
    )
    engine = bench.engine(worker, works={"double": lambda item: [item, item]})
    engine.submit(bench.create("t"), "p", 0)
    bench.wait("t", within_s=20)

    assert results == [[1, 1], [2, 2], [{"a": "é"}, {"a": "é"}]]


def test_task_that_was_created_but_never_queued_runs(bench: Bench) -> None:
    worker = StandIn(bench.tasks, lambda task: None)
    bench.create("t", age_s=60)
    bench.engine(worker)
    bench.wait("t")

    assert worker.ran == ["t"]
    assert bench.engines[0].reap() == 0


def test_ending_engine_hands_its_tasks_back(bench: Bench) -> None:
    def attempt(task: str) -> None:
        worker.leaving.wait(20)
        raise HandedBack

    worker = StandIn(bench.tasks, attempt)
    engine = bench.engine(worker)
    engine.submit(bench.create("t"), "p", 0)
    until(lambda: bench.found("t").attempts == 1)
    begun = time.monotonic()
    engine.stop(0.5)

    assert time.monotonic() - begun < 5
    assert bench.engine()._connected.states(["t"]) == {"t": "ENQUEUED"}
    assert engine.executor not in bench.database.executors.known()

    worker = StandIn(bench.tasks, lambda task: None)
    bench.engine(worker)
    bench.wait("t")
    assert worker.ran == ["t"]


def test_ending_engine_waits_for_what_may_still_finish(bench: Bench) -> None:
    engine = bench.engine(StandIn(bench.tasks, lambda task: time.sleep(0.7)))
    engine.submit(bench.create("t"), "p", 0)
    until(lambda: bench.found("t").attempts == 1)
    engine.stop(10)

    assert bench.found("t").status == "succeeded"


def test_sqlite_file_has_one_worker_and_any_number_of_others(bench: Bench) -> None:
    bench.engine(StandIn(bench.tasks, lambda task: None))
    bench.engine()

    with pytest.raises(UsageError, match="another worker"):
        bench.engine(StandIn(bench.tasks, lambda task: None))


def test_progress_is_kept_once_a_second_and_never_troubles(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []

    def report(task: str, token: str, percent: int) -> bool:
        kept.append(percent)
        raise TransientError("the database does not answer")

    monkeypatch.setattr(bench.tasks, "report", report)
    engine = bench.engine()
    for percent in range(50):
        engine.progress("t", "token", percent)
    engine.progress("other", "token", 99)

    assert kept == [0, 99]


def test_submitting_does_not_need_the_engines_database(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = bench.engine()

    def refuse(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("insert", {}, Exception("gone"))

    monkeypatch.setattr(engine._connected, "enqueue", refuse)
    engine.submit(bench.create("t"), "p", 0)

    assert "task not queued yet" in caplog.text


def test_chores_that_fail_are_tried_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    beats: list[float] = []

    def beat(executor_id: str, host: str, version: str) -> None:
        beats.append(time.monotonic())
        if len(beats) == 2:
            raise TransientError("the database does not answer")

    monkeypatch.setattr(bench.database.executors, "beat", beat)
    bench.engine(StandIn(bench.tasks, lambda task: None))
    until(lambda: len(beats) > 3)

    assert "heartbeat failed" in caplog.text


def test_worker_alone_with_its_file_takes_over_at_once(bench: Bench) -> None:
    bench.database.executors.beat("killed just now", "here", "1")
    engine = bench.engine(StandIn(bench.tasks, lambda task: None))

    assert bench.database.executors.known() == [engine.executor]


def test_ending_engine_lives_until_its_tasks_have_ended(bench: Bench) -> None:
    beats: list[float] = []
    engine = bench.engine(StandIn(bench.tasks, lambda task: time.sleep(1.5)))
    real = bench.database.executors.beat

    def beat(*values: str) -> None:
        beats.append(time.monotonic())
        real(*values)

    engine.submit(bench.create("t"), "p", 0)
    until(lambda: bench.found("t").attempts == 1)
    begun = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench.database.executors, "beat", beat)
        engine.stop(10)

    assert beats[-1] - begun > 0.8
    assert bench.found("t").status == "succeeded"


def test_engine_that_is_not_started_says_so(bench: Bench) -> None:
    engine = DbosEngine(
        bench.url,
        config=CONFIG,
        tasks=bench.tasks,
        projects=bench.database.projects,
        executors=bench.database.executors,
    )

    with pytest.raises(ServiceError, match="not started"):
        engine.submit("t", "p", 0)
    with pytest.raises(ServiceError, match="not started"):
        engine.reap()
    with pytest.raises(ServiceError, match="from within tasks"):
        engine.fan_out("double", [1])
    engine.stop()
