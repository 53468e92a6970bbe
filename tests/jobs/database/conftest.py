"""Every test of a repository runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from cuelift.jobs.database import Database, open_database
from cuelift.jobs.database.connect import Connector, open_engine
from cuelift.jobs.database.schema import metadata
from cuelift.jobs.keyring import Keyring
from tests.jobs.database.samples import MOST, a_project
from tests.support.postgres import PostgresServer

KEYRING = Keyring(bytes(range(32)))


@pytest.fixture
def keyring() -> Keyring:
    return KEYRING


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "postgres":
        address: str = request.getfixturevalue("postgres_url")
        return address
    return "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path}/cuelift.sqlite"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables that several processes may open."""
    if request.param == "postgres":
        address: str = request.getfixturevalue("postgres_url")
        return address
    return f"sqlite:///{tmp_path}/cuelift.sqlite"


@pytest.fixture(scope="session")
def migrated_url(postgres_server: PostgresServer) -> str:
    """A PostgreSQL database with all tables, whose rows tests delete again."""
    url = postgres_server.url("migrated")
    open_database(url, KEYRING).close()
    return url


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An open database."""
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path}/cuelift.sqlite"
    if request.param == "postgres":
        url = request.getfixturevalue("migrated_url")
    opened = open_database(url, KEYRING)
    yield opened
    opened.close()
    if request.param == "postgres":
        _delete_rows(url)


def _delete_rows(url: str) -> None:
    connector = Connector(open_engine(url))
    tables = [table for table in reversed(metadata.sorted_tables) if table.name != "meta"]
    connector.write(lambda connection: [connection.execute(sa.delete(each)) for each in tables])
    connector.close()


@pytest.fixture
def films(database: Database) -> Database:
    """One with the project ``films``."""
    database.projects.create(a_project(), MOST)
    return database
