"""How many attempts run at once, and in which order."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cuelift.jobs.config import Config, Limits
from cuelift.jobs.database.opening import Database, open_database
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.model import Project, Task
from cuelift.jobs.worker import worker as worker_module
from cuelift.jobs.worker.attempt import HandedBack
from cuelift.jobs.worker.worker import Slots, Worker, concurrency_of, settings_of
from tests.jobs.worker.conftest import Films
from tests.support.range_server import RangeServer


def until(done: Callable[[], bool], within_s: float = 10) -> None:
    deadline = time.monotonic() + within_s
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def in_threads(*calls: Callable[[], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    return threads


def test_those_with_lower_numbers_come_first_and_others_in_turn() -> None:
    slots = Slots(1, threading.Event())
    came: list[str] = []

    def come(name: str, priority: int) -> Callable[[], None]:
        def call() -> None:
            with slots.place(priority):
                came.append(name)

        return call

    with slots.place(0):
        threads = []
        for number, (name, priority) in enumerate([("b", 5), ("c", 5), ("d", 9), ("a", 1)], 1):
            threads += in_threads(come(name, priority))
            until(lambda number=number: len(slots._waiting) == number)  # type: ignore[misc]
        assert slots.taken == 1
    for thread in threads:
        thread.join()

    assert came == ["a", "b", "c", "d"]
    assert slots.taken == 0


def test_ending_worker_gives_no_place() -> None:
    stopping = threading.Event()
    slots = Slots(1, stopping)
    ended: list[str] = []

    def come() -> None:
        try:
            with slots.place(0):
                ended.append("came")
        except HandedBack:
            ended.append("back")

    with slots.place(0):
        [thread] = in_threads(come)
        until(lambda: len(slots._waiting) == 1)
        stopping.set()
        slots.wake()
        thread.join()

    assert ended == ["back"]


def test_limits_come_from_the_configuration(films: Films, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(memory_mb=3, processor_s=4, output_mb=5, wall_s=6, max_read=0.5, attempts=7)
    settings = settings_of(Config(limits=limits), films.store, None)

    assert settings.limits.memory_bytes == 3 << 20
    assert settings.limits.processor_s == 4
    assert settings.limits.output_bytes == 5 << 20
    assert (settings.wall_s, settings.max_read, settings.attempts) == (6, 0.5, 7)

    assert concurrency_of(Config(limits=Limits(concurrency=9))) == 9
    assert concurrency_of(Config()) == 2 * len(os.sched_getaffinity(0))
    monkeypatch.delattr(worker_module.os, "sched_getaffinity")
    assert concurrency_of(Config()) == 4


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database("sqlite://", Keyring.make())
    now = time.time_ns()
    database.projects.create(Project(name="p", created_ns=now, updated_ns=now), 10)
    yield database
    database.close()


def create(database: Database, films: Films, name: str, source: str) -> None:
    spec = films.spec(source)
    database.tasks.create(Task(id=name, project="p", kind="k", spec=spec, created_ns=1), 10)


def test_worker_runs_tasks_and_hands_back_those_it_cannot_finish(
    database: Database, films: Films
) -> None:
    worker = Worker(database.tasks, Config(limits=Limits(concurrency=2)), films.store)
    ended: list[str] = []

    def run(name: str) -> Callable[[], None]:
        def call() -> None:
            try:
                worker.run(name, 0, lambda *_: None)
                ended.append(name)
            except HandedBack:
                ended.append(f"{name} back")

        return call

    create(database, films, "quick", films.put())
    worker.start()
    assert worker.children is not None
    run("quick")()
    assert ended == ["quick"]
    with RangeServer() as server:
        server.latency_s = 30
        create(database, films, "slow", server.url("/film"))
        [thread] = in_threads(run("slow"))
        until(lambda: bool(server.log) and worker.running == 1)
        worker.hand_back()
        thread.join(5)
    worker.close()

    assert ended == ["quick", "slow back"]


def test_cancelled_task_stops_within_about_a_second(database: Database, films: Films) -> None:
    worker = Worker(database.tasks, Config(), films.store)
    worker.start()
    with RangeServer() as server:
        server.latency_s = 30
        create(database, films, "t", server.url("/film"))
        [thread] = in_threads(lambda: worker.run("t", 0, lambda *_: None) and None)
        until(lambda: bool(server.log))
        database.tasks.finish("t", None, None, None, (), time.time_ns())
        begun = time.monotonic()
        thread.join(5)
    worker.close()

    assert time.monotonic() - begun < 2.5
