from __future__ import annotations

import re
import socket
import sqlite3
import stat
import sys
import time
from threading import Event, Thread, Timer

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from cuelift.errors import ServiceError, TransientError, UsageError
from cuelift.jobs.database import open_database
from cuelift.jobs.database.connect import (
    Connector,
    is_in_memory,
    may_pass,
    open_engine,
    sqlite_url,
)
from tests.jobs.database.samples import FAILURE, MOST, a_project, a_task


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://h/d", "mysql"),
        ("nonsense", "not the address"),
        ("", "not the address"),
        ("postgresql://u:hidden@h:bad/x", "not the address"),
        ("sqlite://h/x", "not the address of a sqlite database"),
        ("sqlite:////nowhere/x.sqlite", "/nowhere/x.sqlite: No such file"),
    ],
)
def test_other_databases_are_refused(address, said):
    with pytest.raises(UsageError, match=said) as caught:
        open_engine(address)
    assert "hidden" not in caught.value.message


@pytest.mark.parametrize(
    ("address", "memory"),
    [("sqlite://", True), ("sqlite:///:memory:", True), ("sqlite:////a", False),
     ("postgresql://h", False)],
)  # fmt: skip
def test_a_database_in_memory_is_told_by_its_address(address, memory):
    assert is_in_memory(address) is memory


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgres_is_reached_by_any_of_its_names(scheme):
    engine = open_engine(f"{scheme}://u:p@h/d")

    assert engine.dialect.driver == "psycopg"
    engine.dispose()


def test_without_the_driver_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(UsageError, match=re.escape("pip install 'cuelift[pg]'")):
        open_engine("postgresql://h/d")


@pytest.mark.parametrize("name", ["a b", "a?b=c", "a%20b", "a#b", "ä", "a@b:1"])
def test_a_file_may_have_any_name(tmp_path, keyring, name):
    path = tmp_path / name
    open_database(sqlite_url(path), keyring).close()

    assert path.stat().st_size > 0


def test_the_file_is_its_owners_alone(tmp_path, keyring):
    database = open_database(f"sqlite:///{tmp_path}/x.sqlite", keyring)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("x.sqlite*")}
    database.close()

    assert modes == {0o600}


def test_a_file_that_was_there_keeps_its_mode(tmp_path, keyring):
    path = tmp_path / "x.sqlite"
    path.touch(mode=0o640)
    open_database(f"sqlite:///{path}", keyring).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_what_matters_is_synced_to_the_disk(tmp_path, keyring, durable, level):
    database = open_database(f"sqlite:///{tmp_path}/x.sqlite", keyring)

    def ask(connection):
        return [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
        ]

    for write in (database.connector.write, database.connector.write_one):
        assert write(ask, durable=durable) == [level, "wal", 1, 30_000]
    database.close()


def failing(error, times):
    """Work that fails some times before it succeeds."""
    left = [times]

    def work(connection):
        if left[0]:
            left[0] -= 1
            raise error
        return connection.execute(sa.select(7)).scalar_one()

    return work


def busy():
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def test_a_failure_that_may_pass_is_tried_again(database):
    error = exc.OperationalError("SELECT", {}, busy())

    for call in (database.connector.read, database.connector.write, database.connector.write_one):
        assert call(failing(error, 3)) == 7


def test_patience_ends(url):
    connector = Connector(open_engine(url), patience_s=0.1)

    with pytest.raises(TransientError, match="does not answer: database is locked"):
        connector.write(failing(busy(), 1000))
    connector.close()


def test_who_waits_gives_up_when_it_is_closed(url):
    connector = Connector(open_engine(url), patience_s=60)
    Timer(0.1, connector.close).start()
    begun = time.monotonic()

    with pytest.raises(TransientError):
        connector.write(failing(busy(), 1000))

    assert time.monotonic() - begun < 10


def test_a_closed_database_answers_nobody(database):
    database.close()

    with pytest.raises(TransientError, match="being closed"):
        database.ready()


def test_closing_lets_a_transaction_end(url):
    connector = Connector(open_engine(url))
    inside, go = Event(), Event()
    answers = []

    def work(connection):
        inside.set()
        assert go.wait(20)
        return connection.execute(sa.select(7)).scalar_one()

    thread = Thread(target=lambda: answers.append(connector.write(work)))
    thread.start()
    inside.wait(20)
    closing = Thread(target=connector.close)
    closing.start()
    go.set()
    closing.join(20)
    thread.join(20)

    assert answers == [7]


