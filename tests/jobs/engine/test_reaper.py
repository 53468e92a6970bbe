"""What a sweep hands on, queues and forgets."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from cuelift.jobs.config import Config, Limits
from cuelift.jobs.database.opening import Database, open_database
from cuelift.jobs.engine.reaper import Reaper, all_ids
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.model import Project, Task, TaskSpec

HOUR_NS = 3_600_000_000_000


class People:
    """Executors: ``living`` beat just now, ``ill`` long ago."""

    def __init__(self, living: Sequence[str] = (), ill: Sequence[str] = ()) -> None:
        self.living = list(living)
        self.ill = list(ill)
        self.free = True

    def beat(self, executor_id: str, host: str, version: str) -> None:
        self.living.append(executor_id)

    def dead(self, older_than_s: float) -> list[str]:
        assert older_than_s == 20
        return list(self.ill)

    def known(self) -> list[str]:
        return [*self.living, *self.ill]

    def forget(self, executor_id: str) -> None:
        self.ill.remove(executor_id)

    @contextmanager
    def reaping(self) -> Iterator[bool]:
        yield self.free


class Workflows:
    """What the engine has."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str | None]] = []
        self.known: dict[str, str] = {}
        self.requeued: list[tuple[str, str]] = []
        self.deleted: list[str] = []
        self.cleared: list[datetime] = []

    def pending(self) -> list[tuple[str, str, str | None]]:
        return self.rows

    def states(self, workflows: Sequence[str]) -> dict[str, str]:
        return {name: self.known[name] for name in workflows if name in self.known}

    def requeue(self, workflow: str, queue: str) -> None:
        self.requeued.append((workflow, queue))

    def delete(self, workflows: Sequence[str]) -> None:
        self.deleted += workflows

    def delete_ended(self, before: datetime) -> int:
        self.cleared.append(before)
        return 2 - len(self.cleared)


class Bench:
    """A reaper among doubles, with real tasks."""

    def __init__(self, database: Database) -> None:
        self.tasks = database.tasks
        self.people = People()
        self.workflows = Workflows()
        self.submitted: list[str] = []
        config = Config(limits=Limits(attempts=2))
        self.reaper = Reaper(
            config,
            database.tasks,
            self.people,
            self.workflows,
            lambda task: self.submitted.append(task.id),
        )
        now = time.time_ns()
        database.projects.create(Project(name="p", created_ns=now, updated_ns=now), 10)

    def task(self, name: str, age_s: float = 60) -> str:
        created_ns = time.time_ns() - int(age_s * 1e9)
        spec = TaskSpec(source="oss://b/film")
        new = Task(id=name, project="p", kind="k", created_ns=created_ns, spec=spec)
        self.tasks.create(new, 100)
        return name


@pytest.fixture
def bench() -> Iterator[Bench]:
    database = open_database("sqlite://", Keyring.make())
    yield Bench(database)
    database.close()


def test_workflows_of_the_dead_and_the_unknown_go_back_to_their_queues(bench: Bench) -> None:
    bench.people = bench.reaper._executors = People(["well"], ["ill", "gone"])
    bench.workflows.rows = [
        ("a", "well", "extract"), ("b", "ill", "extract.3"), ("c", "nobody", None), ("d", "", "q"),
    ]  # fmt: skip

    assert bench.reaper.take_over() == 3
    assert bench.workflows.requeued == [("b", "extract.3"), ("c", "extract"), ("d", "q")]
    assert bench.people.ill == ["ill"]  # kept until nothing is left of it


def test_only_one_process_sweeps_at_a_time(bench: Bench) -> None:
    bench.people.free = False
    bench.workflows.rows = [("a", "nobody", "extract")]
    bench.task("t")

    assert bench.reaper.take_over() == 0
    assert bench.reaper.requeue_lost() == 0
    assert not bench.workflows.requeued
    assert not bench.submitted


def test_executor_that_began_during_the_sweep_keeps_its_workflows(bench: Bench) -> None:
    class Late(Workflows):
        def pending(self) -> list[tuple[str, str, str | None]]:
            bench.people.living.append("new")
            return [("a", "new", "extract")]

    bench.reaper._workflows = late = Late()

    assert bench.reaper.take_over() == 0
    assert not late.requeued


@pytest.mark.parametrize("state", ["PENDING", "ENQUEUED", "DELAYED"])
def test_task_with_a_living_workflow_is_left_alone(bench: Bench, state: str) -> None:
    bench.workflows.known = {bench.task("t"): state}

    assert bench.reaper.requeue_lost() == 0
    assert not bench.submitted


def test_task_that_was_never_queued_is_queued(bench: Bench) -> None:
    bench.task("lost")
    bench.task("new", age_s=1)

    assert bench.reaper.requeue_lost() == 1
    assert bench.submitted == ["lost"]


def test_task_whose_workflow_ended_without_it_is_queued_anew(bench: Bench) -> None:
    bench.workflows.known = {bench.task("t"): "ERROR", "t.1": "SUCCESS"}
    bench.tasks.begin("t", "token", 1)

    assert bench.reaper.requeue_lost() == 1
    assert bench.workflows.deleted == ["t", "t.1"]
    assert bench.submitted == ["t"]


def test_task_that_waits_to_be_tried_again_is_left_alone(bench: Bench) -> None:
    bench.workflows.known = {bench.task("t"): "SUCCESS", "t.1": "DELAYED"}
    bench.tasks.begin("t", "token", 1)

    assert bench.reaper.requeue_lost() == 0
    assert not bench.submitted


def test_cancelled_workflow_is_not_revived_but_ends_its_task(bench: Bench) -> None:
    bench.workflows.known = {bench.task("t"): "CANCELLED"}

    assert bench.reaper.requeue_lost() == 0
    task = bench.tasks.find("t")
    assert task is not None
    assert task.failure is not None
    assert task.failure.code == "TaskCancelled"


def test_task_that_ends_during_the_sweep_is_left_alone(bench: Bench) -> None:
    class Ending(Workflows):
        def states(self, workflows: Sequence[str]) -> dict[str, str]:
            bench.tasks.finish("t", None, None, None, (), time.time_ns())
            return {}

    bench.reaper._workflows = Ending()
    bench.task("t")

    assert bench.reaper.requeue_lost() == 0
    assert not bench.submitted


def test_old_tasks_are_forgotten_with_their_workflows(bench: Bench) -> None:
    config = msgspec.structs.replace(bench.reaper._config, retention_days=1 / 24)
    bench.reaper._config = config
    for name, ended_ns in (("old", time.time_ns() - 2 * HOUR_NS), ("new", time.time_ns())):
        bench.tasks.finish(bench.task(name), None, None, None, (), ended_ns)

    assert bench.reaper.forget_old() == 1
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    assert len(bench.workflows.cleared) == 2
    assert abs(bench.workflows.cleared[0] - hour_ago) < timedelta(seconds=10)
    assert bench.tasks.find("old") is None
    assert bench.tasks.find("new") is not None


def test_workflows_of_a_task_are_its_own_and_those_of_its_retries() -> None:
    assert all_ids("t", 2) == ["t", "t.1", "t.2"]
