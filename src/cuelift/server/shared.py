"""What more than one of the wires does."""

from __future__ import annotations

import asyncio
from typing import Any

from cuelift.jobs.model import AccessKey, Project, Task, Usage
from cuelift.jobs.ports import UsageRepository
from cuelift.jobs.scope import touches
from cuelift.server.services import Services

_CHUNK = 200


def cancel_task(services: Services, task: Task) -> Task:
    """Ends a task that runs, and returns what has become of it."""
    services.engine.cancel(task.id)
    return services.tasks.get(task.project, task.id) or task


async def allowed_projects(
    services: Services,
    key: AccessKey,
    prefix: str,
    tags: dict[str, str],
    after: str | None,
    limit: int,
) -> list[Project]:
    """Projects by name that a key may touch, one more than ``limit`` if there are that many."""
    found: list[Project] = []
    while len(found) <= limit:
        rows = await asyncio.to_thread(services.projects.page, prefix, tags, after, _CHUNK)
        found += [project for project in rows if touches(key, project.name)]
        if len(rows) < _CHUNK:
            break
        after = rows[-1].name
    return found[: limit + 1]


class AllowedUsage:
    """What was metered, as far as a key may see it."""

    def __init__(self, usage: UsageRepository, key: AccessKey) -> None:
        self._usage = usage
        self._key = key

    def records(self, project: str | None, from_ns: int, to_ns: int) -> list[Usage]:
        """As of ``UsageRepository``."""
        rows = self._usage.records(project, from_ns, to_ns)
        return [row for row in rows if touches(self._key, row.project)]

    def totals(self, project: str | None, from_ns: int, to_ns: int) -> list[dict[str, Any]]:
        """As of ``UsageRepository``."""
        rows = self._usage.totals(project, from_ns, to_ns)
        return [row for row in rows if touches(self._key, row["project"])]
