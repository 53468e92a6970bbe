"""What was metered, kept longer than the tasks it came from."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from cuelift.jobs.database.connect import Connector
from cuelift.jobs.database.schema import usage, usage_task
from cuelift.jobs.model import Usage

_requests = msgspec.json.Decoder(dict[str, int]).decode


class SqlUsage:
    """A ``UsageRepository``. Tasks count by when they ended: ``[from_ns, to_ns)``."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def records(self, project: str | None, from_ns: int, to_ns: int) -> list[Usage]:
        """Every record, by time, task and track; project None: of all."""
        query = (
            sa.select(usage)
            .where(*_within(usage, project, from_ns, to_ns))
            .order_by(usage.c.ended_ns, usage.c.task, usage.c.track, usage.c.item)
        )

        def work(connection: sa.Connection) -> list[Usage]:
            return [Usage(**row) for row in connection.execute(query).mappings()]

        return self._connector.read(work)

    def totals(self, project: str | None, from_ns: int, to_ns: int) -> list[dict[str, Any]]:
        """By project: what its tasks did and what is metered.

        Returns: one dict per project that had a task, by name, with ``project``, ``tasks``,
            ``text_tracks``, ``graphical_ms``, ``characters``, ``bytes_read`` and ``requests``
            (by verb).
        """
        tasks = sa.select(
            usage_task.c.project, usage_task.c.bytes_read, usage_task.c.requests
        ).where(*_within(usage_task, project, from_ns, to_ns))
        metered = (
            sa.select(usage.c.project, usage.c.item, sa.func.sum(usage.c.quantity))
            .where(*_within(usage, project, from_ns, to_ns))
            .group_by(usage.c.project, usage.c.item)
        )

        def work(connection: sa.Connection) -> list[dict[str, Any]]:
            found: dict[str, dict[str, Any]] = {}
            for name, bytes_read, requests in connection.execute(tasks):
                total = found.setdefault(name, _nothing(name))
                total["tasks"] += 1
                total["bytes_read"] += bytes_read
                for verb, count in _requests(requests).items():
                    total["requests"][verb] = total["requests"].get(verb, 0) + count
            for name, item, quantity in connection.execute(metered):
                total = found.setdefault(name, _nothing(name))
                total[_TOTALS[item]] = int(quantity)
            return [found[name] for name in sorted(found)]

        return self._connector.read(work)


_TOTALS = {"text": "text_tracks", "graphical": "graphical_ms", "translation": "characters"}


def _nothing(project: str) -> dict[str, Any]:
    return {
        "project": project, "tasks": 0, "text_tracks": 0, "graphical_ms": 0, "characters": 0,
        "bytes_read": 0, "requests": {},
    }  # fmt: skip


def _within(
    table: sa.Table, project: str | None, from_ns: int, to_ns: int
) -> list[sa.ColumnElement[bool]]:
    bounds = [table.c.ended_ns >= from_ns, table.c.ended_ns < to_ns]
    return bounds if project is None else [table.c.project == project, *bounds]
