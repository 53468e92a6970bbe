"""One attempt, from taking up a task to its end."""

from __future__ import annotations

import time
from collections.abc import Iterator

import msgspec
import pytest

from cuelift.errors import UsageError
from cuelift.jobs.database.opening import Database, open_database
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.model import Failure, Project, Task, TaskResult
from cuelift.jobs.worker import attempt as attempt_module
from cuelift.jobs.worker.attempt import Again, HandedBack, Settings, run_attempt
from cuelift.jobs.worker.children import Child, Children, NoChildError
from cuelift.jobs.worker.supervise import Gone
from cuelift.jobs.worker.wire import Done, ExtractJob, Failed, Job, WriteJob
from tests.jobs.worker.conftest import LIMITS, Films

BUSY = Failed(failure=Failure(code="TransientError", message="busy"), transient=True)


class Bench:
    """A task, and attempts at it."""

    def __init__(self, database: Database, films: Films) -> None:
        self.tasks = database.tasks
        self.usage = database.usage
        self.films = films
        self.settings = Settings(
            limits=LIMITS, store=films.store, wall_s=30, max_read=1.0, attempts=3
        )
        self.told: list[tuple[str, int]] = []
        now = time.time_ns()
        database.projects.create(Project(name="p", created_ns=now, updated_ns=now), 10)

    def task(self, source: str | None = None, **more: object) -> None:
        spec = self.films.spec(source or self.films.put(), **more)
        self.tasks.create(Task(id="t", project="p", kind="k", spec=spec, created_ns=1), 10)

    def attempt(self, children: object, **more: object) -> Again | None:
        return run_attempt(
            "t",
            tasks=self.tasks,
            children=children,  # type: ignore[arg-type]
            settings=msgspec.structs.replace(self.settings, **more),
            progress=lambda task, token, percent: self.told.append((task, percent)),
        )

    @property
    def found(self) -> Task:
        task = self.tasks.find("t")
        assert task is not None
        return task


@pytest.fixture
def bench(films: Films) -> Iterator[Bench]:
    database = open_database("sqlite://", Keyring.make())
    yield Bench(database, films)
    database.close()


