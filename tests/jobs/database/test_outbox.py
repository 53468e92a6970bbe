from __future__ import annotations

from threading import Barrier, Thread

import pytest

from tests.jobs.database.samples import FAILURE, MOST, a_spec, a_task


@pytest.fixture
def outbox(films):
    """Three messages, due at 100, 101 and 102."""
    for number in range(3):
        task = a_task(id=f"t{number}")
        films.tasks.create(task, MOST)
        films.tasks.finish(task.id, None, None, FAILURE, (), 100 + number)
    return films.outbox


def tasks(messages):
    return [message.task for message in messages]


def test_messages_are_taken_when_due_and_oldest_first(outbox):
    assert outbox.due(99, 50, 10) == []
    assert tasks(outbox.due(101, 50, 10)) == ["t0", "t1"]
    assert tasks(outbox.due(1000, 50, 1)) == ["t2"]


def test_a_message_that_was_taken_comes_again_when_its_lease_is_over(outbox):
    (taken,) = outbox.due(100, 50, 1)
    assert taken.next_ns == 150

    assert tasks(outbox.due(149, 50, 10)) == ["t1", "t2"]
    assert tasks(outbox.due(150, 50, 10)) == ["t0"]


def test_messages_of_slow_topics_are_left_to_others(films):
    for topic in ("slow", "ends", "slow", "lost"):
        task = a_task(id=f"{topic}-{films.tasks.waiting('films')}", spec=a_spec(topic=topic))
        films.tasks.create(task, MOST)
    for task in films.tasks.unfinished(10**9, 10):
        films.tasks.finish(task, None, None, FAILURE, (), 100)

    assert tasks(films.outbox.due(200, 50, 10, {"slow", "lost", "other"})) == ["ends-1"]
    assert films.outbox.due(200, 50, 10, ["slow", "lost"]) == []
    assert len(films.outbox.due(200, 50, 10)) == 3


def test_a_delivered_message_never_comes_again(outbox):
    (taken,) = outbox.due(100, 50, 1)
    outbox.failed(taken.id, "refused", 110)
    outbox.delivered(taken.id)

    assert "t0" not in tasks(outbox.due(10_000, 50, 10))
    (kept,) = outbox.messages("delivered", 10)
    assert (kept.task, kept.error) == ("t0", None)


def test_a_message_that_failed_is_put_off_with_its_reason(outbox):
    (taken,) = outbox.due(100, 50, 1)
    outbox.failed(taken.id, "x" * 5000, 500)

    kept = outbox.messages("pending", 10)[0]
    assert (kept.attempts, kept.next_ns, len(kept.error)) == (1, 500, 2000)
    assert "t0" not in tasks(outbox.due(499, 50, 10))


def test_a_message_given_up_is_dead_until_it_is_retried(outbox):
    for message in outbox.due(200, 50, 10):
        outbox.failed(message.id, "no such topic", None)

    dead = outbox.messages("dead", 10)
    assert tasks(dead) == ["t0", "t1", "t2"]
    assert outbox.due(10_000, 50, 10) == []

    assert outbox.retry(dead[0].id, 300) == 1
    assert outbox.retry(dead[0].id, 300) == 0
    assert outbox.retry(None, 400) == 2
    assert [(each.task, each.attempts) for each in outbox.due(300, 50, 10)] == [("t0", 0)]


def test_only_dead_messages_are_retried(outbox):
    assert outbox.retry(None, 1) == 0
    assert outbox.retry("none", 1) == 0


def test_a_late_failure_does_not_revive_a_delivered_message(outbox):
    (taken,) = outbox.due(100, 50, 1)
    outbox.delivered(taken.id)
    outbox.failed(taken.id, "too late", 110)

    assert tasks(outbox.messages("delivered", 10)) == ["t0"]


def test_messages_are_told_by_state_oldest_first(outbox):
    assert tasks(outbox.messages(None, 2)) == ["t0", "t1"]
    assert tasks(outbox.messages("pending", 10)) == ["t0", "t1", "t2"]
    assert outbox.messages("dead", 10) == []


def test_no_message_is_taken_twice_at_once(films):
    for _ in range(30):
        task = a_task()
        films.tasks.create(task, MOST)
        films.tasks.finish(task.id, None, None, FAILURE, (), 100)
    taken = []
    start = Barrier(3)

    def take():
        start.wait()
        for _ in range(5):
            taken.extend(tasks(films.outbox.due(200, 1000, 3)))

    threads = [Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken += tasks(films.outbox.due(200, 1000, 100))

    assert len(taken) == len(set(taken)) == 30
