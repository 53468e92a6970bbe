from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from cuelift.jobs.database import open_database
from cuelift.jobs.database.schema import usage as usage_table
from cuelift.jobs.keyring import Keyring
from tests.jobs.database.conftest import KEYRING
from tests.jobs.database.samples import (
    FAILURE,
    MOST,
    a_project,
    a_result,
    a_spec,
    a_task,
    text_usage,
)


def begun(database, **changes):
    task = a_task(**changes)
    database.tasks.create(task, MOST)
    database.tasks.begin(task.id, "mine", 50)
    return task


def test_success_is_kept_with_all_it_brings_about(films):
    task = begun(films)

    assert films.tasks.finish(task.id, "mine", a_result(), None, text_usage(task, 0, 1), 90)

    kept = films.tasks.find(task.id)
    assert (kept.status, kept.ended_ns, kept.progress) == ("succeeded", 90, 100)
    assert (kept.result, kept.failure) == (a_result(), None)
    assert films.usage.records(None, 0, 1000) == text_usage(task, 0, 1, ended_ns=90)
    (message,) = films.outbox.messages("pending", 10)
    assert (message.task, message.project, message.topic) == (task.id, "films", "ends")
    assert (message.attempts, message.created_ns, message.next_ns) == (0, 90, 90)


def test_failure_keeps_result_and_progress(films):
    task = begun(films)
    films.tasks.report(task.id, "mine", 30)

    assert films.tasks.finish(task.id, "mine", a_result(), FAILURE, text_usage(task, 0), 90)

    kept = films.tasks.find(task.id)
    assert (kept.status, kept.progress, kept.failure) == ("failed", 30, FAILURE)
    assert kept.result == a_result()
    assert len(films.usage.records("films", 0, 1000)) == 1


def test_a_task_ends_once(films):
    task = begun(films)
    assert films.tasks.finish(task.id, "mine", a_result(), None, text_usage(task, 0), 90)

    assert not films.tasks.finish(task.id, "mine", a_result(), None, text_usage(task, 0, 1), 91)
    assert not films.tasks.finish(task.id, None, None, FAILURE, (), 90)
    assert not films.tasks.finish("none", None, None, FAILURE, (), 90)

    assert films.tasks.find(task.id).status == "succeeded"
    assert len(films.outbox.messages(None, 10)) == len(films.usage.records(None, 0, 1000)) == 1


def test_a_task_that_never_began_can_be_ended(films):
    task = a_task()
    films.tasks.create(task, MOST)

    assert not films.tasks.finish(task.id, "not begun", None, FAILURE, (), 90)
    assert films.tasks.finish(task.id, None, None, FAILURE, (), 90)
    assert films.tasks.find(task.id).failure == FAILURE


def test_nobody_is_told_without_a_topic(films):
    task = begun(films, spec=a_spec(topic=None))
    films.tasks.finish(task.id, "mine", a_result(), None, (), 90)

    assert films.outbox.messages(None, 10) == []


def test_a_track_is_metered_once_per_item(films):
    task = begun(films)
    records = text_usage(task, 0, 0, 1)

    films.tasks.finish(task.id, "mine", a_result(), None, records, 90)

    assert [each.track for each in films.usage.records(None, 0, 1000)] == [0, 1]


def test_an_end_is_whole_or_not_at_all(films):
    task = begun(films)

    def fail(connection, cursor, statement, *rest):
        if "outbox" in statement:
            raise ZeroDivisionError

    engine = films.connector.engine
    sa.event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(ZeroDivisionError):
        films.tasks.finish(task.id, "mine", a_result(), None, text_usage(task, 0), 90)
    sa.event.remove(engine, "before_cursor_execute", fail)

    assert films.tasks.find(task.id).status == "running"
    assert films.usage.records(None, 0, 1000) == []
    assert films.tasks.finish(task.id, "mine", a_result(), None, text_usage(task, 0), 91)


class LostCommits:
    """Breaks connections off around the next commit, after it took place or before."""

    def __init__(self, database, monkeypatch, committed):
        self.left = 1
        dialect = database.connector.engine.dialect
        commit = dialect.do_commit

        def broken(connection):
            if self.left:
                self.left -= 1
                if committed:
                    commit(connection)
                lost = sqlite3.OperationalError("lost")
                lost.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise exc.OperationalError("COMMIT", {}, lost)
            commit(connection)

        monkeypatch.setattr(dialect, "do_commit", broken)


