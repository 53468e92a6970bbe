"""The end of a task, and all that it brings about, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import uuid4

import sqlalchemy as sa

from cuelift.jobs.database.connect import Connector
from cuelift.jobs.database.json_text import to_json
from cuelift.jobs.database.schema import outbox, task, usage, usage_task
from cuelift.jobs.database.statements import insert_ignoring
from cuelift.jobs.model import Failure, TaskResult, Usage


class End(NamedTuple):
    """How a task ended."""

    task: str
    token: str | None
    result: TaskResult | None
    failure: Failure | None
    usage: tuple[Usage, ...]
    now_ns: int


_END = (
    sa.update(task)
    .where(task.c.id == sa.bindparam("wanted"), task.c.status == "running")
    .values(
        status=sa.bindparam("outcome"),
        ended_ns=sa.bindparam("now"),
        progress=sa.case((sa.bindparam("outcome") == "succeeded", 100), else_=task.c.progress),
        result=sa.bindparam("did"),
        failure=sa.bindparam("why"),
    )
    .returning(task.c.project, task.c.topic)
)
_END_MINE = _END.where(task.c.token == sa.bindparam("attempt"))
_ENDED = sa.select(task.c.token, task.c.failure).where(
    task.c.id == sa.bindparam("wanted"), task.c.ended_ns == sa.bindparam("now")
)


class TaskEnd:
    """Ends tasks of one database."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._usage = insert_ignoring(connector, usage)
        self._usage_task = insert_ignoring(connector, usage_task)
        self._outbox = insert_ignoring(connector, outbox)

    def __call__(self, end: End) -> bool:
        """Writes all of it, or nothing: False."""
        values = {
            "wanted": end.task,
            "outcome": "failed" if end.failure else "succeeded",
            "now": end.now_ns,
            "did": None if end.result is None else to_json(end.result),
            "why": None if end.failure is None else to_json(end.failure),
        }
        statement = _END
        if end.token is not None:
            statement = _END_MINE
            values["attempt"] = end.token
        again = False

        def work(connection: sa.Connection) -> bool:
            nonlocal again
            row = connection.execute(statement, values).first()
            if row is None:
                return again and _is_ended_so(connection, end, values)
            # From here on the transaction may have been committed without our hearing of it.
            again = True
            self._bring_about(connection, end, row.project, row.topic)
            return True

        return self._connector.write(work)

    def _bring_about(
        self, connection: sa.Connection, end: End, project: str, topic: str | None
    ) -> None:
        if end.usage:
            rows = [
                {
                    "task": end.task, "track": each.track, "item": each.item, "project": project,
                    "quantity": each.quantity, "ended_ns": end.now_ns,
                }
                for each in end.usage
            ]  # fmt: skip
            connection.execute(self._usage, rows)
        result = end.result or TaskResult()
        connection.execute(self._usage_task, {
            "task": end.task, "project": project, "ended_ns": end.now_ns,
            "bytes_read": result.bytes_read, "requests": to_json(result.requests),
        })  # fmt: skip
        if topic is not None:
            connection.execute(self._outbox, {
                "id": uuid4().hex, "task": end.task, "project": project, "topic": topic,
                "attempts": 0, "state": "pending", "created_ns": end.now_ns,
                "next_ns": end.now_ns, "error": None,
            })  # fmt: skip


def _is_ended_so(connection: sa.Connection, end: End, values: Mapping[str, object]) -> bool:
    """Whether it was this very end that a lost commit had brought about."""
    row = connection.execute(_ENDED, values).first()
    return row is not None and end.token in {None, row.token} and row.failure == values["why"]
