"""``/v1``: tasks with all that is known of them, usage, and cancelling, as plain JSON."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec

from cuelift.imm.authentication import Caller
from cuelift.imm.encoding import parse_pairs
from cuelift.imm.errors import WireError, invalid, not_found, wire_error
from cuelift.imm.paging import make_token, read_token
from cuelift.imm.parameters import Parameter, read_parameters
from cuelift.jobs.model import Task, TaskFilter
from cuelift.jobs.scope import touches
from cuelift.jobs.usage import UsageReport, period_of, report_usage
from cuelift.server.answers import Answer, Scope
from cuelift.server.app import Call
from cuelift.server.identity import Identity
from cuelift.server.rest_model import (
    ProjectPage,
    TaskPage,
    TaskView,
    summarize_task,
    view_project,
    view_task,
)
from cuelift.server.services import Services
from cuelift.server.shared import AllowedUsage, allowed_projects, cancel_task

MOST = 1000

_AFTER = Parameter(name="after", maximum=2048, about="`next` of the page before.")
_LIMIT = Parameter(
    name="limit", kind="integer", minimum=1, maximum=MOST, default=100, about="Most of a page."
)


class Operation(NamedTuple):
    """One method of one path."""

    method: str
    path: str
    """With ``{id}`` for a task's id."""
    action: str
    """That a key must be allowed."""
    about: str
    parameters: tuple[Parameter, ...]
    result: type[msgspec.Struct]


OPERATIONS = (
    Operation(
        "GET", "/v1/tasks/{id}", "GetTask", "A task, with the results of each track.", (), TaskView
    ),
    Operation(
        "GET", "/v1/tasks", "ListTasks", "The tasks of a project, the newest first.",
        (
            Parameter(name="project", required=True, maximum=128),
            Parameter(name="status", choices=("running", "succeeded", "failed")),
            _LIMIT,
            _AFTER,
        ),
        TaskPage,
    ),
    Operation(
        "POST", "/v1/tasks/{id}/cancel", "CancelTask",
        "Stops a task: it fails with `TaskCancelled`, unless it has ended.", (), TaskView,
    ),
    Operation(
        "GET", "/v1/projects", "ListProjects", "The projects that the key may touch, by name.",
        (Parameter(name="prefix", maximum=128), _LIMIT, _AFTER), ProjectPage,
    ),
    Operation(
        "GET", "/v1/usage", "GetUsage", "What was metered, by project.",
        (
            Parameter(name="project", maximum=128, about="Without it: all that the key may touch."),
            Parameter(name="from", maximum=64, about="Time or date; default: the beginning."),
            Parameter(name="to", maximum=64, about="Time or date, exclusive; default: now."),
        ),
        UsageReport,
    ),
)  # fmt: skip
"""All that ``/v1`` answers."""

Values: TypeAlias = Mapping[str, Any]


class Rest:
    """Answers requests below ``/v1/``."""

    def __init__(self, services: Services, identity: Identity) -> None:
        self._services = services
        self._identity = identity
        self._answers: dict[str, Callable[[Caller, str, Values], Awaitable[msgspec.Struct]]] = {
            "GetTask": self._get_task,
            "ListTasks": self._list_tasks,
            "CancelTask": self._cancel_task,
            "ListProjects": self._list_projects,
            "GetUsage": self._usage,
        }

    async def __call__(self, call: Call, scope: Scope, body: bytes) -> Answer:
        """Answers one."""
        operation, task = route(scope["method"], scope["path"])
        call.action = f"v1:{operation.action}"
        caller = await self._identity.identify_rest(scope, body)
        call.key = caller.key.id
        self._identity.permit(caller.key, operation.action)
        sent = parse_pairs(scope["query_string"])
        values = read_parameters(operation.parameters, sent)
        call.project = values.get("project") or "-"
        result = await self._answers[operation.action](caller, task, values)
        return Answer(200, msgspec.json.encode(result))

    async def _find(self, caller: Caller, task_id: str) -> Task:
        task = await asyncio.to_thread(self._services.tasks.find, task_id)
        # Whether another's task exists is nobody's business.
        if task is None or not touches(caller.key, task.project):
            raise not_found("Task")
        return task

    async def _get_task(self, caller: Caller, task: str, values: Values) -> TaskView:
        return view_task(await self._find(caller, task))

    async def _cancel_task(self, caller: Caller, task: str, values: Values) -> TaskView:
        found = await self._find(caller, task)
        return view_task(await asyncio.to_thread(cancel_task, self._services, found))

    async def _list_tasks(self, caller: Caller, task: str, values: Values) -> TaskPage:
        self._identity.permit(caller.key, "ListTasks", values["project"])
        bound = ["v1/tasks", values["project"], values["status"]]
        place = self._place(bound, values["after"])
        rows = await asyncio.to_thread(
            self._services.tasks.page,
            values["project"],
            TaskFilter(status=values["status"]),
            "start",
            True,
            None if place is None else (place[0], place[1]),
            values["limit"] + 1,
        )
        shown = rows[: values["limit"]]
        more = len(rows) > len(shown)
        return TaskPage(
            tasks=tuple(map(summarize_task, shown)),
            next=self._token(bound, [shown[-1].created_ns, shown[-1].id]) if more else None,
        )

    async def _list_projects(self, caller: Caller, task: str, values: Values) -> ProjectPage:
        prefix, limit = values["prefix"] or "", values["limit"]
        bound = ["v1/projects", prefix]
        place = self._place(bound, values["after"])
        after = None if place is None else str(place[0])
        rows = await allowed_projects(self._services, caller.key, prefix, {}, after, limit)
        shown = rows[:limit]
        more = len(rows) > limit
        return ProjectPage(
            projects=tuple(map(view_project, shown)),
            next=self._token(bound, [shown[-1].name]) if more else None,
        )

    async def _usage(self, caller: Caller, task: str, values: Values) -> UsageReport:
        if values["project"] is not None:
            self._identity.permit(caller.key, "GetUsage", values["project"])
        period = period_of(values["from"], values["to"], time.time_ns())
        return await asyncio.to_thread(
            report_usage,
            AllowedUsage(self._services.usage, caller.key),
            values["project"],
            period,
            self._services.config.prices,
        )

    def _place(self, bound: Sequence[Any], token: str | None) -> list[Any] | None:
        if not token:
            return None
        try:
            return read_token(self._services.token_secret, bound, token)
        except WireError:
            raise invalid("after", "it was not made here, or not for these parameters") from None

    def _token(self, bound: Sequence[Any], place: Sequence[int | str | None]) -> str:
        return make_token(self._services.token_secret, bound, place)


def route(method: str, path: str) -> tuple[Operation, str]:
    """The operation of a request, and the task's id in its path.

    Raises:
        WireError: there is none.
    """
    found = [(o, m[1] if m.re.groups else "") for o, p in _PATTERNS if (m := p.fullmatch(path))]
    if not found:
        raise wire_error("NotFound", "There is nothing at this path.")
    for operation, task in found:
        if operation.method == method or (operation.method, method) == ("GET", "HEAD"):
            return operation, task
    raise wire_error("UnsupportedHTTPMethod", f"This path takes {found[0][0].method} only.")


_PATTERNS = tuple(
    (operation, re.compile(operation.path.replace("{id}", "([A-Za-z0-9_-]{1,128})")))
    for operation in OPERATIONS
)
