"""Waiting for a database that does not answer."""

from __future__ import annotations

from threading import Event

import pytest

from cuelift.errors import ServiceError, TransientError
from cuelift.jobs.model import Task, TaskSpec
from cuelift.jobs.worker.attempt import HandedBack
from cuelift.jobs.worker.patience import PatientTasks

TASK = Task(id="t", project="p", kind="k", spec=TaskSpec(source="x"), created_ns=0)


class Shaky:
    """Fails so often, then answers."""

    def __init__(self, failures: int, error: Exception | None = None) -> None:
        self.left = failures
        self.error = error or TransientError("no answer")
        self.usage: list[object] = []

    def _maybe(self) -> None:
        if self.left:
            self.left -= 1
            raise self.error

    def begin(self, task: str, token: str, now_ns: int) -> Task | None:
        self._maybe()
        return TASK

    def owns(self, task: str, token: str) -> bool:
        self._maybe()
        return True

    def finish(self, task, token, result, failure, usage, now_ns) -> bool:  # type: ignore[no-untyped-def]
        self.usage = list(usage)
        self._maybe()
        return True


def test_calls_are_made_until_they_are_answered() -> None:
    shaky = Shaky(3)
    tasks = PatientTasks(shaky, Event(), pause_s=0.001)
    assert tasks.begin("t", "a", 0) is TASK
    shaky.left = 2
    assert tasks.owns("t", "a")
    shaky.left = 2
    assert tasks.finish("t", "a", None, None, iter([1, 2]), 0)  # type: ignore[list-item]
    assert shaky.usage == [1, 2]


def test_ending_worker_does_not_wait() -> None:
    stopping = Event()
    stopping.set()
    with pytest.raises(HandedBack):
        PatientTasks(Shaky(1), stopping).owns("t", "a")


def test_other_errors_are_passed_on() -> None:
    with pytest.raises(ServiceError):
        PatientTasks(Shaky(1, ServiceError("refused")), Event()).owns("t", "a")
