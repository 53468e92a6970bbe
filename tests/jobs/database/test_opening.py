from __future__ import annotations

import pytest

from cuelift.errors import ServiceError, UsageError
from cuelift.jobs import ports
from cuelift.jobs.database import Database, open_database
from cuelift.jobs.keyring import Keyring
from tests.jobs.database.samples import MOST, a_project


def test_what_was_kept_is_there_when_it_is_opened_again(shared_url, keyring):
    database = open_database(shared_url, keyring)
    database.projects.create(a_project(), MOST)
    database.close()

    again = open_database(shared_url, keyring)
    assert again.projects.get("films") == a_project()
    again.close()


def test_databases_in_memory_are_strangers(keyring):
    one, other = open_database("sqlite://", keyring), open_database("sqlite://", keyring)
    one.projects.create(a_project(), MOST)

    assert other.projects.get("films") is None
    one.close()
    other.close()


def test_another_key_file_is_refused(shared_url, keyring):
    open_database(shared_url, keyring).close()

    with pytest.raises(ServiceError, match="not the one that this database was made with"):
        open_database(shared_url, Keyring.make())

    open_database(shared_url, keyring).close()


def test_an_open_database_is_ready(database):
    database.ready()


def test_an_address_of_nothing_is_a_usage_error(keyring):
    with pytest.raises(UsageError):
        open_database("redis://h", keyring)


def test_each_repository_keeps_its_seam(database):
    seams: list[tuple[type, object]] = [
        (ports.ProjectRepository, database.projects),
        (ports.TaskRepository, database.tasks),
        (ports.UsageRepository, database.usage),
        (ports.Outbox, database.outbox),
        (ports.KeyRepository, database.keys),
    ]
    for seam, repository in seams:
        names = {name for name in vars(seam) if not name.startswith("_")}
        assert names <= set(dir(repository)), seam


def as_seams(database: Database) -> ports.TaskRepository:
    """Checked by the type checker."""
    projects: ports.ProjectRepository = database.projects
    usage: ports.UsageRepository = database.usage
    outbox: ports.Outbox = database.outbox
    keys: ports.KeyRepository = database.keys
    del projects, usage, outbox, keys
    return database.tasks
