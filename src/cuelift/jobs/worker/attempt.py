"""One attempt at a task: from taking it up to its end, or to the reason for another attempt."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol
from uuid import uuid4

import msgspec

from cuelift.errors import CueliftError
from cuelift.jobs.config import Translation
from cuelift.jobs.model import Failure, Task, TaskResult, Usage
from cuelift.jobs.worker.children import Child, NoChildError
from cuelift.jobs.worker.result import usage_of
from cuelift.jobs.worker.supervise import Gone, supervise
from cuelift.jobs.worker.wire import ChildLimits, Done, ExtractJob, Failed, Job, WriteJob
from cuelift.store.options import StoreOptions

_log = logging.getLogger(__name__)

BACKOFF_S = (1.0, 5.0, 25.0, 60.0)
"""Between attempts; the last one again and again."""

Render = Callable[[Task, TaskResult | None, Failure | None], bytes]
"""Makes the object at ``details_uri``; the task is as it is when it has ended."""


class Tasks(Protocol):
    """What an attempt needs of ``TaskRepository``."""

    def begin(self, task: str, token: str, now_ns: int) -> Task | None: ...

    def owns(self, task: str, token: str) -> bool: ...

    def finish(
        self,
        task: str,
        token: str | None,
        result: TaskResult | None,
        failure: Failure | None,
        usage: Iterable[Usage],
        now_ns: int,
    ) -> bool: ...


class Launcher(Protocol):
    """Starts child processes: ``Children``."""

    def launch(self, job: Job) -> Child: ...


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for every attempt of a worker."""

    limits: ChildLimits
    store: StoreOptions
    wall_s: float
    max_read: float
    attempts: int
    translation: Translation = Translation()
    render: Render | None = None


class Again(NamedTuple):
    """The attempt failed for a reason that may pass: the task shall be tried again."""

    after_s: float
    attempt: int
    """Which one failed, from 1."""


class HandedBack(Exception):
    """The worker is about to end; the task belongs to whoever takes it up next."""


class _Guard:
    """Answers the child of one attempt from the task's row."""

    def __init__(
        self,
        tasks: Tasks,
        task: str,
        token: str,
        report: Callable[[str, str, int], None],
        stopping: Callable[[], bool],
    ) -> None:
        self.stopping = stopping
        self._tasks = tasks
        self._task = task
        self._token = token
        self._report = report

    def owns(self) -> bool:
        return self._tasks.owns(self._task, self._token)

    def progress(self, percent: int) -> None:
        self._report(self._task, self._token, percent)


def run_attempt(
    task_id: str,
    *,
    tasks: Tasks,
    children: Launcher,
    settings: Settings,
    progress: Callable[[str, str, int], None],
    stopping: Callable[[], bool] = lambda: False,
) -> Again | None:
    """Runs one attempt at a task; when it returns None, the task has ended or is another's.

    Args:
        task_id: which.
        tasks: where it is kept.
        children: starts the child process.
        settings: limits and stores.
        progress: keeps how far an attempt (task, token) is, per cent.
        stopping: whether this worker wants to end.

    Raises:
        HandedBack: it was cut short because the worker ends.
    """
    token = uuid4().hex
    task = tasks.begin(task_id, token, time.time_ns())
    if task is None:
        return None
    guard = _Guard(tasks, task_id, token, progress, stopping)
    if task.attempts > settings.attempts:
        told = f"{settings.attempts} attempts were cut short: their workers died or were stopped"
        _finish(tasks, task, token, None, Failure(code="TooManyAttempts", message=told))
        return None
    try:
        ending = _extract(task, children, settings, guard)
        if isinstance(ending, Failed) and ending.transient and task.attempts < settings.attempts:
            _log.info(
                "attempt failed, to be tried again",
                extra={"task": task_id, "attempt": task.attempts, "code": ending.failure.code},
            )
            return Again(_pause_s(task.attempts), task.attempts)
        result, failure = _outcome(ending, task)
        if task.spec.details_uri is not None and settings.render is not None:
            result = _write_details(task, result, failure, children, settings, guard)
    except Gone as gone:
        if gone.handed_back:
            raise HandedBack from gone
        return None
    _finish(tasks, task, token, result, failure)
    return None


def _pause_s(attempt: int) -> float:
    return BACKOFF_S[min(attempt, len(BACKOFF_S)) - 1]


def _extract(task: Task, children: Launcher, settings: Settings, guard: _Guard) -> Done | Failed:
    job = ExtractJob(
        spec=task.spec,
        created_ns=task.created_ns,
        store=settings.store,
        limits=settings.limits,
        max_read=settings.max_read,
        translation=settings.translation,
    )
    return _run(job, children, settings, guard)


def _run(job: Job, children: Launcher, settings: Settings, guard: _Guard) -> Done | Failed:
    """One child; when there is none to be had, that may pass."""
    try:
        return supervise(children.launch(job), guard, settings.limits, settings.wall_s)
    except NoChildError as error:
        _log.warning("no child process", extra={"error": str(error)})
        return Failed(failure=Failure(code="ProcessDied", message=str(error)), transient=True)


def _outcome(ending: Done | Failed, task: Task) -> tuple[TaskResult | None, Failure | None]:
    if isinstance(ending, Done):
        return ending.result, ending.failure
    failure = ending.failure
    if ending.transient and task.attempts > 1:
        told = f"{failure.message} (tried {task.attempts} times)"
        failure = Failure(code=failure.code, message=told)
    if failure.code == "InternalError":
        _log.error(
            "extraction failed unexpectedly", extra={"task": task.id, "error": failure.message}
        )
    return None, failure


def _write_details(
    task: Task,
    result: TaskResult | None,
    failure: Failure | None,
    children: Launcher,
    settings: Settings,
    guard: _Guard,
) -> TaskResult | None:
    """Writes the detailed result; that it cannot be written does not change how the task ended."""
    assert task.spec.details_uri is not None  # noqa: S101 - asked by the caller
    assert settings.render is not None  # noqa: S101 - asked by the caller
    trouble = None
    try:
        data = settings.render(task, result, failure)
    except CueliftError as error:
        trouble = error.message
    else:
        job = WriteJob(
            uri=task.spec.details_uri, data=data, store=settings.store, limits=settings.limits
        )
        ending = _run(job, children, settings, guard)
        if isinstance(ending, Failed):
            trouble = ending.failure.message
        elif result is not None:
            result = msgspec.structs.replace(
                result, requests=_added(result.requests, ending.result.requests)
            )
    if trouble is None:
        return result
    warning = f"the detailed result could not be written: {trouble}"
    _log.warning("detailed result not written", extra={"task": task.id, "error": trouble})
    result = result or TaskResult()
    return msgspec.structs.replace(result, warnings=(*result.warnings, warning))


def _added(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {verb: one.get(verb, 0) + other.get(verb, 0) for verb in {**one, **other}}


def _finish(
    tasks: Tasks,
    task: Task,
    token: str,
    result: TaskResult | None,
    failure: Failure | None,
) -> None:
    now_ns = time.time_ns()
    usage = usage_of(task, result, now_ns)
    ended = tasks.finish(task.id, token, result, failure, usage, now_ns)
    _log.info(
        "task ended" if ended else "attempt counts no more",
        extra={"task": task.id, "code": failure.code if failure else ""},
    )
