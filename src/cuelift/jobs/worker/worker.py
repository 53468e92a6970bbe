"""A worker: the child processes of one process, and how many of them run at once."""

from __future__ import annotations

import heapq
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Event

from cuelift.jobs.config import Config
from cuelift.jobs.worker.attempt import Again, HandedBack, Render, Settings, Tasks, run_attempt
from cuelift.jobs.worker.children import Children
from cuelift.jobs.worker.patience import PatientTasks
from cuelift.jobs.worker.wire import ChildLimits
from cuelift.store.options import StoreOptions

MB = 1024 * 1024


def concurrency_of(config: Config) -> int:
    """How many tasks a worker runs at once."""
    if config.limits.concurrency is not None:
        return config.limits.concurrency
    return 2 * len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 4


def settings_of(config: Config, store: StoreOptions, render: Render | None) -> Settings:
    """What a configuration means for attempts."""
    limits = config.limits
    return Settings(
        limits=ChildLimits(
            memory_bytes=limits.memory_mb * MB,
            processor_s=limits.processor_s,
            output_bytes=limits.output_mb * MB,
        ),
        store=store,
        wall_s=limits.wall_s,
        max_read=limits.max_read,
        attempts=limits.attempts,
        translation=config.translation,
        render=render,
    )


class Slots:
    """A fixed number of places; among those who wait the lowest priority number comes first."""

    def __init__(self, count: int, stopping: Event) -> None:
        self._free = count
        self._stopping = stopping
        self._waiting: list[tuple[int, int]] = []
        self._arrived = 0
        self._changed = Condition()
        self.taken = 0

    @contextmanager
    def place(self, priority: int) -> Iterator[None]:
        """Waits for a place and holds it.

        Raises:
            HandedBack: the worker ends.
        """
        with self._changed:
            self._arrived += 1
            mine = (priority, self._arrived)
            heapq.heappush(self._waiting, mine)
            try:
                while not self._stopping.is_set() and (not self._free or self._waiting[0] != mine):
                    self._changed.wait()
            finally:
                self._waiting.remove(mine)
                heapq.heapify(self._waiting)
                self._changed.notify_all()
            if self._stopping.is_set():
                raise HandedBack
            self._free -= 1
            self.taken += 1
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self.taken -= 1
                self._changed.notify_all()

    def wake(self) -> None:
        """Lets those who wait look whether the worker ends."""
        with self._changed:
            self._changed.notify_all()


class Worker:
    """Runs attempts at tasks, each in a child process. Used from many threads."""

    def __init__(
        self,
        tasks: Tasks,
        config: Config,
        store: StoreOptions,
        render: Render | None = None,
    ) -> None:
        """Takes what it works with; nothing is started yet.

        Args:
            tasks: where tasks are kept.
            config: for its limits.
            store: how films and captions are reached.
            render: makes the object at a task's ``details_uri``; None: none is written.
        """
        self.concurrency = concurrency_of(config)
        self._tasks = tasks
        self._settings = settings_of(config, store, render)
        self._children = Children()
        self._stopping = Event()
        self._slots = Slots(self.concurrency, self._stopping)

    def start(self) -> None:
        """Starts the process that forks children, and waits until it is warm."""
        self._children.start()

    def run(
        self, task: str, priority: int, progress: Callable[[str, str, int], None]
    ) -> Again | None:
        """Waits for a place and makes one attempt at a task.

        Args:
            task: which.
            priority: among those who wait for a place; the lower comes first.
            progress: keeps how far an attempt (task, token) is, per cent.

        Returns: None when the task has ended or is another's.

        Raises:
            HandedBack: the worker ends; another one shall take up the task.
        """
        with self._slots.place(priority):
            return run_attempt(
                task,
                tasks=PatientTasks(self._tasks, self._stopping),
                children=self._children,
                settings=self._settings,
                progress=progress,
                stopping=self._stopping.is_set,
            )

    @property
    def children(self) -> Children:
        """What starts child processes, also for others in this process."""
        return self._children

    @property
    def running(self) -> int:
        """Attempts under way."""
        return self._slots.taken

    def hand_back(self) -> None:
        """Makes every attempt under way, and every one still to come, end as ``HandedBack``."""
        self._stopping.set()
        self._slots.wake()

    def close(self) -> None:
        """Kills all children and ends the process that forks them."""
        self.hand_back()
        self._children.close()
