from __future__ import annotations

import time
from contextlib import ExitStack

import pytest
import sqlalchemy as sa

from cuelift.errors import TransientError
from cuelift.jobs.database import open_database
from cuelift.jobs.database.schema import executor


def silence(database, executor_id, seconds):
    """Puts the last heartbeat back."""

    def work(connection):
        update = sa.update(executor).where(executor.c.id == executor_id)
        connection.execute(update.values(beat_ns=executor.c.beat_ns - int(seconds * 1e9)))

    database.connector.write(work)


def test_who_beats_is_alive_and_who_does_not_is_dead(database, monkeypatch):
    monkeypatch.setattr(
        "cuelift.jobs.database.executors._started_ns", lambda: sa.literal(0, sa.BigInteger)
    )
    database.executors.beat("one", "host", "1.0")
    database.executors.beat("two", "host", "1.0")
    assert database.executors.dead(20) == []

    silence(database, "one", 21)
    assert database.executors.dead(20) == ["one"]
    assert database.executors.known() == ["one", "two"]

    database.executors.beat("one", "host", "1.1")
    assert database.executors.dead(20) == []


def test_the_time_is_about_now(database):
    database.executors.beat("one", "host", "1.0")
    with database.connector.engine.begin() as connection:
        beat_ns = connection.execute(sa.select(executor.c.beat_ns)).scalar_one()

    assert abs(beat_ns - time.time_ns()) < 5e9


def test_who_is_forgotten_is_neither(database):
    database.executors.beat("one", "host", "1.0")
    database.executors.forget("one")
    database.executors.forget("none")

    assert database.executors.known() == database.executors.dead(-10) == []


@pytest.mark.postgres
def test_the_time_that_postgres_was_down_kills_nobody(postgres_server, postgres_url, keyring):
    database = open_database(postgres_url, keyring)
    database.executors.beat("one", "host", "1.0")
    silence(database, "one", 1000)
    postgres_server.restart()

    assert database.executors.dead(20) == []
    time.sleep(0.1)
    assert database.executors.dead(0.05) == ["one"]
    database.close()


def test_only_one_process_reaps_at_a_time(shared_url, keyring):
    one, other = open_database(shared_url, keyring), open_database(shared_url, keyring)

    with one.executors.reaping() as mine:
        assert mine
        with other.executors.reaping() as theirs, one.executors.reaping() as again:
            assert not theirs
            assert not again
    with other.executors.reaping() as theirs:
        assert theirs
    one.close()
    other.close()


def test_in_memory_one_thread_reaps_at_a_time(keyring):
    database = open_database("sqlite://", keyring)

    with database.executors.reaping() as mine, database.executors.reaping() as again:
        assert mine
        assert not again
    with database.executors.reaping() as mine:
        assert mine
    database.close()


def test_reaping_that_fails_lets_others_reap(database):
    with pytest.raises(ZeroDivisionError), database.executors.reaping():
        raise ZeroDivisionError

    with database.executors.reaping() as mine:
        assert mine


@pytest.mark.postgres
def test_reaping_without_a_database_fails_in_our_words(postgres_server, postgres_url, keyring):
    database = open_database(postgres_url, keyring)
    postgres_server.stop()

    with ExitStack() as stack, pytest.raises(TransientError):
        stack.enter_context(database.executors.reaping())
    postgres_server.start()
    database.close()
