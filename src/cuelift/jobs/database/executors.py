"""Which processes are alive, and which one of them looks after the others."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa

from cuelift.jobs.database.connect import Connector, in_memory
from cuelift.jobs.database.schema import executor
from cuelift.jobs.database.statements import insert_or_update

REAPER_LOCK: Final = 0x6375656C00000003


class SqlExecutors:
    """Heartbeats. Times are the database's own, since clocks of machines differ."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._save = insert_or_update(connector, executor, "host", "version", "beat_ns")
        self._in_memory = threading.Lock()

    def beat(self, executor_id: str, host: str, version: str) -> None:
        """Says that an executor is alive."""
        save = self._save.values(id=executor_id, host=host, version=version, beat_ns=self._now())
        self._connector.write_one(lambda connection: connection.execute(save), durable=False)

    def dead(self, older_than_s: float) -> list[str]:
        """Executors whose last heartbeat is longer ago.

        While PostgreSQL was down nobody could tell that it was alive, so this time does not count.
        """
        last: sa.ColumnElement[int] = executor.c.beat_ns
        if self._connector.is_postgres:
            last = sa.func.greatest(last, _started_ns())
        limit = self._now() - int(older_than_s * 1e9)
        query = sa.select(executor.c.id).where(last < limit).order_by(executor.c.id)
        return self._connector.read(lambda connection: list(connection.execute(query).scalars()))

    def known(self) -> list[str]:
        """All executors that beat once and were not forgotten."""
        query = sa.select(executor.c.id).order_by(executor.c.id)
        return self._connector.read(lambda connection: list(connection.execute(query).scalars()))

    def forget(self, executor_id: str) -> None:
        """Takes an executor off the list: it left, or nothing of it remains to be taken over."""
        gone = sa.delete(executor).where(executor.c.id == executor_id)
        self._connector.write_one(lambda connection: connection.execute(gone))

    @contextmanager
    def reaping(self) -> Iterator[bool]:
        """Holds the lock of which there is one per database; gives False if another holds it."""
        if self._connector.is_postgres:
            with self._connector.once() as connection:
                lock = sa.func.pg_try_advisory_xact_lock(REAPER_LOCK)
                yield bool(connection.execute(sa.select(lock)).scalar_one())
        elif in_memory(self._connector.engine.url):
            yield from _hold(self._in_memory)
        else:
            yield from _hold_file(f"{self._connector.engine.url.database}.reaper")

    def _now(self) -> Any:
        if self._connector.is_postgres:
            return _epoch_ns(sa.func.clock_timestamp())
        return time.time_ns()


def _started_ns() -> sa.ColumnElement[int]:
    """When PostgreSQL came up."""
    return _epoch_ns(sa.func.pg_postmaster_start_time())


def _epoch_ns(moment: Any) -> sa.ColumnElement[int]:
    return sa.cast(sa.extract("epoch", moment) * 1_000_000_000, sa.BigInteger)


def _hold(lock: threading.Lock) -> Iterator[bool]:
    held = lock.acquire(blocking=False)
    try:
        yield held
    finally:
        if held:
            lock.release()


def _hold_file(path: str) -> Iterator[bool]:
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(file)
