"""DBOS, which there is once in a process: this is the only place that knows it.

Rows hold JSON. The library would also read pickles that somebody with access to the database put
there, and thereby run their code, so that reading of pickles is turned off.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, NoReturn

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions
from dbos._serialization import DefaultSerializer

from cuelift.errors import ServiceError
from cuelift.jobs.engine.queues import EXTRACT, PIECES, POLL_S, QueueChoice

APPLICATION: Final = "cuelift"
WORKFLOW_VERSION: Final = "1"
"""Of the order of steps in workflows; workers take up only workflows of their own."""
SCHEMA: Final = "dbos"
TASK: Final = "cuelift.task"
PIECE: Final = "cuelift.piece"
CHUNK: Final = 500


def open_engine(url: str) -> sa.Engine | None:
    """The connections to a SQLite file, shared by all parts; None: DBOS makes its own."""
    if not url.startswith("sqlite"):
        return None
    engine = sa.create_engine(url, pool_size=5, max_overflow=20)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    # What a loss of power takes from this file is put back from the tasks' own table.
    connection.isolation_level = "IMMEDIATE"
    for setting in (
        "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000",
        "journal_size_limit=67108864",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}").close()


def quieten() -> None:
    """Leaves log records of DBOS to whoever configured logging, and refuses pickles."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:  # else it would add one that writes to the terminal
        logger.addHandler(logging.NullHandler())
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.WARNING)
    DefaultSerializer.deserialize = _refuse_pickle  # type: ignore[assignment,method-assign]


def _refuse_pickle(*_: object) -> NoReturn:
    raise ServiceError("a row of the engine holds a pickle, which is not read")


def migrate(url: str) -> None:
    """Creates the engine's tables, or brings them up to date."""
    quieten()
    DBOS.migrate(url, schema=SCHEMA)


class Client:
    """What can be done to workflows from anywhere."""

    def __init__(self, url: str, engine: sa.Engine | None) -> None:
        quieten()
        self._client = DBOSClient(
            system_database_url=url,
            system_database_engine=engine,
            dbos_system_schema=SCHEMA,
            serializer=DBOSPortableJSONSerializer(),
            system_database_pool_size=5,
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )
        self._known: dict[str, int] = {}

    def enqueue(
        self, workflow: str, task: str, project: str, queue: QueueChoice, delay_s: float = 0
    ) -> None:
        """Queues a workflow of a task; one that is there already stays as it is."""
        options: EnqueueOptions = {
            "workflow_name": TASK,
            "queue_name": queue.name,
            "workflow_id": workflow,
            "queue_partition_key": project,
            "priority": queue.order,
            "app_version": WORKFLOW_VERSION,
        }
        if delay_s:
            options["delay_seconds"] = delay_s
        self._client.enqueue(options, task, queue.order)

    def ensure_queue(self, queue: QueueChoice, per_worker: int, *, update: bool = False) -> None:
        """Makes a queue, unless it is there."""
        if self._known.get(queue.name) == queue.concurrency and not update:
            return
        self._client.register_queue(
            queue.name,
            partition_concurrency=queue.concurrency,
            worker_concurrency=per_worker,
            polling_interval_sec=POLL_S,
            on_conflict="always_update" if update else "never_update",
        )
        self._known[queue.name] = queue.concurrency

    def refresh_queues(self, per_worker: int) -> None:
        """Makes the queues that were made before let a worker run so many tasks."""
        for queue in self._client.list_queues():
            if queue.name.partition(".")[0] == EXTRACT:
                queue.set_worker_concurrency(per_worker)

    def ensure_pieces(self, per_worker: int) -> None:
        """Makes the queue for pieces of work."""
        self._client.register_queue(
            PIECES, worker_concurrency=per_worker, polling_interval_sec=POLL_S
        )

    def pending(self) -> list[tuple[str, str, str | None]]:
        """Workflows that an executor has: (id, executor, queue)."""
        rows = self._client.list_workflows(
            status="PENDING", name=[TASK, PIECE], load_input=False, load_output=False
        )
        return [(row.workflow_id, row.executor_id or "", row.queue_name) for row in rows]

    def states(self, workflows: Sequence[str]) -> dict[str, str]:
        """The status of those that exist."""
        found: dict[str, str] = {}
        for first in range(0, len(workflows), CHUNK):
            rows = self._client.list_workflows(
                workflow_ids=list(workflows[first : first + CHUNK]),
                load_input=False,
                load_output=False,
            )
            found.update((row.workflow_id, row.status) for row in rows)
        return found

    def requeue(self, workflow: str, queue: str) -> None:
        """Puts a workflow back in its queue."""
        self._client.resume_workflow(workflow, queue_name=queue)

    def withdraw(self, workflows: Sequence[str]) -> None:
        """Takes workflows that wait out of their queue; those that run see to their own end."""
        states = self.states(workflows)
        waiting = [name for name, state in states.items() if state in ("ENQUEUED", "DELAYED")]
        if waiting:
            self._client.cancel_workflows(waiting)

    def delete(self, workflows: Sequence[str]) -> None:
        """Forgets workflows."""
        self._client.delete_workflows(list(workflows), delete_children=True)

    def delete_ended(self, before: datetime) -> int:
        """Forgets workflows that ended earlier; returns how many, at most ``CHUNK``."""
        rows = self._client.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before.isoformat(),
            limit=CHUNK,
            load_input=False,
            load_output=False,
        )
        if rows:
            self.delete([row.workflow_id for row in rows])
        return len(rows)

    def close(self) -> None:
        """Closes its connections."""
        self._client.destroy()


