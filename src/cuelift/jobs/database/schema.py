"""The tables of the task service.

What is filtered, sorted or counted is a column of its own; everything else of a value lies in one
JSON text. Times are integer nanoseconds.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

REVISION: Final = "0001"
"""The newest migration; the code works with this one only."""

NEVER: Final = 2**63 - 1
"""Stands for the end of a task that runs, so that such tasks sort behind all that ended."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Words(sa.TypeDecorator[str]):
    """Text that callers chose: ordered by code point, and never refused by a database.

    PostgreSQL takes no NUL and no driver takes a lone surrogate, so both are replaced.
    """

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Byte order on PostgreSQL too, whatever the locale of the cluster."""
        return sa.Text(collation="C" if dialect.name == "postgresql" else None)

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Makes it storable."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _json(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _words(name: str, nullable: bool = False, **options: Any) -> sa.Column[str]:
    return sa.Column(name, Words, nullable=nullable, **options)


def _number(name: str, nullable: bool = False, **options: Any) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable, **options)


meta = sa.Table(
    "meta",
    metadata,
    _words("name", primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)

project = sa.Table(
    "project",
    metadata,
    _words("name", primary_key=True),
    _json("document"),
)

attachment = sa.Table(
    "attachment",
    metadata,
    _words("bucket", primary_key=True),
    sa.Column("project", Words, sa.ForeignKey("project.name"), nullable=False),
    _words("description"),
    _number("created_ns"),
    _number("updated_ns"),
    sa.Index(None, "project", "bucket"),
)

task = sa.Table(
    "task",
    metadata,
    _words("id", primary_key=True),
    _words("project"),
    _words("kind"),
    _words("status"),
    _number("created_ns"),
    _number("started_ns", nullable=True),
    _number("ended_ns"),
    _number("progress"),
    _number("attempts"),
    _number("priority"),
    _words("token", nullable=True),
    _words("topic", nullable=True),
    _json("document"),
    _json("result", nullable=True),
    _json("failure", nullable=True),
    sa.Index(None, "project", "id"),
    sa.Index(None, "project", "created_ns", "id"),
    sa.Index(None, "project", "ended_ns", "id"),
    sa.Index(None, "project", "status", "id"),
    sa.Index(None, "status", "created_ns"),
    sa.Index(None, "ended_ns"),
)

task_tag = sa.Table(
    "task_tag",
    metadata,
    sa.Column("task", Words, sa.ForeignKey("task.id", ondelete="CASCADE"), primary_key=True),
    # Of project, name and value: a value may be longer than an index entry.
    _words("digest", primary_key=True),
    sa.Index(None, "digest", "task"),
)

usage = sa.Table(
    "usage",
    metadata,
    _words("task", primary_key=True),
    _number("track", primary_key=True, autoincrement=False),
    _words("item", primary_key=True),
    _words("project"),
    _number("quantity"),
    _number("ended_ns"),
    sa.Index(None, "project", "ended_ns"),
    sa.Index(None, "ended_ns"),
)

usage_task = sa.Table(
    "usage_task",
    metadata,
    _words("task", primary_key=True),
    _words("project"),
    _number("ended_ns"),
    _number("bytes_read"),
    _json("requests"),
    sa.Index(None, "project", "ended_ns"),
    sa.Index(None, "ended_ns"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    _words("id", primary_key=True),
    _words("task"),
    _words("project"),
    _words("topic"),
    _number("attempts"),
    _words("state"),
    _number("created_ns"),
    _number("next_ns"),
    _words("error", nullable=True),
    sa.UniqueConstraint("task"),
    sa.Index(None, "state", "next_ns"),
)

access_key = sa.Table(
    "access_key",
    metadata,
    _words("id", primary_key=True),
    _json("document"),
    _number("revoked_ns", nullable=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    _words("bearer", nullable=True),
    sa.UniqueConstraint("bearer"),
)

nonce = sa.Table(
    "nonce",
    metadata,
    _words("digest", primary_key=True),
    _words("claim"),
    _number("expires_ns"),
    sa.Index(None, "expires_ns"),
    sqlite_with_rowid=False,
)

executor = sa.Table(
    "executor",
    metadata,
    _words("id", primary_key=True),
    _words("host"),
    _words("version"),
    _number("beat_ns"),
)
