"""The query behind a page of tasks.

A page begins behind the last task of the one before, by sort value and id, so that tasks which
come and go meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from cuelift.jobs.database.schema import NEVER, Words, task, task_tag
from cuelift.jobs.database.task_rows import COLUMNS, tag_digest
from cuelift.jobs.model import SortKey, TaskFilter


def page_query(
    project: str,
    wanted: TaskFilter,
    sort: SortKey,
    descending: bool,
    after: tuple[int | None, str] | None,
) -> sa.Select[Any]:
    """Builds the query for the tasks behind ``after``, in order."""
    keys = {
        "id": [task.c.id],
        "start": [task.c.created_ns, task.c.id],
        "end": [task.c.ended_ns, task.c.id],
    }[sort]
    query = sa.select(*COLUMNS).where(task.c.project == project, *_conditions(project, wanted))
    if after is not None:
        value, last = after
        bounds: list[sa.ColumnElement[Any]] = [sa.literal(last, Words())]
        if len(keys) > 1:
            bounds.insert(0, sa.literal(NEVER if value is None else _bounded(value), sa.BigInteger))
        place, bound = sa.tuple_(*keys), sa.tuple_(*bounds)
        query = query.where(place < bound if descending else place > bound)
    return query.order_by(*(key.desc() if descending else key.asc() for key in keys))


def _conditions(project: str, wanted: TaskFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.kinds:
        conditions.append(task.c.kind.in_(wanted.kinds))
    if wanted.status is not None:
        conditions.append(task.c.status == wanted.status)
    if wanted.tag is not None:
        digest = tag_digest(project, *wanted.tag)
        tagged = sa.select(task_tag.c.task).where(task_tag.c.digest == digest)
        conditions.append(task.c.id.in_(tagged))
    if wanted.started_from_ns is not None:
        conditions.append(task.c.created_ns >= _bounded(wanted.started_from_ns))
    if wanted.started_to_ns is not None:
        conditions.append(task.c.created_ns < _bounded(wanted.started_to_ns))
    if wanted.ended_from_ns is not None:
        conditions.append(task.c.ended_ns >= _bounded(wanted.ended_from_ns))
    if wanted.ended_from_ns is not None or wanted.ended_to_ns is not None:
        to_ns = NEVER if wanted.ended_to_ns is None else wanted.ended_to_ns
        conditions.append(task.c.ended_ns < _bounded(to_ns))
    return conditions


def _bounded(time_ns: int) -> int:
    """A time of a caller's choice, as far as a column can hold one."""
    return min(max(time_ns, -NEVER), NEVER)