class HandedOn(BaseException):
    """Ends a workflow function without an outcome, because the workflow was put back in its queue.

    No ``Exception``, since DBOS would keep that as the workflow's outcome, or wait for the one
    that another worker finds, for which an ending process has no time.
    """


class Runtime:
    """The part of DBOS that takes workflows out of queues and runs them."""

    def __init__(
        self,
        url: str,
        engine: sa.Engine | None,
        executor: str,
        run_task: Callable[[str, str, int], None],
        run_piece: Callable[[str, Any], Any],
    ) -> None:
        """Registers the workflows; ``launch`` starts taking.

        Args:
            url: of the system database.
            engine: its connections, or None.
            executor: a name that no process had before.
            run_task: runs (workflow id, task, order).
            run_piece: runs (name of the work, item).
        """
        quieten()

        @DBOS.workflow(name=TASK, max_recovery_attempts=None)
        def task_workflow(task: str, order: int) -> None:
            workflow = DBOS.workflow_id
            assert workflow is not None  # noqa: S101 - it is one
            run_task(workflow, task, order)

        @DBOS.workflow(name=PIECE, max_recovery_attempts=None)
        def piece_workflow(work: str, item: Any) -> Any:
            return run_piece(work, item)

        self._piece = piece_workflow
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": url,
            "executor_id": executor,
            "application_version": WORKFLOW_VERSION,
            "dbos_system_schema": SCHEMA,
            "serializer": DBOSPortableJSONSerializer(),
            "enable_otlp": False,
            "log_level": "WARNING",
            "sys_db_pool_size": 10,
            "use_listen_notify": False,
        }
        if engine is not None:
            config["system_database_engine"] = engine
        DBOS(config=config)

    def launch(self) -> None:
        """Begins to take workflows."""
        DBOS.launch()

    def spread(self, work: str, items: Sequence[Any]) -> list[Any]:
        """Runs one piece of work per item, on whatever worker; from within a workflow."""
        handles = [DBOS.enqueue_workflow(PIECES, self._piece, work, item) for item in items]
        return [handle.get_result(polling_interval_sec=POLL_S) for handle in handles]

    def stop(self, within_s: int) -> None:
        """Takes no more workflows, waits for those that run, and lets go of DBOS."""
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=within_s)
