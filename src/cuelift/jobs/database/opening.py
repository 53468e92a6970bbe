"""Opens the database of the task service with all its repositories."""

from __future__ import annotations

import sqlalchemy as sa

from cuelift.errors import ServiceError
from cuelift.jobs.database import schema
from cuelift.jobs.database.connect import Connector, open_engine
from cuelift.jobs.database.executors import SqlExecutors
from cuelift.jobs.database.keys import SqlKeys
from cuelift.jobs.database.migrate import upgrade
from cuelift.jobs.database.outbox import SqlOutbox
from cuelift.jobs.database.projects import SqlProjects
from cuelift.jobs.database.statements import insert_ignoring
from cuelift.jobs.database.tasks import SqlTasks
from cuelift.jobs.database.usage import SqlUsage
from cuelift.jobs.keyring import Keyring

KEY_CHECK = "key_check"


class Database:
    """All repositories of one database; they may be used from any thread."""

    def __init__(self, connector: Connector, keyring: Keyring) -> None:
        self.connector = connector
        self.projects = SqlProjects(connector)
        self.tasks = SqlTasks(connector)
        self.usage = SqlUsage(connector)
        self.outbox = SqlOutbox(connector)
        self.keys = SqlKeys(connector, keyring)
        self.executors = SqlExecutors(connector)

    def ready(self) -> None:
        """Asks the database something. Raises: TransientError: it does not answer."""
        self.connector.read(lambda connection: connection.execute(sa.select(1)).scalar_one())

    def close(self) -> None:
        """Closes all connections."""
        self.connector.close()


def open_database(url: str, keyring: Keyring, patience_s: float = 60.0) -> Database:
    """Opens a database, and brings its tables up to date.

    Several processes may do so at once.

    Args:
        url: ``sqlite:///PATH``, ``sqlite://`` (in memory) or ``postgresql://...``.
        keyring: that the secrets in it are encrypted with.
        patience_s: how long a database that does not answer is tried again, now and later.

    Raises:
        UsageError: the address is no database's, or its driver is not installed.
        TransientError: it does not answer.
        ServiceError: it refuses, it is newer than this version, or it has another key.
    """
    engine = open_engine(url)
    connector = Connector(engine, patience_s)
    try:
        upgrade(connector)
        _check_key(connector, keyring)
    except BaseException:
        connector.close()
        raise
    return Database(connector, keyring)


def _check_key(connector: Connector, keyring: Keyring) -> None:
    """Refuses a key file that is not the one this database was made with."""
    kept = sa.select(schema.meta.c.value).where(schema.meta.c.name == KEY_CHECK)

    def check(connection: sa.Connection) -> bytes:
        sealed = connection.execute(kept).scalar()
        if sealed is None:
            row = {"name": KEY_CHECK, "value": keyring.seal(b"", KEY_CHECK)}
            connection.execute(insert_ignoring(connector, schema.meta), row)
            sealed = connection.execute(kept).scalar_one()
        return bytes(sealed)

    try:
        keyring.unseal(connector.write(check), KEY_CHECK)
    except ServiceError as error:
        raise ServiceError(
            "the key file is not the one that this database was made with"
        ) from error
