"""Brings the tables up to date, however many processes start at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from cuelift.errors import ServiceError
from cuelift.jobs.database import schema
from cuelift.jobs.database.connect import Connector

VERSION_TABLE: Final = "cuelift_version"
LOCK: Final = 0x6375656C00000001
"""Of PostgreSQL: whoever migrates holds it."""

SCRIPTS: Final = Path(__file__).parent / "migrations"


def upgrade(connector: Connector) -> None:
    """Runs the migrations that a database lacks, all in one transaction.

    Raises: ServiceError: the database is newer than this code.
    """
    if connector.read(revision) != schema.REVISION:
        connector.write_schema(lambda connection: _upgrade(connector, connection))


def revision(connection: sa.Connection) -> str | None:
    """The last migration that a database had; None: it is empty."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    table = sa.table(VERSION_TABLE, sa.column("version_num", sa.Text))
    return connection.execute(sa.select(table.c.version_num)).scalar()


def _upgrade(connector: Connector, connection: sa.Connection) -> None:
    connector.serialise(connection, LOCK)
    there = revision(connection)
    if there == schema.REVISION:
        return
    # Alembic is heavy, and almost every start has nothing to migrate.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    if there is not None and there not in known:
        raise ServiceError(
            f"the database is at revision {there}, which a newer cuelift made; this one knows "
            f"{schema.REVISION}: update cuelift"
        )

    def steps(current: Any, context: Any) -> Any:
        return scripts._upgrade_revs("head", current)

    with EnvironmentContext(config, scripts, fn=steps) as environment:
        environment.configure(connection=connection, **OPTIONS)
        environment.run_migrations()


OPTIONS: Final[dict[str, Any]] = {
    "target_metadata": schema.metadata,
    "version_table": VERSION_TABLE,
    "render_as_batch": True,
    "transactional_ddl": False,  # the transaction around it is ours
}
