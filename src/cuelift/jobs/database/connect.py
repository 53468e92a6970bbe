"""Opens SQLite or PostgreSQL, and runs every transaction, again where its failure may pass.

On SQLite a transaction that matters is on the disk when it returns (``synchronous=FULL``); one that
may be lost with the power of the machine, but not with the process, is asked for by ``durable``.
"""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy import event, exc

from cuelift.errors import CueliftError, ServiceError, TransientError, UsageError

T = TypeVar("T")
Work = Callable[[sa.Connection], T]

BUSY_S: Final = 30.0
FIRST_DELAY_S: Final = 0.02
LONGEST_DELAY_S: Final = 1.0
PASSING_STATES: Final = frozenset({
    "40001", "40P01",                    # serialization failure, deadlock
    "53300",                             # too many connections
    "57P01", "57P02", "57P03",           # shutdown, crash of another, not yet started
    "55P03",                             # a lock could not be had
})  # fmt: skip
DATABASE_ERRORS: Final = (exc.DBAPIError, exc.TimeoutError, sqlite3.Error)
"""What a database may raise. SQLAlchemy does not wrap those of SQLite's ``BEGIN``."""
HOPELESS_WORDS: Final = ("authentication failed", "does not exist", "pg_hba.conf")
"""In the message of a connection that was refused for good: it carries no code."""


