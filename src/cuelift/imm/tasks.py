"""GetTask, ListTasks and CancelTask (an extension): how tasks are asked for and told.

Spec: Alibaba Cloud Intelligent Media Management 2020-09-30, GetTask, ListTasks, "Task types".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from cuelift.imm.errors import failure_code, failure_message, invalid, not_found
from cuelift.imm.fields import Fields
from cuelift.imm.paging import make_token, read_token
from cuelift.imm.parameters import Parameter, shown
from cuelift.imm.projects import NEXT_TOKEN, PROJECT_NAME
from cuelift.imm.streams import stream_objects
from cuelift.imm.times import format_ms, read_time
from cuelift.jobs.model import SortKey, Status, Task, TaskFilter

TASK_TYPES = (
    "MediaConvert", "VideoLabelClassification", "FaceClustering", "OfficeConversion",
    "ImageModeration", "VideoModeration", "FileCompression", "ArchiveFileInspection",
    "FileUncompression", "PointCloudCompress", "ImageToPDF", "StoryCreation",
    "LocationDateClustering", "ImageSplicing", "FacesSearching",
)  # fmt: skip
"""All that are documented; tasks of the first kind are the only ones that are made here."""

STATUSES: Mapping[Status, str] = MappingProxyType(
    {"running": "Running", "succeeded": "Succeeded", "failed": "Failed"}
)
SORTS: Mapping[str, SortKey] = MappingProxyType(
    {"TaskId": "id", "StartTime": "start", "EndTime": "end"}
)

_TASK_ID = Parameter(
    name="TaskId", required=True, minimum=1, maximum=128, pattern=r"[A-Za-z0-9_-]+"
)
_DEFINITION = Parameter(
    name="RequestDefinition", kind="boolean", default=False, about="Adds the original request."
)
GET_TASK = (
    PROJECT_NAME,
    Parameter(name="TaskType", required=True, choices=TASK_TYPES),
    _TASK_ID,
    _DEFINITION,
)
CANCEL_TASK = (
    PROJECT_NAME,
    Parameter(name="TaskType", choices=TASK_TYPES, default="MediaConvert"),
    _TASK_ID,
)
LIST_TASKS = (
    PROJECT_NAME,
    Parameter(name="TaskTypes", kind="array", max_bytes=4096, about="Of TaskType."),
    Parameter(name="Status", choices=tuple(STATUSES.values())),
    Parameter(name="TagSelector", maximum=1024, pattern=r"[^=]+=[\s\S]*", about="NAME=VALUE."),
    Parameter(name="StartTimeRange", kind="object", max_bytes=1024, about='{"Start":..,"End":..}'),
    Parameter(name="EndTimeRange", kind="object", max_bytes=1024, about='{"Start":..,"End":..}'),
    Parameter(name="Sort", choices=tuple(SORTS), default="TaskId"),
    Parameter(name="Order", choices=("asc", "desc"), default="asc"),
    Parameter(name="MaxResults", kind="integer", minimum=1, maximum=100, default=100),
    NEXT_TOKEN,
    _DEFINITION,
)


class TaskPage(msgspec.Struct, frozen=True, kw_only=True):
    """What ListTasks says; the fields fit ``TaskRepository.page``."""

    project: str
    wanted: TaskFilter
    sort: SortKey
    descending: bool
    after: tuple[int | None, str] | None
    limit: int
    definition: bool

    @property
    def bound(self) -> list[Any]:
        """What a token is bound to."""
        return ["ListTasks", self.project, self.wanted, self.sort, self.descending]


def found_task(task: Task | None, values: Mapping[str, Any]) -> Task:
    """The task that GetTask or CancelTask asks for.

    Raises:
        WireError: there is none, or it is of another type.
    """
    if task is None or task.kind != values["TaskType"]:
        raise not_found("Task")
    return task


def task_body(task: Task, *, definition: bool) -> dict[str, Any]:
    """The answer to GetTask, but its RequestId.

    Args:
        task: which.
        definition: whether the original request is told.
    """
    return {
        "ProjectName": task.project,
        "EventId": task.wire.get("event_id", ""),
        **task_object(task, definition=definition),
        **_details(task),
    }


def task_object(task: Task, *, definition: bool) -> dict[str, Any]:
    """A task as ListTasks tells it."""
    told: dict[str, Any] = {
        "TaskId": task.id,
        "TaskType": task.kind,
        "Status": STATUSES[task.status],
        "Code": failure_code(task.failure),
        "Message": failure_message(task.failure),
        "Progress": task.progress,
        "StartTime": format_ms(task.created_ns),
        "EndTime": format_ms(task.ended_ns),
        "UserData": task.user_data,
        "Tags": task.tags,
    }
    if definition:
        made = msgspec.json.encode(task.wire.get("definition", {})).decode()
        told["TaskRequestDefinition"] = made
    return told


def _details(task: Task) -> dict[str, Any]:
    if task.result is None:
        return {}
    return {
        "Streams": stream_objects(task),
        "BytesRead": task.result.bytes_read,
        "Requests": task.result.requests,
    }


def read_task_page(values: Mapping[str, Any], secret: bytes) -> TaskPage:
    """Of the values of ``LIST_TASKS``.

    Raises:
        WireError: a bad type, range or token.
    """
    started = _range("StartTimeRange", values["StartTimeRange"])
    ended = _range("EndTimeRange", values["EndTimeRange"])
    status = next((key for key, name in STATUSES.items() if name == values["Status"]), None)
    page = TaskPage(
        project=values["ProjectName"],
        wanted=TaskFilter(
            kinds=_kinds(values["TaskTypes"] or []),
            status=status,
            tag=_tag(values["TagSelector"]),
            started_from_ns=started[0],
            started_to_ns=started[1],
            ended_from_ns=ended[0],
            ended_to_ns=ended[1],
        ),
        sort=SORTS[values["Sort"]],
        descending=values["Order"] == "desc",
        after=None,
        limit=values["MaxResults"],
        definition=values["RequestDefinition"],
    )
    token = values["NextToken"]
    if not token:
        return page
    at, task_id = read_token(secret, page.bound, token)
    return msgspec.structs.replace(page, after=(at, task_id))


def tasks_body(page: TaskPage, tasks: Sequence[Task], secret: bytes) -> dict[str, Any]:
    """The answer to ListTasks, but its RequestId.

    Args:
        page: what was asked.
        tasks: in order, one more than ``page.limit`` if there are that many.
        secret: of the server.
    """
    listed = tasks[: page.limit]
    told: dict[str, Any] = {
        "ProjectName": page.project,
        "Tasks": [task_object(task, definition=page.definition) for task in listed],
        # The Go client's model holds a string here.
        "MaxResults": str(len(listed)),
    }
    if len(tasks) > len(listed):
        last = listed[-1]
        at = {"id": None, "start": last.created_ns, "end": last.ended_ns}[page.sort]
        told["NextToken"] = make_token(secret, page.bound, [at, last.id])
    return told


def _kinds(names: Sequence[Any]) -> tuple[str, ...]:
    for name in names:
        if name not in TASK_TYPES:
            raise invalid("TaskTypes", f"{shown(str(name))} is none of the task types")
    return tuple(sorted(set(names)))


def _tag(selector: str | None) -> tuple[str, str] | None:
    if selector is None:
        return None
    name, _, value = selector.partition("=")
    return name, value


def _range(name: str, value: Mapping[str, Any] | None) -> tuple[int | None, int | None]:
    fields = Fields(value, name)
    start, end = fields.text("Start", 64), fields.text("End", 64)
    fields.done()
    return (
        None if start is None else read_time(fields.name("Start"), start),
        None if end is None else read_time(fields.name("End"), end),
    )
