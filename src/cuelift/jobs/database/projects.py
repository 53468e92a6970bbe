"""Projects and the buckets that belong to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import msgspec
import sqlalchemy as sa

from cuelift.errors import AlreadyExists, NotEmpty, NotThere, QuotaExceeded
from cuelift.jobs.database.connect import Connector
from cuelift.jobs.database.json_text import to_json
from cuelift.jobs.database.schema import attachment, project, task
from cuelift.jobs.database.statements import insert_ignoring
from cuelift.jobs.model import Attachment, Project

LOCK: Final = 0x6375656C00000002
LAST: Final = "\U0010ffff"
"""Behind every name with the same prefix."""

_decode = msgspec.json.Decoder(Project).decode
_DOCUMENT = sa.select(project.c.document).where(project.c.name == sa.bindparam("wanted"))


class SqlProjects:
    """A ``ProjectRepository``."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._add = insert_ignoring(connector, attachment)

    def create(self, new: Project, most: int) -> None:
        """Adds a project. Raises: AlreadyExists; QuotaExceeded: there are ``most`` already."""

        def work(connection: sa.Connection) -> None:
            self._connector.serialise(connection, LOCK)
            there = _find(connection, new.name)
            if there == new:
                return
            if there is not None:
                raise AlreadyExists(f"project {new.name} already exists", project=new.name)
            count = connection.execute(sa.select(sa.func.count()).select_from(project)).scalar_one()
            if count >= most:
                raise QuotaExceeded(f"there are {count} projects, and may be {most}", most=most)
            row = {"name": new.name, "document": to_json(new)}
            connection.execute(sa.insert(project), row)

        self._connector.write(work)

    def get(self, name: str) -> Project | None:
        """Finds a project."""
        return self._connector.read(lambda connection: _find(connection, name))

    def update(self, name: str, change: Callable[[Project], Project]) -> Project | None:
        """Changes a project in one transaction; None: there is none.

        Args:
            name: which.
            change: pure, for it may be asked again; it may not touch the database.
        """

        def work(connection: sa.Connection) -> Project | None:
            there = _find(connection, name, lock=True)
            if there is None:
                return None
            changed = msgspec.structs.replace(change(there), name=name)
            update = sa.update(project).where(project.c.name == name)
            connection.execute(update, {"document": to_json(changed)})
            return changed

        return self._connector.write(work)

    def delete(self, name: str) -> bool:
        """Deletes it. Raises: NotEmpty: it has buckets or running tasks.

        Its ended tasks wait for their purge, as its usage stays.
        """

        def work(connection: sa.Connection) -> bool:
            if _find(connection, name, lock=True) is None:
                return False
            running = sa.and_(task.c.project == name, task.c.status == "running")
            for what, held in (
                ("buckets", sa.select(1).where(attachment.c.project == name)),
                ("running tasks", sa.select(1).where(running)),
            ):
                if connection.execute(held.limit(1)).first():
                    raise NotEmpty(f"project {name} still has {what}", project=name)
            connection.execute(sa.delete(project).where(project.c.name == name))
            return True

        return self._connector.write(work)

    def page(
        self, prefix: str, tags: dict[str, str], after: str | None, limit: int
    ) -> list[Project]:
        """By name, those behind ``after``; tags must all match."""
        query = sa.select(project.c.document).order_by(project.c.name)
        if prefix:
            query = query.where(project.c.name >= prefix, project.c.name < prefix + LAST)
        if after is not None:
            query = query.where(project.c.name > after)
        if not tags:
            query = query.limit(limit)

        def work(connection: sa.Connection) -> list[Project]:
            return _with_tags(connection.execute(query).scalars(), tags, limit)

        return self._connector.read(work)

    def attach(self, new: Attachment) -> None:
        """Gives a bucket to a project. Raises: AlreadyExists; NotThere: no such project."""

        def work(connection: sa.Connection) -> None:
            # The lock keeps the project from being deleted meanwhile.
            if _find(connection, new.project, share=True) is None:
                raise NotThere(f"there is no project {new.project}", project=new.project)
            row = msgspec.structs.asdict(new)
            added = connection.execute(self._add.returning(attachment.c.bucket), row).first()
            if not added and _attachment(connection, new.bucket) != new:
                raise AlreadyExists(f"bucket {new.bucket} is attached already", bucket=new.bucket)

        self._connector.write(work)

    def detach(self, bucket: str) -> bool:
        """Takes a bucket from its project; False: it has none."""
        gone = sa.delete(attachment).where(attachment.c.bucket == bucket)
        return self._connector.write(lambda connection: connection.execute(gone).rowcount > 0)

    def attachment(self, bucket: str) -> Attachment | None:
        """Whose a bucket is."""
        return self._connector.read(lambda connection: _attachment(connection, bucket))

    def attachments(self, project: str, after: str | None, limit: int) -> list[Attachment]:
        """The buckets of a project by name, those behind ``after``."""
        table = attachment
        query = sa.select(table).where(table.c.project == project).order_by(table.c.bucket)
        if after is not None:
            query = query.where(table.c.bucket > after)

        def work(connection: sa.Connection) -> list[Attachment]:
            rows = connection.execute(query.limit(limit)).mappings()
            return [Attachment(**row) for row in rows]

        return self._connector.read(work)


def _find(
    connection: sa.Connection, name: str, *, lock: bool = False, share: bool = False
) -> Project | None:
    query = _DOCUMENT
    if lock:
        query = query.with_for_update()
    if share:
        query = query.with_for_update(read=True, key_share=True)
    found = connection.execute(query, {"wanted": name}).scalar()
    return _decode(found) if found is not None else None


def _attachment(connection: sa.Connection, bucket: str) -> Attachment | None:
    query = sa.select(attachment).where(attachment.c.bucket == bucket)
    row = connection.execute(query).mappings().first()
    return Attachment(**row) if row else None


def _with_tags(documents: Iterable[str], tags: dict[str, str], limit: int) -> list[Project]:
    found: list[Project] = []
    for document in documents:
        if len(found) == limit:
            break
        candidate = _decode(document)
        if tags.items() <= candidate.tags.items():
            found.append(candidate)
    return found