class Scripted:
    """Instead of children: what becomes of each job."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *endings: object) -> None:
        self.endings = list(endings)
        self.jobs: list[Job] = []
        monkeypatch.setattr(attempt_module, "supervise", self._supervise)

    def launch(self, job: Job) -> Child:
        self.jobs.append(job)
        return None  # type: ignore[return-value]

    def _supervise(self, child: Child, guard: object, *_: object) -> Done | Failed:
        ending = self.endings.pop(0)
        if isinstance(ending, Exception):
            raise ending
        assert isinstance(ending, Done | Failed)
        return ending


def test_task_succeeds(bench: Bench, children: Children) -> None:
    bench.task()

    assert bench.attempt(children) is None
    task = bench.found
    assert (task.status, task.attempts, task.progress) == ("succeeded", 1, 100)
    assert task.result is not None
    assert task.result.tracks[0].outputs == ("oss://out/0.srt",)
    assert [(row.track, row.item) for row in bench.usage.records("p", 0, 2**62)] == [(0, "text")]
    assert bench.attempt(children) is None
    assert bench.found.attempts == 1


def test_task_fails_for_good(bench: Bench, children: Children) -> None:
    bench.task("oss://films/none.mkv")

    assert bench.attempt(children) is None
    assert bench.found.status == "failed"
    assert bench.found.failure is not None
    assert bench.found.failure.code == "NotFound"


def test_progress_names_the_task(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.task()

    def supervise(child: Child, guard: attempt_module._Guard, *_: object) -> Done:
        assert guard.owns()
        guard.progress(7)
        return Done(result=TaskResult())

    monkeypatch.setattr(attempt_module, "supervise", supervise)
    scripted = Scripted.__new__(Scripted)
    scripted.jobs = []
    bench.attempt(scripted)

    assert bench.told == [("t", 7)]


def test_failure_that_may_pass_is_tried_again_so_often(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.task()
    scripted = Scripted(monkeypatch, BUSY, NoChildError("no fork"), BUSY)

    assert bench.attempt(scripted) == Again(1.0, 1)
    assert bench.attempt(scripted) == Again(5.0, 2)
    assert bench.found.status == "running"
    assert bench.attempt(scripted) is None
    assert bench.found.failure == Failure(code="TransientError", message="busy (tried 3 times)")


def test_pauses_end_at_a_minute(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.task()
    scripted = Scripted(monkeypatch, *[BUSY] * 6)
    pauses = [bench.attempt(scripted, attempts=9) for _ in range(6)]

    assert [again.after_s for again in pauses if again] == [1, 5, 25, 60, 60, 60]


def test_task_that_costs_its_workers_their_lives_is_given_up(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.task()
    for number in range(3):
        bench.tasks.begin("t", f"dead {number}", 1)

    assert bench.attempt(Scripted(monkeypatch)) is None
    assert bench.found.failure is not None
    assert bench.found.failure.code == "TooManyAttempts"


def test_lost_attempt_leaves_the_task_alone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.task()

    assert bench.attempt(Scripted(monkeypatch, Gone(handed_back=False))) is None
    assert bench.found.status == "running"


def test_ending_worker_hands_the_task_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.task()
    with pytest.raises(HandedBack):
        bench.attempt(Scripted(monkeypatch, Gone(handed_back=True)))

    assert bench.found.status == "running"


def test_result_of_an_attempt_that_was_overtaken_is_dropped(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.task()

    def supervise(*_: object) -> Done:
        bench.tasks.begin("t", "another", 1)
        return Done(result=TaskResult())

    scripted = Scripted(monkeypatch)
    monkeypatch.setattr(attempt_module, "supervise", supervise)

    assert bench.attempt(scripted) is None
    assert bench.found.status == "running"


def test_unexpected_error_is_logged(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bench.task()
    bench.attempt(
        Scripted(monkeypatch, Failed(failure=Failure(code="InternalError", message="oh")))
    )

    assert "extraction failed unexpectedly" in caplog.text
    assert bench.found.failure == Failure(code="InternalError", message="oh")


def test_detailed_result_is_written(bench: Bench, children: Children) -> None:
    bench.task(details_uri="oss://out/details.json")

    def render(task: Task, result: TaskResult | None, failure: Failure | None) -> bytes:
        assert result is not None
        return f"{task.id} {len(result.tracks)} {failure}".encode()

    bench.attempt(children, render=render)

    assert bench.films.written()["details.json"] == "t 1 None"
    assert bench.found.result is not None
    assert bench.found.result.requests["put"] == 2


def test_detailed_result_of_a_failed_task_is_written_too(bench: Bench, children: Children) -> None:
    bench.task("oss://films/none.mkv", details_uri="oss://out/details.json")
    bench.attempt(
        children, render=lambda task, result, failure: f"{failure and failure.code}".encode()
    )

    assert bench.films.written() == {"details.json": "NotFound"}
    assert bench.found.result is None


@pytest.mark.parametrize("fault", ["write", "render"])
def test_detailed_result_that_cannot_be_written_is_a_warning(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def render(*_: object) -> bytes:
        if fault == "render":
            raise UsageError("cannot be told")
        return b"{}"

    bench.task(details_uri="oss://out/details.json")
    denied = Failed(failure=Failure(code="AccessDenied", message="denied"))
    scripted = Scripted(monkeypatch, Done(result=TaskResult()), denied)
    bench.attempt(scripted, render=render)

    assert isinstance(scripted.jobs[0], ExtractJob)
    assert [type(job) for job in scripted.jobs[1:]] == ([WriteJob] if fault == "write" else [])
    assert bench.found.status == "succeeded"
    assert bench.found.result is not None
    [warning] = bench.found.result.warnings
    assert warning.startswith("the detailed result could not be written: ")


def test_without_a_renderer_no_detailed_result_is_written(bench: Bench, children: Children) -> None:
    bench.task(details_uri="oss://out/details.json")
    bench.attempt(children)

    assert bench.films.written().keys() == {"0.srt"}
