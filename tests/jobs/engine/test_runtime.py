"""What DBOS is told, and kept from."""

from __future__ import annotations

import base64
import logging
import pickle
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dbos._serialization import DefaultSerializer

from cuelift.errors import ServiceError
from cuelift.jobs.engine.queues import choose_queue
from cuelift.jobs.engine.runtime import Client, migrate, open_engine, quieten

USUAL = choose_queue(None, 8, 0)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/engine.sqlite"


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    migrate(url)
    engine = open_engine(url)
    assert engine is not None
    client = Client(url, engine)
    yield client
    client.close()
    engine.dispose()


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


def test_records_of_dbos_go_where_all_others_go(capfd: pytest.CaptureFixture[str]) -> None:
    quieten()
    logger = logging.getLogger("dbos")

    assert {type(handler) for handler in logger.handlers} == {logging.NullHandler}
    assert logger.propagate


def test_pickles_in_the_database_are_not_read() -> None:
    quieten()
    text = base64.b64encode(pickle.dumps({"a": 1})).decode()

    with pytest.raises(ServiceError, match="pickle"):
        DefaultSerializer().deserialize(text)


def test_rows_hold_json(client: Client, url: str) -> None:
    client.ensure_queue(USUAL, 4)
    client.enqueue("t", "t", "p", USUAL)

    [(inputs,)] = rows(url, "select inputs from workflow_input")
    assert inputs == '{"namedArgs":{},"positionalArgs":["t",1000000]}'


def test_workflow_is_queued_once(client: Client) -> None:
    client.ensure_queue(USUAL, 4)
    for _ in range(2):
        client.enqueue("t", "t", "p", USUAL)
    client.enqueue("t.1", "t", "p", USUAL, delay_s=60)

    assert client.states(["t", "t.1", "other"]) == {"t": "ENQUEUED", "t.1": "DELAYED"}
    assert client.pending() == []


def test_cancelled_workflows_leave_their_queue_and_deleted_ones_are_gone(client: Client) -> None:
    client.ensure_queue(USUAL, 4)
    client.enqueue("a", "a", "p", USUAL)
    client.enqueue("b", "b", "p", USUAL)
    client.withdraw(["a", "none"])
    client.withdraw(["none"])
    client.delete(["b", "none"])

    assert client.states(["a", "b"]) == {"a": "CANCELLED"}


def test_queue_that_is_there_keeps_what_its_worker_said(client: Client, url: str) -> None:
    client.ensure_queue(USUAL, 2, update=True)
    client._known.clear()
    client.ensure_queue(USUAL, 64)
    client.ensure_pieces(3)

    found = rows(url, "select name, worker_concurrency, partition_concurrency from queues")
    assert sorted(found) == [("extract", 2, 8), ("pieces", 3, None)]


def test_all_queues_learn_how_many_tasks_a_worker_runs(client: Client, url: str) -> None:
    client.ensure_queue(USUAL, 2)
    client.ensure_queue(choose_queue(3, 8, 1), 2)
    client.ensure_pieces(2)
    client.refresh_queues(5)

    found = rows(url, "select name, worker_concurrency, partition_concurrency from queues")
    assert sorted(found) == [("extract", 5, 8), ("extract.3.late", 5, 3), ("pieces", 2, None)]


def test_ended_workflows_are_forgotten_after_a_while(client: Client) -> None:
    client.ensure_queue(USUAL, 4)
    for name in ("old", "waits"):
        client.enqueue(name, name, "p", USUAL)
    client.withdraw(["old"])

    assert client.delete_ended(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert client.delete_ended(datetime.now(UTC) + timedelta(seconds=1)) == 1
    assert client.states(["old", "waits"]) == {"waits": "ENQUEUED"}


def test_postgres_connections_are_made_by_dbos() -> None:
    assert open_engine("postgresql://localhost/x") is None