class Connector:
    """Transactions on one database, from any thread.

    The work of a transaction may be run again: after a failure that may pass, and also when the
    connection was lost in the middle of a commit, of which nobody knows whether it took place. So
    work must lead to the same state when it finds itself done already, and where a caller goes by
    the answer, to the same answer.
    """

    def __init__(self, engine: sa.Engine, patience_s: float = 60.0) -> None:
        """Takes over an engine.

        Args:
            engine: of ``open_engine``.
            patience_s: how long failures that may pass are tried again.
        """
        self.engine = engine
        self.is_postgres = engine.dialect.name == "postgresql"
        self._patience_s = patience_s
        self._closed = threading.Event()
        self._disposal = threading.Lock()
        memory = not self.is_postgres and in_memory(engine.url)
        # Threads queue here rather than sleep in SQLite, which polls.
        self._one_writer: AbstractContextManager[Any] = nullcontext()
        self._one_reader: AbstractContextManager[Any] = nullcontext()
        if not self.is_postgres:
            self._one_writer = threading.Lock()
        if memory:
            self._one_reader = self._one_writer
        self._reader = self._writer = self._relaxed = self._single = engine
        if self.is_postgres:
            self._reader = self._single = engine.execution_options(isolation_level="AUTOCOMMIT")
        else:
            self._writer = engine.execution_options(cuelift_write="FULL")
            self._single = self._relaxed = engine.execution_options(cuelift_write="NORMAL")

    def read(self, work: Work[T]) -> T:
        """Runs queries; each sees what was committed before it."""
        return self._persist(self._reader, self._one_reader, work)

    def write(self, work: Work[T], *, durable: bool = True) -> T:
        """Runs one transaction that changes something."""
        engine = self._writer if durable else self._relaxed
        return self._persist(engine, self._one_writer, work)

    def write_one(self, work: Work[T], *, durable: bool = True) -> T:
        """Runs a single changing statement: one round trip on PostgreSQL."""
        engine = self._writer if durable and not self.is_postgres else self._single
        return self._persist(engine, self._one_writer, work)

    def write_schema(self, work: Work[T]) -> T:
        """Runs one transaction that may make tables anew, without regard to their references.

        SQLite would take the rows of other tables along when it drops the old one.
        """
        engine = self._writer.execution_options(cuelift_foreign_keys="OFF")
        return self._persist(engine, self._one_writer, work)

    def serialise(self, connection: sa.Connection, lock: int) -> None:
        """Lets only one process at a time pass, until the end of its transaction."""
        if self.is_postgres:  # SQLite has one writer anyway
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(lock)))

    @contextmanager
    def once(self) -> Iterator[sa.Connection]:
        """Gives a transaction that is not run again."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise translated(error) from error

    def close(self) -> None:
        """Closes all connections; whoever waits for the database gives up."""
        self._closed.set()
        with self._one_reader:
            self._close_idle()

    def _close_idle(self) -> None:
        with self._disposal:
            self.engine.pool.dispose()

    def _persist(self, engine: sa.Engine, turn: AbstractContextManager[Any], work: Work[T]) -> T:
        deadline = time.monotonic() + self._patience_s
        delay = FIRST_DELAY_S
        while not self._closed.is_set():
            try:
                with turn, engine.begin() as connection:
                    return work(connection)
            except DATABASE_ERRORS as error:
                if time.monotonic() + delay > deadline or not may_pass(error):
                    raise translated(error) from error
            finally:
                if self._closed.is_set():  # meanwhile: this connection was left over
                    self._close_idle()
            self._closed.wait(delay * random.uniform(0.5, 1.0))  # noqa: S311 -- spreads tries
            delay = min(delay * 2, LONGEST_DELAY_S)
        raise TransientError("the database is being closed")


def open_engine(url: str) -> sa.Engine:
    """Makes the engine for a database.

    Args:
        url: ``sqlite:///PATH``, ``sqlite://`` (in memory) or ``postgresql://...``.

    Raises: UsageError: another kind of database, or its driver is not installed.
    """
    address = _address(url)
    kind = address.drivername.partition("+")[0]
    try:
        if kind == "sqlite":
            return _open_sqlite(address)
        if kind in {"postgresql", "postgres"}:
            return _open_postgres(address)
    except exc.ArgumentError as error:
        raise UsageError(f"not the address of a {kind} database: {_first_line(error)}") from None
    raise UsageError(f"no database is known as {kind!r}: sqlite and postgresql are")


def is_in_memory(url: str) -> bool:
    """Whether an address is that of a SQLite database that is no file.

    Raises: UsageError: it is no address.
    """
    address = _address(url)
    return address.drivername.partition("+")[0] == "sqlite" and in_memory(address)


def _address(url: str) -> sa.URL:
    try:
        return sa.make_url(url)
    except (exc.ArgumentError, ValueError):
        # What cannot be read may hold a password.
        raise UsageError(
            "not the address of a database: expected postgresql://USER:PASSWORD@HOST:PORT/NAME, "
            "with a number as port and other characters than letters and digits percent-encoded"
        ) from None


def sqlite_url(path: str | os.PathLike[str]) -> str:
    """Gives the address of a database file, whatever characters its path has."""
    return sa.URL.create("sqlite", database=os.fspath(path)).render_as_string()


def in_memory(url: sa.URL) -> bool:
    """Whether a SQLite database is no file."""
    return url.database in {None, "", ":memory:"}


def may_pass(error: Exception) -> bool:
    """Whether another try may mend a failure of the database."""
    if isinstance(error, exc.TimeoutError):  # no connection was free
        return True
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        return code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    state = getattr(cause, "sqlstate", None)
    if state in PASSING_STATES or getattr(error, "connection_invalidated", False):
        return True
    if not isinstance(error, exc.OperationalError) or state:
        return False
    return not any(words in str(cause) for words in HOPELESS_WORDS)


def translated(error: Exception) -> CueliftError:
    """Says a failure of the database in our words."""
    if may_pass(error):
        return TransientError(f"the database does not answer: {_reason(error)}")
    return ServiceError(f"the database refused: {_reason(error)}")


def _cause(error: Exception) -> BaseException:
    return (isinstance(error, exc.DBAPIError) and error.orig) or error


def _reason(error: Exception) -> str:
    """What the database said, without statement and values."""
    return _first_line(_cause(error))


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]


def _open_sqlite(address: sa.URL) -> sa.Engine:
    options: dict[str, Any] = {"poolclass": sa.StaticPool}
    if not in_memory(address):
        path = Path(address.database or "")
        try:
            # Sealed secrets lie in it; its journals take over the mode.
            path.touch(mode=0o600)
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror or error}") from error
        options = {"poolclass": sa.QueuePool, "pool_size": 8, "max_overflow": 56}
    engine = sa.create_engine(
        address.set(drivername="sqlite+pysqlite"),
        connect_args={
            "timeout": BUSY_S, "isolation_level": None, "check_same_thread": False,
            "cached_statements": 256,
        },
        **options,
    )  # fmt: skip
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    for setting in ("journal_mode=WAL", "foreign_keys=ON", "journal_size_limit=67108864"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    wanted = options.get("cuelift_write")
    raw: Any = connection.connection.dbapi_connection
    if wanted is None:
        raw.execute("BEGIN").close()
        return
    info, references = connection.connection.info, options.get("cuelift_foreign_keys", "ON")
    # Settings hold for a connection, and cannot be changed within a transaction.
    for name, value in (("synchronous", wanted), ("foreign_keys", references)):
        if info.get(name) != value:
            raw.execute(f"PRAGMA {name}={value}").close()
            info[name] = value
    raw.execute("BEGIN IMMEDIATE").close()


def _open_postgres(address: sa.URL) -> sa.Engine:
    try:
        return sa.create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_size=5,
            max_overflow=10,
            pool_recycle=1800,
            connect_args={
                "connect_timeout": int(os.environ.get("PGCONNECT_TIMEOUT", "5")),
                "application_name": "cuelift",
                # A machine that vanished is noticed after these, in seconds and milliseconds.
                "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
                "tcp_user_timeout": 20_000,
            },
        )  # fmt: skip
    except ImportError:
        raise UsageError(
            "a PostgreSQL database needs the extra: pip install 'cuelift[pg]'"
        ) from None
