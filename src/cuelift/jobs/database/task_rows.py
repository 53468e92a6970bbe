"""Tasks as rows and back."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from cuelift.jobs.database.json_text import to_json
from cuelift.jobs.database.schema import NEVER, task
from cuelift.jobs.model import Failure, Task, TaskResult, TaskSpec

COLUMNS: Final[tuple[sa.Column[Any], ...]] = (
    task.c.id, task.c.project, task.c.kind, task.c.status, task.c.created_ns, task.c.started_ns,
    task.c.ended_ns, task.c.progress, task.c.attempts, task.c.priority,
    task.c.document, task.c.result, task.c.failure,
)  # fmt: skip
"""What ``from_row`` takes, in this order."""


class _Document(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of a task is neither filtered nor sorted, nor changes."""

    spec: TaskSpec
    tags: dict[str, Any] = {}
    user_data: str = ""
    wire: dict[str, Any] = {}


_document = msgspec.json.Decoder(_Document).decode
_result = msgspec.json.Decoder(TaskResult).decode
_failure = msgspec.json.Decoder(Failure).decode


def to_row(new: Task) -> dict[str, Any]:
    """Gives the columns of a task that runs."""
    return {
        "id": new.id, "project": new.project, "kind": new.kind, "status": "running",
        "created_ns": new.created_ns, "started_ns": None, "ended_ns": NEVER,
        "progress": 0, "attempts": 0, "priority": new.priority,
        "token": None, "topic": new.spec.topic, "result": None, "failure": None,
        "document": to_json(_Document(new.spec, new.tags, new.user_data, new.wire)),
    }  # fmt: skip


def from_row(row: Sequence[Any]) -> Task:
    """Reads a row of ``COLUMNS``."""
    document = _document(row[10])
    return Task(
        id=row[0], project=row[1], kind=row[2], status=row[3], created_ns=row[4],
        started_ns=row[5], ended_ns=None if row[6] == NEVER else row[6],
        progress=row[7], attempts=row[8], priority=row[9],
        spec=document.spec, tags=document.tags, user_data=document.user_data, wire=document.wire,
        result=None if row[11] is None else _result(row[11]),
        failure=None if row[12] is None else _failure(row[12]),
    )  # fmt: skip


def tag_rows(new: Task) -> list[dict[str, str]]:
    """Gives the rows that a task is found by its tags with."""
    digests = {tag_digest(new.project, name, tag_text(value)) for name, value in new.tags.items()}
    return [{"task": new.id, "digest": digest} for digest in digests]


def tag_text(value: Any) -> str:
    """Says a tag's value as a filter states it: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else to_json(value)


def tag_digest(project: str, name: str, value: str) -> str:
    """Stands for a tag in the index."""
    whole = f"{len(project)} {len(name)} {project}{name}{value}".encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=16).hexdigest()
