"""Statements that SQLite and PostgreSQL both know, but SQLAlchemy has no common word for."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from cuelift.jobs.database.connect import Connector


def insert_ignoring(connector: Connector, table: sa.Table) -> Any:
    """Inserts rows, but not those whose keys are there."""
    insert = postgresql.insert if connector.is_postgres else sqlite.insert
    return insert(table).on_conflict_do_nothing()


def insert_or_update(connector: Connector, table: sa.Table, *columns: str) -> Any:
    """Inserts a row, or sets these columns of the one with its primary key."""
    insert = postgresql.insert if connector.is_postgres else sqlite.insert
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in columns},
    )
