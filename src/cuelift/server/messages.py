"""Writes the messages and details of ended tasks, as whoever runs tasks needs them."""

from __future__ import annotations

import time

import msgspec

from cuelift.imm.notification import Sender, cloud_event, details, envelope
from cuelift.jobs.model import Failure, Message, Task, TaskResult
from cuelift.jobs.notify.base import BodyFormat


class Bodies:
    """The bodies of messages; a ``Renderer``."""

    def __init__(self, region: str, account: str) -> None:
        self._sender = Sender(region=region, account=account)

    def __call__(self, message: Message, task: Task, body_format: BodyFormat, limit: int) -> bytes:
        """The body of one message."""
        write = envelope if body_format == "imm" else cloud_event
        return write(task, self._sender, message.id, message.created_ns, limit)


def write_details(task: Task, result: TaskResult | None, failure: Failure | None) -> bytes:
    """The object of details of a task that is about to end so."""
    return details(
        msgspec.structs.replace(
            task,
            status="failed" if failure else "succeeded",
            progress=task.progress if failure else 100,
            ended_ns=time.time_ns(),
            result=result,
            failure=failure,
        )
    )
