"""The engine: runs what was submitted until it ends, wherever a worker lives.

A task's row says whether it has ended and whose attempt counts; the workflow, whose id is the
task's, only sees to it that somebody works on it. So a workflow may run twice, or for nothing.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from cuelift.errors import CueliftError, ServiceError, UsageError
from cuelift.jobs.config import Config
from cuelift.jobs.engine.queues import QueueChoice, choose_queue
from cuelift.jobs.engine.reaper import Executors, Reaper, all_ids, retry_id
from cuelift.jobs.engine.runtime import Client, HandedOn, Runtime, migrate, open_engine
from cuelift.jobs.model import Failure, Task
from cuelift.jobs.ports import KeyRepository, ProjectRepository, TaskRepository
from cuelift.jobs.worker.attempt import HandedBack
from cuelift.jobs.worker.worker import Worker, concurrency_of
from cuelift.version import __version__

_log = logging.getLogger(__name__)

PROGRESS_S = 1.0
LOST_S = 60.0
"""Between two looks for tasks without a workflow."""
OLD_S = 3600.0
"""Between two clearings away of what is old."""
END_S = 10

Work = Callable[[Any], Any]


class DbosEngine:
    """``Engine`` on DBOS. With a worker it runs tasks, without one it only takes them in."""

    def __init__(
        self,
        url: str,
        *,
        config: Config,
        tasks: TaskRepository,
        projects: ProjectRepository,
        executors: Executors,
        keys: KeyRepository | None = None,
        worker: Worker | None = None,
        works: Mapping[str, Work] | None = None,
    ) -> None:
        """Takes what it works with; ``start`` connects.

        Args:
            url: of the engine's own tables: ``sqlite:///PATH`` (a file) or ``postgresql://...``.
            config: for limits and times.
            tasks: where tasks are kept.
            projects: for their limits.
            executors: who is alive.
            keys: whose nonces are cleared away; None: that is done elsewhere.
            worker: runs tasks here; None: this process only submits.
            works: pieces of work for ``fan_out``, by name.
        """
        self.executor = uuid4().hex
        self._url = url
        self._config = config
        self._tasks = tasks
        self._projects = projects
        self._executors = executors
        self._keys = keys
        self._worker = worker
        self._works = dict(works or {})
        self._leaving = threading.Event()
        self._left = threading.Event()
        self._told: dict[str, float] = {}
        self._threads: list[threading.Thread] = []
        self._runtime: Runtime | None = None
        self._opened: sa.Engine | None = None
        self._client: Client | None = None
        self._reaper: Reaper | None = None
        self._owned: int | None = None

    def start(self) -> None:
        """Connects; with a worker, begins to run tasks.

        Raises:
            UsageError: another worker process has this SQLite file.
            NoChildError: no child processes can be had.
        """
        if self._worker is not None:
            self._own_file()
            self._worker.start()
        migrate(self._url)
        self._opened = open_engine(self._url)
        self._client = Client(self._url, self._opened)
        self._reaper = Reaper(
            self._config, self._tasks, self._executors, self._client, self._resubmit
        )
        if self._worker is None:
            return
        self._beat()
        if self._owned is not None:
            for other in set(self._executors.known()) - {self.executor}:
                self._executors.forget(other)  # this process alone may have the file
        self._reaper.take_over()
        self._register(self._client, self._worker)
        self._runtime = Runtime(self._url, self._opened, self.executor, self._run, self._piece)
        self._runtime.launch()
        for name, target in (("heartbeat", self._keep_beating), ("reaper", self._keep_reaping)):
            thread = threading.Thread(target=target, name=f"cuelift-{name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def _own_file(self) -> None:
        address = sa.make_url(self._url)
        if address.get_backend_name() != "sqlite" or not address.database:
            return
        file = os.open(f"{address.database}.worker", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(file)
            raise UsageError(
                f"another worker uses {address.database}; several need PostgreSQL"
            ) from error
        self._owned = file

    def _register(self, client: Client, worker: Worker) -> None:
        usual = choose_queue(None, self._config.limits.project_concurrency, 0)
        client.ensure_queue(usual, worker.concurrency, update=True)
        client.refresh_queues(worker.concurrency)
        if self._works:
            client.ensure_pieces(worker.concurrency)

    # -- the interface -----------------------------------------------------------------------

    def submit(self, task: str, project: str, priority: int) -> None:
        """Queues a task; once more for the same task changes nothing.

        When the engine's database does not answer, the task is queued later by the reaper.
        """
        try:
            self._enqueue(task, task, project, priority)
        except sa.exc.SQLAlchemyError as error:
            _log.warning("task not queued yet", extra={"task": task, "error": type(error).__name__})

    def cancel(self, task: str) -> None:
        """Stops a task wherever it is; harmless when it has ended.

        Its row ends first: so nobody can bring it back, and the attempt that works on it stops
        within about a second.
        """
        told = Failure(code="TaskCancelled", message="the task was cancelled")
        if self._tasks.finish(task, None, None, told, (), time.time_ns()):
            with suppress(sa.exc.SQLAlchemyError):
                self._connected.withdraw(all_ids(task, self._config.limits.attempts))

    def fan_out(self, work: str, items: Sequence[Any]) -> list[Any]:
        """Runs one named piece of work per item, spread over all workers; results in order."""
        if self._runtime is None:
            raise ServiceError("work is spread from within tasks only")
        return self._runtime.spread(work, items)

    def progress(self, task: str, token: str, percent: int) -> None:
        """Keeps how far an attempt is, about once a second."""
        now = time.monotonic()
        if now - self._told.get(task, -PROGRESS_S) < PROGRESS_S:
            return
        self._told[task] = now
        with suppress(CueliftError):
            self._tasks.report(task, token, percent)

    def reap(self) -> int:
        """Hands on what dead workers held and what was never queued; returns how much."""
        if self._reaper is None:
            raise ServiceError("the engine is not started")
        return self._reaper.take_over() + self._reaper.requeue_lost()

    def stop(self, grace_s: float = 30.0) -> None:
        """Takes no more tasks, lets running ones finish for a while, and hands back the rest.

        Args:
            grace_s: how long they may go on; then their processes are killed, and the tasks are
                in their queues again before this process has gone.
        """
        self._leaving.set()
        if self._worker is not None:
            timer = threading.Timer(grace_s, self._worker.hand_back)
            timer.start()
            if self._runtime is not None:
                self._runtime.stop(int(grace_s) + END_S)
            timer.cancel()
            self._worker.close()
        self._left.set()  # until now it was alive, and others must not take over its tasks
        for thread in self._threads:
            thread.join(END_S)
        if self._runtime is not None:
            with suppress(CueliftError):
                self._executors.forget(self.executor)
        if self._client is not None:
            self._client.close()
        if self._opened is not None:
            self._opened.dispose()
        if self._owned is not None:
            os.close(self._owned)
        self._runtime = self._client = self._opened = self._owned = None

    # -- workflows ---------------------------------------------------------------------------

    @property
    def _connected(self) -> Client:
        if self._client is None:
            raise ServiceError("the engine is not started")
        return self._client

    def _enqueue(
        self, workflow: str, task: str, project: str, priority: int, delay_s: float = 0
    ) -> None:
        queue = self._choose(project, priority)
        self._connected.enqueue(workflow, task, project, queue, delay_s)

    def _choose(self, project: str, priority: int) -> QueueChoice:
        """The queue for tasks of a project, which is made when it is the first of its kind."""
        kept = self._projects.get(project)
        own = kept.concurrency if kept else None
        queue = choose_queue(own, self._config.limits.project_concurrency, priority)
        self._connected.ensure_queue(queue, concurrency_of(self._config))
        return queue

    def _resubmit(self, task: Task) -> None:
        self._enqueue(task.id, task.id, task.project, task.priority)

    def _run(self, workflow: str, task: str, order: int) -> None:
        """One workflow: one attempt."""
        assert self._worker is not None  # noqa: S101 - only workers run workflows
        try:
            again = self._worker.run(task, order, self.progress)
        except HandedBack:
            self._hand_on(workflow, task)
            raise HandedOn from None
        finally:
            self._told.pop(task, None)
        kept = None if again is None else self._tasks.find(task)
        if again is not None and kept is not None:
            next_one = retry_id(task, again.attempt)
            self._enqueue(next_one, task, kept.project, kept.priority, again.after_s)

    def _hand_on(self, workflow: str, task: str) -> None:
        # What fails here is left to the reaper, once this executor has gone.
        with suppress(sa.exc.SQLAlchemyError, CueliftError):
            kept = self._tasks.find(task)
            if kept is not None:
                queue = self._choose(kept.project, kept.priority)
                self._connected.requeue(workflow, queue.name)
                _log.info("task handed back", extra={"task": task})

    def _piece(self, work: str, item: Any) -> Any:
        return self._works[work](item)

    # -- looking after others ----------------------------------------------------------------

    def _beat(self) -> None:
        self._executors.beat(self.executor, socket.gethostname(), __version__)

    def _keep_beating(self) -> None:
        while not self._left.wait(self._config.heartbeat_s):
            self._safely("heartbeat", self._beat)

    def _keep_reaping(self) -> None:
        assert self._reaper is not None  # noqa: S101 - started with it
        chores: list[tuple[str, float, Callable[[], object]]] = [
            ("taking over", self._config.heartbeat_s, self._reaper.take_over),
            ("queueing lost tasks", LOST_S, self._reaper.requeue_lost),
            ("clearing away", OLD_S, self._clear),
        ]
        due = [0.0] * len(chores)
        while not self._leaving.wait(self._config.heartbeat_s):
            now = time.monotonic()
            for number, (name, every_s, chore) in enumerate(chores):
                if now >= due[number] and self._safely(name, chore):
                    due[number] = now + every_s - self._config.heartbeat_s / 2

    def _clear(self) -> None:
        assert self._reaper is not None  # noqa: S101 - started with it
        self._reaper.forget_old()
        if self._keys is not None:
            self._keys.purge_nonces(time.time_ns())

    def _safely(self, name: str, chore: Callable[[], object]) -> bool:
        try:
            chore()
        except Exception as error:  # noqa: BLE001 - tried again at the next turn
            _log.warning("%s failed", name, extra={"error": repr(error)})
            return False
        return True
