"""Messages about ended tasks, until they are delivered or given up."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from cuelift.jobs.database.connect import Connector
from cuelift.jobs.database.schema import outbox
from cuelift.jobs.model import Message

ERROR_CHARS = 2000


class SqlOutbox:
    """An ``Outbox``."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def due(
        self, now_ns: int, lease_ns: int, limit: int, skip: Collection[str] = ()
    ) -> list[Message]:
        """Takes messages for delivery, none of topics in ``skip``.

        Others do not see them until the lease is over.
        """
        wanted = _ripe(now_ns, skip)
        ripe = (
            sa.select(outbox.c.id)
            .where(*wanted)
            .order_by(outbox.c.next_ns)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        take = (
            sa.update(outbox)
            .where(outbox.c.id.in_(ripe))
            .values(next_ns=now_ns + lease_ns)
            .returning(outbox)
        )

        def work(connection: sa.Connection) -> list[Message]:
            taken = [Message(**row) for row in connection.execute(take).mappings()]
            return sorted(taken, key=lambda message: (message.created_ns, message.id))

        if not self._any(wanted):
            return []
        return self._connector.write_one(work)

    def delivered(self, message: str) -> None:
        """It has arrived."""
        self._change(outbox.c.id == message, state="delivered", error=None)

    def failed(self, message: str, error: str, next_ns: int | None) -> None:
        """Puts a message off; ``next_ns`` None: to the dead-letter list."""
        values: dict[str, Any] = {
            "error": error[:ERROR_CHARS], "attempts": outbox.c.attempts + 1
        }  # fmt: skip
        values |= {"state": "dead"} if next_ns is None else {"next_ns": next_ns}
        # Someone else may have delivered it after a lease that ran out.
        self._change(sa.and_(outbox.c.id == message, outbox.c.state == "pending"), **values)

    def messages(self, state: str | None, limit: int) -> list[Message]:
        """Messages, oldest first; state None: all."""
        query = sa.select(outbox).order_by(outbox.c.created_ns, outbox.c.id).limit(limit)
        if state is not None:
            query = query.where(outbox.c.state == state)

        def work(connection: sa.Connection) -> list[Message]:
            return [Message(**row) for row in connection.execute(query).mappings()]

        return self._connector.read(work)

    def retry(self, message: str | None, now_ns: int) -> int:
        """Makes a dead message, or all of them, due again; returns how many."""
        which = outbox.c.state == "dead"
        if message is not None:
            which = sa.and_(which, outbox.c.id == message)
        return self._change(which, state="pending", next_ns=now_ns, attempts=0)

    def _any(self, wanted: list[sa.ColumnElement[bool]]) -> bool:
        """Whether it is worth the one writer's time."""
        query = sa.select(1).where(*wanted).limit(1)
        return self._connector.read(
            lambda connection: connection.execute(query).first() is not None
        )

    def _change(self, which: sa.ColumnElement[bool], **values: Any) -> int:
        update = sa.update(outbox).where(which).values(**values)
        return self._connector.write_one(lambda connection: connection.execute(update).rowcount)


def _ripe(now_ns: int, skip: Collection[str]) -> list[sa.ColumnElement[bool]]:
    ripe = [outbox.c.state == "pending", outbox.c.next_ns <= now_ns]
    return [*ripe, outbox.c.topic.not_in(skip)] if skip else ripe
