"""The JSON of ``/v1``."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from cuelift.imm.times import format_ns
from cuelift.jobs.model import Failure, Project, Task, TaskResult


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Caption files that a task writes."""

    format: str
    uri: str
    """With the variables as they were written."""
    tracks: tuple[int, ...]
    """Numbers of caption tracks; empty: all."""


class TaskSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A task, without what it did."""

    id: str
    project: str
    kind: str
    status: Literal["running", "succeeded", "failed"]
    progress: int
    """Per cent."""
    source: str
    created: str
    started: str | None
    ended: str | None
    failure: Failure | None
    tags: dict[str, Any]
    user_data: str


class TaskView(TaskSummary, frozen=True, kw_only=True):
    """A task with all that is known about it."""

    targets: tuple[Target, ...]
    options: dict[str, str]
    attempts: int
    priority: int
    result: TaskResult | None
    """By caption track: outcome, cues, language, outputs; bytes read and requests."""


class TaskPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some tasks of a project."""

    tasks: tuple[TaskSummary, ...]
    next: str | None
    """Give it as ``after`` to get more; null: there are no more."""


class ProjectView(msgspec.Struct, frozen=True, kw_only=True):
    """A project."""

    name: str
    created: str
    updated: str
    tags: dict[str, str]
    options: dict[str, str]
    concurrency: int | None
    priority: int


class ProjectPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some projects."""

    projects: tuple[ProjectView, ...]
    next: str | None


class Error(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """An error, of ``/`` and ``/v1`` alike."""

    request_id: str
    host_id: str
    code: str
    message: str
    recommend: str
    access_denied_detail: dict[str, str] | msgspec.UnsetType = msgspec.UNSET


def _summary(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "project": task.project,
        "kind": task.kind,
        "status": task.status,
        "progress": task.progress,
        "source": task.spec.source,
        "created": format_ns(task.created_ns),
        "started": None if task.started_ns is None else format_ns(task.started_ns),
        "ended": None if task.ended_ns is None else format_ns(task.ended_ns),
        "failure": task.failure,
        "tags": task.tags,
        "user_data": task.user_data,
    }


def summarize_task(task: Task) -> TaskSummary:
    """A task in a list."""
    return TaskSummary(**_summary(task))


def view_task(task: Task) -> TaskView:
    """A task by itself."""
    return TaskView(
        **_summary(task),
        targets=tuple(
            Target(format=target.format, uri=target.template, tracks=target.tracks)
            for target in task.spec.targets
        ),
        options=task.spec.options,
        attempts=task.attempts,
        priority=task.priority,
        result=task.result,
    )


def view_project(project: Project) -> ProjectView:
    """A project."""
    return ProjectView(
        name=project.name,
        created=format_ns(project.created_ns),
        updated=format_ns(project.updated_ns),
        tags=project.tags,
        options=project.options,
        concurrency=project.concurrency,
        priority=project.priority,
    )