@pytest.mark.parametrize("committed", [True, False])
def test_a_commit_whose_answer_was_lost_counts_once(films, monkeypatch, committed):
    task = begun(films)
    lost = LostCommits(films, monkeypatch, committed)

    assert films.tasks.finish(task.id, "mine", a_result(), None, text_usage(task, 0), 90)

    assert lost.left == 0
    assert len(films.outbox.messages(None, 10)) == len(films.usage.records(None, 0, 1000)) == 1


def test_another_who_ended_it_between_is_not_mistaken_for_oneself(films, monkeypatch):
    task = begun(films)
    LostCommits(films, monkeypatch, committed=False)
    cancelled = []

    def cancel(*_):
        if not cancelled:
            cancelled.append(True)
            films.tasks.finish(task.id, None, None, FAILURE, (), 90)

    monkeypatch.setattr(films.connector._closed, "wait", cancel)

    assert not films.tasks.finish(task.id, "mine", a_result(), None, text_usage(task, 0), 90)
    assert films.usage.records(None, 0, 1000) == []


def finish_at_once(url, name, barrier, answers):
    database = open_database(url, Keyring(bytes(range(32))))
    barrier.wait(60)
    answers.put(
        sum(
            database.tasks.finish(f"task-{number}", None, a_result(), None, (), 100 + name)
            for number in range(20)
        )
    )
    database.close()


@pytest.mark.slow
def test_of_two_processes_that_end_the_same_tasks_one_wins(shared_url):
    database = open_database(shared_url, KEYRING)
    database.projects.create(a_project(), MOST)
    for number in range(20):
        database.tasks.create(a_task(id=f"task-{number}"), MOST)
    spawn = multiprocessing.get_context("spawn")
    barrier, answers = spawn.Barrier(2), spawn.Queue()
    processes = [
        spawn.Process(target=finish_at_once, args=(shared_url, name, barrier, answers))
        for name in (1, 2)
    ]
    for process in processes:
        process.start()
    won = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(60)

    assert sum(won) == 20
    assert len(database.outbox.messages(None, 100)) == 20
    database.close()


def test_of_threads_that_end_the_same_task_one_wins(films):
    tasks = [a_task() for _ in range(10)]
    for task in tasks:
        films.tasks.create(task, MOST)
    won = []
    start = Barrier(4)

    def finish(number):
        start.wait()
        for task in tasks:
            won.append(films.tasks.finish(task.id, None, a_result(), None, (), 100 + number))

    threads = [Thread(target=finish, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(won) == 10


ENDS_TASKS_UNTIL_KILLED = """
import sys
from cuelift.jobs.database import open_database
from cuelift.jobs.keyring import Keyring
database = open_database(sys.argv[1], Keyring(bytes(range(32))))
for number in range(10_000):
    database.tasks.finish(f"task-{number}", None, None, None, (), 100)
    print(number, flush=True)
"""


def test_what_was_finished_survives_the_death_of_its_process(tmp_path):
    url = f"sqlite:///{tmp_path}/cuelift.sqlite"
    database = open_database(url, KEYRING)
    database.projects.create(a_project(), MOST)
    for number in range(300):
        database.tasks.create(a_task(id=f"task-{number}"), MOST)
    database.close()
    child = subprocess.Popen(
        [sys.executable, "-c", ENDS_TASKS_UNTIL_KILLED, url], stdout=subprocess.PIPE, text=True
    )
    said = [int(child.stdout.readline()) for _ in range(30)]
    os.kill(child.pid, signal.SIGKILL)
    said += [int(line) for line in child.stdout.read().split()]
    child.wait()
    child.stdout.close()

    database = open_database(url, KEYRING)
    ended = {
        number for number in range(300) if database.tasks.find(f"task-{number}").ended_ns == 100
    }
    told = {message.task for message in database.outbox.messages(None, 1000)}
    database.close()

    assert set(said) <= ended
    assert told == {f"task-{number}" for number in ended}


def test_the_table_itself_refuses_a_second_record(films):
    row = {"task": "t", "track": 0, "item": "text", "project": "p", "quantity": 1, "ended_ns": 1}

    with (
        films.connector.engine.begin() as connection,
        pytest.raises(exc.IntegrityError),
    ):
        connection.execute(sa.insert(usage_table), [row, row])
