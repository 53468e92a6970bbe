from __future__ import annotations

import multiprocessing
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from cuelift.errors import ServiceError
from cuelift.jobs.database import open_database, schema
from cuelift.jobs.database.connect import Connector, open_engine
from cuelift.jobs.database.migrate import OPTIONS, SCRIPTS, VERSION_TABLE, revision, upgrade
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.model import TaskFilter
from tests.jobs.database.samples import MOST, a_task


@pytest.fixture
def connector(url):
    opened = Connector(open_engine(url), patience_s=5)
    yield opened
    opened.close()


def tables(connection):
    """All that the database says of its tables, without the order of their parts."""
    inspector = sa.inspect(connection)
    found = {}
    for name in inspector.get_table_names():
        if name == VERSION_TABLE:
            continue
        parts = [
            inspector.get_columns(name), inspector.get_indexes(name),
            inspector.get_foreign_keys(name), inspector.get_unique_constraints(name),
            [inspector.get_pk_constraint(name)],
        ]  # fmt: skip
        found[name] = [sorted(map(repr, part)) for part in parts]
    return found


def collations(connection):
    query = sa.text(
        "SELECT table_name, column_name, collation_name FROM information_schema.columns "
        "WHERE table_schema = 'public'"
    )
    rows = connection.execute(query).all()
    return {tuple(row) for row in rows if row.table_name != VERSION_TABLE}


def test_an_empty_database_gets_all_tables(connector):
    assert connector.read(revision) is None

    upgrade(connector)

    assert connector.read(revision) == schema.REVISION
    assert set(connector.read(tables)) == set(schema.metadata.tables)


def test_migrations_and_metadata_are_one(connector):
    upgrade(connector)

    def compare(connection):
        context = MigrationContext.configure(connection, opts=OPTIONS)
        return compare_metadata(context, schema.metadata)

    assert connector.read(compare) == []


def test_the_database_itself_sees_no_difference(connector):
    upgrade(connector)
    read = [tables, collations] if connector.is_postgres else [tables]
    migrated = [connector.read(each) for each in read]

    def make_afresh(connection):
        schema.metadata.drop_all(connection)
        schema.metadata.create_all(connection)

    connector.write(make_afresh)

    assert [connector.read(each) for each in read] == migrated


def test_the_newest_migration_is_the_one_the_code_works_with():
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")

    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


def test_a_second_upgrade_changes_nothing(connector):
    upgrade(connector)
    before = connector.read(tables)
    upgrade(connector)

    assert connector.read(tables) == before


def test_a_newer_database_is_refused_and_left_alone(connector):
    upgrade(connector)
    newer = sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    connector.write(lambda connection: connection.execute(newer))

    with pytest.raises(ServiceError, match=r"9999.*newer cuelift"):
        upgrade(connector)

    assert connector.read(revision) == "9999"


def test_a_migration_that_fails_leaves_nothing_behind(connector, monkeypatch):
    import alembic.op

    created = alembic.op.create_index

    def fail(name, table, *rest, **options):
        if table == "usage_task":
            raise ZeroDivisionError
        return created(name, table, *rest, **options)

    monkeypatch.setattr(alembic.op, "create_index", fail)
    with pytest.raises(ZeroDivisionError):
        upgrade(connector)
    monkeypatch.undo()

    assert connector.read(tables) == {}
    upgrade(connector)
    assert connector.read(revision) == schema.REVISION


def test_a_table_made_anew_keeps_the_rows_that_refer_to_it(films):
    films.tasks.create(a_task(tags={"run": "a9"}), MOST)

    def make_anew(connection):
        operations = Operations(MigrationContext.configure(connection, opts=OPTIONS))
        with operations.batch_alter_table("task", recreate="always") as batch:
            batch.add_column(sa.Column("added", sa.BigInteger))
        with operations.batch_alter_table("task", recreate="always") as batch:
            batch.drop_column("added")

    wanted = TaskFilter(tag=("run", "a9"))
    if not films.connector.is_postgres:  # which has no need to make it anew
        films.connector.write_schema(make_anew)

    assert len(films.tasks.page("films", wanted, "id", False, None, 5)) == 1
    with pytest.raises(ServiceError, match=r"(?i)foreign key"):
        films.connector.write(
            lambda connection: connection.execute(
                sa.insert(schema.task_tag), {"task": "none", "digest": "d"}
            )
        )


def open_at_once(url, barrier, answers):
    barrier.wait(60)
    try:
        database = open_database(url, Keyring(bytes(range(32))))
        database.ready()
        database.close()
        answers.put(None)
    except Exception as error:
        answers.put(repr(error))


@pytest.mark.slow
def test_processes_that_start_at_once_migrate_once(shared_url):
    spawn = multiprocessing.get_context("spawn")
    barrier, answers = spawn.Barrier(3), spawn.Queue()
    processes = [
        spawn.Process(target=open_at_once, args=(shared_url, barrier, answers)) for _ in range(3)
    ]
    for process in processes:
        process.start()
    said = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(60)

    assert said == [None] * 3


def test_threads_that_start_at_once_migrate_once(shared_url, keyring):
    start, opened, failed = Barrier(4), [], []

    def start_up():
        start.wait()
        try:
            opened.append(open_database(shared_url, keyring))
        except Exception as error:
            failed.append(error)

    threads = [Thread(target=start_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in opened:
        database.close()

    assert failed == []
    assert len(opened) == 4
