"""Tasks as an attempt sees them: while the database does not answer, it waits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from threading import Event
from typing import TypeVar

from cuelift.errors import TransientError
from cuelift.jobs.model import Failure, Task, TaskResult, Usage
from cuelift.jobs.worker.attempt import HandedBack, Tasks

_log = logging.getLogger(__name__)
T = TypeVar("T")

PAUSE_S = 1.0


class PatientTasks:
    """Asks again until the database answers, or the worker ends."""

    def __init__(self, tasks: Tasks, stopping: Event, pause_s: float = PAUSE_S) -> None:
        self._tasks = tasks
        self._stopping = stopping
        self._pause_s = pause_s

    def begin(self, task: str, token: str, now_ns: int) -> Task | None:
        """As of ``TaskRepository``."""
        return self._patiently(lambda: self._tasks.begin(task, token, now_ns))

    def owns(self, task: str, token: str) -> bool:
        """As of ``TaskRepository``."""
        return self._patiently(lambda: self._tasks.owns(task, token))

    def finish(
        self,
        task: str,
        token: str | None,
        result: TaskResult | None,
        failure: Failure | None,
        usage: Iterable[Usage],
        now_ns: int,
    ) -> bool:
        """As of ``TaskRepository``."""
        rows = list(usage)
        return self._patiently(
            lambda: self._tasks.finish(task, token, result, failure, rows, now_ns)
        )

    def _patiently(self, call: Callable[[], T]) -> T:
        while True:
            try:
                return call()
            except TransientError as error:
                _log.warning("the database does not answer", extra={"error": error.message})
                if self._stopping.wait(self._pause_s):
                    raise HandedBack from error
