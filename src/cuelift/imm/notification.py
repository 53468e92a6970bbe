"""The message about a task's end, and the object of details.

Spec: Alibaba Cloud Intelligent Media Management 2020-09-30, "Asynchronous notification message
examples"; CloudEvents 1.0.2, clauses 3.1 (attributes) and JSON format 3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from cuelift.extract.report import to_json
from cuelift.imm.errors import failure_code, failure_message
from cuelift.imm.streams import file_objects, stream_objects
from cuelift.imm.tasks import STATUSES, task_body
from cuelift.imm.times import format_ms
from cuelift.jobs.model import Task
from cuelift.store.redact import redact

MAX_BYTES = 64 * 1024
"""Of a message; topics take no longer ones."""
SOURCE = "acs.imm"
_SHORT = 1024


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a message comes from."""

    region: str
    account: str


def envelope(
    task: Task, sender: Sender, message_id: str, now_ns: int, most_bytes: int = MAX_BYTES
) -> bytes:
    """The documented message: JSON whose ``content`` is JSON as a string.

    Args:
        task: that has ended.
        sender: the server.
        message_id: the same whenever the message is sent once more.
        now_ns: since the epoch; of the message, so the same likewise.
        limit: most bytes; a longer message goes without ``Files`` and ``Streams``, then without
            ``Targets``, and says less of why a task failed.
        most_bytes: what does not fit is left out.
    """

    def wrap(told: dict[str, Any]) -> dict[str, Any]:
        return _envelope(task, sender, message_id, now_ns, told)

    return _fitting(task, wrap, most_bytes)


def cloud_event(
    task: Task, sender: Sender, message_id: str, now_ns: int, most_bytes: int = MAX_BYTES
) -> bytes:
    """The message as a CloudEvent in JSON, ``application/cloudevents+json``.

    Args: as of ``envelope``.
    """

    def wrap(told: dict[str, Any]) -> dict[str, Any]:
        return _cloud_event(task, sender, message_id, now_ns, told)

    return _fitting(task, wrap, most_bytes)


def details(task: Task) -> bytes:
    """The object that ``ExtendedMessageURI`` names: all that is known of the task, as JSON."""
    told = task_body(task, definition=True) | {
        "RequestId": task.wire.get("request_id", ""),
        "Sources": _sources(task),
        "Targets": _targets(task),
        "Files": file_objects(task),
    }
    if task.result is not None:
        told |= {
            "Container": task.result.container,
            "Size": task.result.size_bytes,
            "ReadMode": task.result.read_mode,
            "ElapsedMilliseconds": task.result.elapsed_ms,
            "Warnings": list(task.result.warnings),
        }
    return to_json(told)


def content(task: Task) -> dict[str, Any]:
    """What a message says, however long it is."""
    return {
        "ProjectName": task.project,
        "DatasetName": "",
        "RequestId": task.wire.get("request_id", ""),
        "StartTime": format_ms(task.created_ns),
        "EndTime": format_ms(task.ended_ns),
        "UserData": task.user_data,
        "TaskType": task.kind,
        "TaskId": task.id,
        "Status": STATUSES[task.status],
        "Code": failure_code(task.failure),
        "Message": failure_message(task.failure),
        "EventSourceId": "",
        "Sources": _sources(task),
        "Targets": _targets(task),
        "Files": file_objects(task),
        "Streams": stream_objects(task),
    }


def _sources(task: Task) -> list[dict[str, Any]]:
    return [{"URI": redact(task.spec.source), "SubtitleSources": None}]


def _targets(task: Task) -> list[dict[str, Any]]:
    return [
        {
            "URI": "",
            "Subtitle": {"Extract": {"URI": target.template}},
            "Image": {"Sprites": None, "Snapshots": None, "Animations": None},
        }
        for target in task.spec.targets
    ]


def _fitting(
    task: Task, wrap: Callable[[dict[str, Any]], dict[str, Any]], most_bytes: int
) -> bytes:
    told = content(task)
    for dropped in ((), ("Files", "Streams"), ("Files", "Streams", "Targets")):
        message = to_json(wrap({name: told[name] for name in told if name not in dropped}))
        if len(message) <= most_bytes:
            return message
    short = {name: told[name] for name in told if name not in ("Files", "Streams", "Targets")}
    return to_json(wrap(short | {"Message": told["Message"][:_SHORT]}))


def _envelope(
    task: Task, sender: Sender, message_id: str, now_ns: int, told: dict[str, Any]
) -> dict[str, Any]:
    return {
        "id": message_id,
        "source": SOURCE,
        "type": _kind(task),
        "subject": _subject(task, sender),
        "time": str(now_ns // 1_000_000),
        "content": to_json(told).decode(),
    }


def _cloud_event(
    task: Task, sender: Sender, message_id: str, now_ns: int, told: dict[str, Any]
) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": message_id,
        "source": SOURCE,
        "type": _kind(task),
        "subject": _subject(task, sender),
        "time": format_ms(now_ns),
        "datacontenttype": "application/json",
        "data": told,
    }


def _kind(task: Task) -> str:
    return f"imm:Task:{task.kind}"


def _subject(task: Task, sender: Sender) -> str:
    return f"acs:imm:{sender.region}:{sender.account}:{task.project}/{_kind(task)}"
