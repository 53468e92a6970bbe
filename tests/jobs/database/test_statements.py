from __future__ import annotations

import sqlalchemy as sa

from cuelift.jobs.database.schema import executor
from cuelift.jobs.database.statements import insert_ignoring, insert_or_update

ROW = {"id": "one", "host": "h", "version": "1", "beat_ns": 1}


def rows(database):
    return database.connector.read(
        lambda connection: [tuple(row) for row in connection.execute(sa.select(executor))]
    )


def test_what_is_there_stays(database):
    insert = insert_ignoring(database.connector, executor)
    for row in (ROW, ROW | {"host": "other"}):
        database.connector.write(lambda connection, row=row: connection.execute(insert, row))

    assert rows(database) == [("one", "h", "1", 1)]


def test_what_is_there_is_changed_in_these_columns(database):
    insert = insert_or_update(database.connector, executor, "host", "beat_ns")
    for row in (ROW, {"id": "one", "host": "other", "version": "2", "beat_ns": 2}):
        database.connector.write(lambda connection, row=row: connection.execute(insert, row))

    assert rows(database) == [("one", "other", "1", 2)]