def test_a_failure_for_good_is_said_without_values(database):
    with pytest.raises(ServiceError, match="the database refused") as caught:
        database.connector.read(
            lambda connection: connection.execute(
                sa.text("SELECT * FROM nothing WHERE a = :a"), {"a": "secret"}
            )
        )

    assert "secret" not in str(caught.value)


def test_what_work_raises_comes_through_and_is_rolled_back(films):
    def work(connection):
        connection.execute(sa.text("DELETE FROM project"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        films.connector.write(work)
    assert films.projects.get("films")


def with_state(state):
    error = Exception("said the server")
    error.sqlstate = state
    return error


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (busy(), True),
        (sqlite3.OperationalError("no such table"), False),
        (exc.TimeoutError("no connection is free"), True),
        (exc.OperationalError("", {}, busy()), True),
        (exc.OperationalError("", {}, with_state("40P01")), True),
        (exc.OperationalError("", {}, with_state("57P03")), True),
        (exc.OperationalError("", {}, with_state("53100")), False),
        (exc.OperationalError("", {}, Exception("connection refused")), True),
        (exc.OperationalError("", {}, Exception("password authentication failed")), False),
        (exc.IntegrityError("", {}, with_state("23505")), False),
        (exc.InterfaceError("", {}, with_state(None), connection_invalidated=True), True),
        (exc.ProgrammingError("", {}, Exception("syntax")), False),
        (ZeroDivisionError(), False),
    ],
)
def test_failures_that_may_pass_are_told_from_others(error, passes):
    assert may_pass(error) is passes


def test_a_server_that_is_not_there_is_not_waited_for_beyond_patience(keyring):
    pytest.importorskip("psycopg")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"postgresql://u@127.0.0.1:{probe.getsockname()[1]}/d"
        with pytest.raises(TransientError, match="does not answer"):
            open_database(address, keyring, patience_s=0.2)


@pytest.mark.postgres
def test_a_database_that_does_not_exist_is_said_at_once(postgres_server, keyring):
    begun = time.monotonic()

    with pytest.raises(ServiceError, match='database "none" does not exist'):
        open_database(postgres_server.address("none"), keyring)

    assert time.monotonic() - begun < 10


@pytest.mark.postgres
def test_nothing_is_lost_or_doubled_while_postgres_restarts(postgres_server, postgres_url, keyring):
    database = open_database(postgres_url, keyring)
    database.projects.create(a_project(), MOST)
    done, failed, refused = [], [], []
    stop = False

    def work(number):
        count = 0
        while not stop:
            task = a_task(id=f"{number}-{count}")
            count += 1
            try:
                database.tasks.create(task, 100_000)
                database.tasks.begin(task.id, "t", 5)
                if not database.tasks.finish(task.id, "t", None, FAILURE, (), count):
                    failed.append(task.id)
                if database.keys.use_nonces([("k", task.id)], 10) != [True]:
                    refused.append(task.id)
            except Exception as error:
                failed.append(error)
                raise
            done.append(task.id)

    threads = [Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for down_s in (0, 0.5, 1.5):
        time.sleep(0.5)
        postgres_server.restart(down_s=down_s)
    time.sleep(0.5)
    stop = True
    for thread in threads:
        thread.join(60)

    assert failed == refused == []
    assert len(done) > 50
    assert {message.task for message in database.outbox.messages(None, 100_000)} == set(done)
    assert database.tasks.waiting("films") == 0
    begun = database.connector.read(
        lambda connection: connection.execute(
            sa.text("SELECT count(*), sum(attempts) FROM task")
        ).one()
    )
    assert tuple(begun) == (len(done), len(done))
    database.close()


@pytest.mark.postgres
def test_a_frozen_transaction_of_another_is_waited_for(postgres_url, keyring):
    one, other = open_database(postgres_url, keyring), open_database(postgres_url, keyring)
    one.projects.create(a_project(), MOST)
    with one.connector.once() as connection:
        connection.execute(sa.text("SELECT * FROM project FOR UPDATE"))
        thread = Thread(target=other.projects.delete, args=("films",))
        thread.start()
        time.sleep(0.2)
        assert thread.is_alive()
    thread.join(20)

    assert one.projects.get("films") is None
    one.close()
    other.close()


def test_a_transaction_that_is_not_run_again_fails_in_our_words(database):
    with pytest.raises(TransientError), database.connector.once():
        raise busy()
