"""Hands on what dead workers held, queues what was never queued, forgets what is old."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Protocol

from cuelift.jobs.config import Config
from cuelift.jobs.engine.queues import EXTRACT
from cuelift.jobs.model import Failure, Task
from cuelift.jobs.ports import TaskRepository

_log = logging.getLogger(__name__)

NS = 1_000_000_000
DAY_S = 86_400
UNQUEUED_S = 15.0
"""A task without a workflow may be one that is just about to be queued."""
BATCH = 1000
UNFINISHED = 20_000
LIVE = frozenset(("PENDING", "ENQUEUED", "DELAYED"))
"""States of workflows that will run, or do."""


class Executors(Protocol):
    """Who is alive."""

    def beat(self, executor_id: str, host: str, version: str) -> None: ...

    def dead(self, older_than_s: float) -> list[str]: ...

    def known(self) -> list[str]: ...

    def forget(self, executor_id: str) -> None: ...

    def reaping(self) -> AbstractContextManager[bool]: ...


class Workflows(Protocol):
    """The part of ``Client`` that is needed here."""

    def pending(self) -> list[tuple[str, str, str | None]]: ...

    def states(self, workflows: Sequence[str]) -> dict[str, str]: ...

    def requeue(self, workflow: str, queue: str) -> None: ...

    def delete(self, workflows: Sequence[str]) -> None: ...

    def delete_ended(self, before: datetime) -> int: ...


def retry_id(task: str, attempt: int) -> str:
    """The workflow that tries a task again after an attempt."""
    return f"{task}.{attempt}"


def all_ids(task: str, attempts: int) -> list[str]:
    """Every workflow that a task may have."""
    return [task, *(retry_id(task, number) for number in range(1, attempts + 1))]


class Reaper:
    """One sweep at a time, over all processes: the executors' lock sees to that."""

    def __init__(
        self,
        config: Config,
        tasks: TaskRepository,
        executors: Executors,
        workflows: Workflows,
        submit: Callable[[Task], None],
    ) -> None:
        """Takes what it works on.

        Args:
            config: for its times.
            tasks: where tasks are kept.
            executors: who is alive.
            workflows: what the engine has.
            submit: queues a task that has no workflow.
        """
        self._config = config
        self._tasks = tasks
        self._executors = executors
        self._workflows = workflows
        self._submit = submit

    def take_over(self) -> int:
        """Puts back into their queues the workflows of executors that are dead or unknown.

        Returns: how many; those that could not be put back are found again next time.
        """
        with self._executors.reaping() as mine:
            if not mine:
                return 0
            dead = set(self._executors.dead(self._config.dead_after_s))
            living = set(self._executors.known()) - dead
            pending = self._workflows.pending()
            # One that began between the two lists is no orphan.
            living |= set(self._executors.known()) - dead
            orphans = [row for row in pending if row[1] not in living]
            for workflow, executor, queue in orphans:
                self._workflows.requeue(workflow, queue or EXTRACT)
                _log.warning(
                    "taken over from a dead worker",
                    extra={"workflow": workflow, "executor": executor},
                )
            for executor in dead - {row[1] for row in pending}:
                self._executors.forget(executor)
        return len(orphans)

    def requeue_lost(self) -> int:
        """Queues unfinished tasks that have no workflow: their creator died in between."""
        with self._executors.reaping() as mine:
            if not mine:
                return 0
            before_ns = time.time_ns() - int(UNQUEUED_S * NS)
            unfinished = self._tasks.unfinished(before_ns, UNFINISHED)
            states = self._workflows.states(unfinished)
            doubtful = [
                task
                for task in unfinished
                if states.get(task) not in ("PENDING", "ENQUEUED", "DELAYED")
            ]
            return sum(self._revive(task, states.get(task)) for task in doubtful)

    def _revive(self, name: str, state: str | None) -> bool:
        task = self._tasks.find(name)
        if task is None or task.status != "running":
            return False
        if state == "CANCELLED":
            told = Failure(code="TaskCancelled", message="the task was cancelled")
            self._tasks.finish(name, None, None, told, (), time.time_ns())
            return False
        if state is not None:
            retries = self._workflows.states(all_ids(name, task.attempts)[1:])
            if any(found in LIVE for found in retries.values()):
                return False
            self._workflows.delete([name, *retries])
        self._submit(task)
        _log.warning("queued a task that had no workflow", extra={"task": name})
        return True

    def forget_old(self) -> int:
        """Deletes tasks and workflows that ended long ago; returns how many tasks."""
        kept_s = self._config.retention_days * DAY_S
        before_ns = time.time_ns() - int(kept_s * NS)
        total = 0
        while gone := self._tasks.purge(before_ns, BATCH):
            total += len(gone)
        before = datetime.fromtimestamp(before_ns / NS, UTC)
        while self._workflows.delete_ended(before):
            pass
        return total
