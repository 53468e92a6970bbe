"""Tasks from their creation to their purge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from cuelift.errors import AlreadyExists, NotThere, TooMany
from cuelift.jobs.database.connect import Connector
from cuelift.jobs.database.schema import outbox, project, task, task_tag
from cuelift.jobs.database.task_end import End, TaskEnd
from cuelift.jobs.database.task_pages import page_query
from cuelift.jobs.database.task_rows import COLUMNS, from_row, tag_rows, to_row
from cuelift.jobs.model import Failure, SortKey, Task, TaskFilter, TaskResult, Usage

_RUNNING = task.c.status == "running"
_ID = task.c.id == sa.bindparam("wanted")
_MINE = sa.and_(_ID, _RUNNING, task.c.token == sa.bindparam("attempt"))

_FIND = sa.select(*COLUMNS).where(_ID)
_FIND_MANY = sa.select(*COLUMNS).where(task.c.id.in_(sa.bindparam("wanted", expanding=True)))
_OWNS = sa.select(1).where(_MINE)
_REPORT = sa.update(task).where(_MINE).values(progress=sa.bindparam("percent"))
_BEGIN = (
    sa.update(task)
    .where(_ID, _RUNNING)
    .values(
        # The same attempt asks again when it did not hear the answer.
        attempts=task.c.attempts + sa.case((task.c.token == sa.bindparam("attempt"), 0), else_=1),
        token=sa.bindparam("attempt"),
        started_ns=sa.func.coalesce(task.c.started_ns, sa.bindparam("now")),
    )
    .returning(*COLUMNS)
)
_WAITING = (
    sa.select(sa.func.count())
    .select_from(task)
    .where(task.c.project == sa.bindparam("wanted"), _RUNNING)
)
_WORKED_ON = _WAITING.where(task.c.token.is_not(None))
_ROOM = (
    sa.select(_WAITING.scalar_subquery())
    .select_from(project)
    .where(project.c.name == sa.bindparam("wanted"))
    # The project cannot be deleted until the task is there.
    .with_for_update(read=True, key_share=True, of=project)
)
_UNFINISHED = (
    sa.select(task.c.id)
    .where(_RUNNING, task.c.created_ns < sa.bindparam("before"))
    .order_by(task.c.created_ns)
)


class SqlTasks:
    """A ``TaskRepository``."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._end = TaskEnd(connector)

    def create(self, new: Task, most_waiting: int) -> None:
        """Adds a running task.

        Raises:
            NotThere: no such project.
            TooMany: the project has ``most_waiting`` running.
            AlreadyExists: another task has its id.
        """
        row, tags = to_row(new), tag_rows(new)

        def work(connection: sa.Connection) -> None:
            waiting = connection.execute(_ROOM, {"wanted": new.project}).scalar()
            if waiting is None:
                raise NotThere(f"there is no project {new.project}", project=new.project)
            there = connection.execute(_FIND, {"wanted": new.id}).first()
            if there is not None:
                if from_row(there).created_ns != new.created_ns:
                    raise AlreadyExists(f"there is a task {new.id} already", task=new.id)
                return
            if waiting >= most_waiting:
                raise TooMany(
                    f"{waiting} tasks of project {new.project} are waiting", waiting=waiting
                )
            connection.execute(sa.insert(task), row)
            if tags:
                connection.execute(sa.insert(task_tag), tags)

        self._connector.write(work)

    def get(self, project: str, task: str) -> Task | None:
        """Finds a task of a project."""
        found = self.find(task)
        return found if found is not None and found.project == project else None

    def find(self, task: str) -> Task | None:
        """Of whatever project: for workers."""
        values = {"wanted": task}

        def work(connection: sa.Connection) -> Task | None:
            row = connection.execute(_FIND, values).first()
            return None if row is None else from_row(row)

        return self._connector.read(work)

    def get_many(self, ids: Sequence[tuple[str, str]]) -> list[Task | None]:
        """Several tasks by project and id, in one query; None: the project has no such task."""
        values = {"wanted": list({task for _, task in ids})}

        def work(connection: sa.Connection) -> Sequence[sa.Row[Any]]:
            return connection.execute(_FIND_MANY, values).all()

        found = {row[0]: from_row(row) for row in self._connector.read(work)}
        tasks = (found.get(task) for _, task in ids)
        return [
            each if each is not None and each.project == project else None
            for each, (project, _) in zip(tasks, ids, strict=True)
        ]

    def page(
        self,
        project: str,
        wanted: TaskFilter,
        sort: SortKey,
        descending: bool,
        after: tuple[int | None, str] | None,
        limit: int,
    ) -> list[Task]:
        """A page of a project's tasks.

        Args:
            project: whose.
            wanted: which.
            sort: by id, creation, or end; a task that runs ends after all others.
            descending: the other way round.
            after: the sort value (None: of a task without one, or sorted by id) and id of the
                last task of the page before.
            limit: how many at most.
        """
        query = page_query(project, wanted, sort, descending, after).limit(limit)

        def work(connection: sa.Connection) -> list[Task]:
            return [from_row(row) for row in connection.execute(query)]

        return self._connector.read(work)

    def begin(self, task: str, token: str, now_ns: int) -> Task | None:
        """Makes ``token`` the one attempt that may publish and finish; None: it has ended."""
        values = {"wanted": task, "attempt": token, "now": now_ns}

        def work(connection: sa.Connection) -> Task | None:
            row = connection.execute(_BEGIN, values).first()
            return None if row is None else from_row(row)

        return self._connector.write_one(work)

    def owns(self, task: str, token: str) -> bool:
        """Whether an attempt still is the one that may publish."""
        values = {"wanted": task, "attempt": token}
        return self._connector.read(
            lambda connection: connection.execute(_OWNS, values).first() is not None
        )

    def report(self, task: str, token: str, progress: int) -> bool:
        """Keeps how far an attempt is; False: it is not the one any more."""
        values = {"wanted": task, "attempt": token, "percent": min(max(progress, 0), 100)}
        return self._connector.write_one(
            lambda connection: connection.execute(_REPORT, values).rowcount > 0, durable=False
        )

    def finish(
        self,
        task: str,
        token: str | None,
        result: TaskResult | None,
        failure: Failure | None,
        usage: Iterable[Usage],
        now_ns: int,
    ) -> bool:
        """Ends a task, once: its row, usage records and message in one transaction.

        Returns: False: it had ended before, or another attempt has it; nothing was written.
        """
        return self._end(End(task, token, result, failure, tuple(usage), now_ns))

    def unfinished(self, older_than_ns: int, limit: int) -> list[str]:
        """Running tasks that were created earlier, oldest first."""
        query = _UNFINISHED.limit(limit)
        values = {"before": older_than_ns}
        return self._connector.read(
            lambda connection: list(connection.execute(query, values).scalars())
        )

    def running(self, project: str) -> int:
        """Tasks of a project that an attempt works on."""
        return self._count(_WORKED_ON, project)

    def waiting(self, project: str) -> int:
        """Tasks of a project that have not ended."""
        return self._count(_WAITING, project)

    def purge(self, ended_before_ns: int, limit: int) -> list[str]:
        """Deletes ended tasks and their messages, but not their usage; returns their ids.

        A task whose message is still to be delivered is kept.
        """
        told = sa.select(1).where(outbox.c.task == task.c.id, outbox.c.state == "pending")
        query = (
            sa.select(task.c.id)
            .where(task.c.ended_ns < ended_before_ns, ~told.exists())
            .order_by(task.c.ended_ns)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

        def work(connection: sa.Connection) -> list[str]:
            ids = list(connection.execute(query).scalars())
            if ids:
                connection.execute(sa.delete(outbox).where(outbox.c.task.in_(ids)))
                connection.execute(sa.delete(task).where(task.c.id.in_(ids)))
            return ids

        return self._connector.write(work)

    def _count(self, query: sa.Select[Any], project: str) -> int:
        values = {"wanted": project}
        return self._connector.read(
            lambda connection: int(connection.execute(query, values).scalar_one())
        )
