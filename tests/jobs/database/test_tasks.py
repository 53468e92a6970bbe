from __future__ import annotations

import pytest

from cuelift.errors import AlreadyExists, NotThere, TooMany
from tests.jobs.database.samples import FAILURE, MOST, a_project, a_result, a_task, text_usage


def test_a_task_comes_back_as_it_was_created(films):
    task = a_task()
    films.tasks.create(task, MOST)

    assert films.tasks.get("films", task.id) == films.tasks.find(task.id) == task


def test_a_task_needs_no_tags(films):
    task = a_task(tags={})
    films.tasks.create(task, MOST)

    assert films.tasks.find(task.id) == task


def test_a_task_is_found_in_its_own_project_only(films):
    task = a_task()
    films.tasks.create(task, MOST)

    assert films.tasks.get("other", task.id) is None
    assert films.tasks.get("films", "none") is None
    assert films.tasks.find("none") is None


def test_a_task_needs_a_project(films):
    with pytest.raises(NotThere):
        films.tasks.create(a_task(project="none"), MOST)


def test_a_creation_that_is_run_again_finds_itself_done(films):
    task = a_task()
    films.tasks.create(task, 1)
    films.tasks.create(task, 1)

    assert films.tasks.waiting("films") == 1


def test_an_id_is_taken_once(films):
    films.tasks.create(a_task(id="one", created_ns=1), MOST)

    with pytest.raises(AlreadyExists):
        films.tasks.create(a_task(id="one", created_ns=2), MOST)


def test_no_more_tasks_wait_than_may(films):
    films.projects.create(a_project("other"), MOST)
    first = a_task()
    films.tasks.create(first, 2)
    films.tasks.create(a_task(), 2)

    with pytest.raises(TooMany):
        films.tasks.create(a_task(), 2)

    films.tasks.create(a_task(project="other"), 2)
    films.tasks.finish(first.id, None, None, FAILURE, (), 9)
    films.tasks.create(a_task(), 2)


def test_several_tasks_are_had_in_the_order_asked_for(films):
    films.projects.create(a_project("other"), MOST)
    tasks = [a_task(), a_task(), a_task(project="other")]
    for task in tasks:
        films.tasks.create(task, MOST)
    one, two, theirs = tasks

    asked = [("films", two.id), ("films", "none"), ("films", theirs.id), ("films", one.id)] * 2

    assert films.tasks.get_many(asked) == [two, None, None, one] * 2
    assert films.tasks.get_many([]) == []


def test_an_attempt_makes_a_task_its_own(films):
    task = a_task()
    films.tasks.create(task, MOST)

    begun = films.tasks.begin(task.id, "first", 50)

    assert (begun.started_ns, begun.attempts, begun.status) == (50, 1, "running")
    assert films.tasks.owns(task.id, "first")
    assert not films.tasks.owns(task.id, "second")
    assert not films.tasks.owns("none", "first")


def test_a_later_attempt_takes_over_and_the_start_stays(films):
    task = a_task()
    films.tasks.create(task, MOST)
    films.tasks.begin(task.id, "first", 50)

    begun = films.tasks.begin(task.id, "second", 60)

    assert (begun.started_ns, begun.attempts) == (50, 2)
    assert not films.tasks.owns(task.id, "first")
    assert not films.tasks.report(task.id, "first", 10)
    assert not films.tasks.finish(task.id, "first", a_result(), None, (), 70)
    assert films.tasks.finish(task.id, "second", a_result(), None, (), 70)


def test_an_attempt_that_is_begun_again_counts_once(films):
    task = a_task()
    films.tasks.create(task, MOST)

    assert films.tasks.begin(task.id, "t", 50) == films.tasks.begin(task.id, "t", 51)


def test_an_ended_task_is_not_begun(films):
    task = a_task()
    films.tasks.create(task, MOST)
    films.tasks.finish(task.id, None, None, FAILURE, (), 9)

    assert films.tasks.begin(task.id, "t", 50) is None
    assert films.tasks.begin("none", "t", 50) is None


def test_an_ended_task_belongs_to_nobody(films):
    task = a_task()
    films.tasks.create(task, MOST)
    films.tasks.begin(task.id, "t", 50)
    films.tasks.finish(task.id, "t", a_result(), None, (), 60)

    assert not films.tasks.owns(task.id, "t")
    assert not films.tasks.report(task.id, "t", 50)


@pytest.mark.parametrize(("said", "kept"), [(-5, 0), (40, 40), (1000, 100)])
def test_progress_is_a_share(films, said, kept):
    task = a_task()
    films.tasks.create(task, MOST)
    films.tasks.begin(task.id, "t", 50)

    assert films.tasks.report(task.id, "t", said)
    assert films.tasks.find(task.id).progress == kept


def test_unfinished_tasks_are_told_oldest_first(films):
    tasks = [a_task(created_ns=when) for when in (30, 10, 20, 40)]
    for task in tasks:
        films.tasks.create(task, MOST)
    films.tasks.finish(tasks[2].id, None, None, FAILURE, (), 99)

    assert films.tasks.unfinished(40, 10) == [tasks[1].id, tasks[0].id]
    assert films.tasks.unfinished(40, 1) == [tasks[1].id]


def test_waiting_and_worked_on_are_counted_by_project(films):
    films.projects.create(a_project("other"), MOST)
    tasks = [a_task(), a_task(), a_task(), a_task(project="other")]
    for task in tasks:
        films.tasks.create(task, MOST)
    films.tasks.begin(tasks[0].id, "t", 50)
    films.tasks.begin(tasks[1].id, "t", 50)
    films.tasks.finish(tasks[1].id, "t", a_result(), None, (), 60)

    assert (films.tasks.waiting("films"), films.tasks.running("films")) == (2, 1)
    assert (films.tasks.waiting("other"), films.tasks.running("other")) == (1, 0)


def test_a_purge_forgets_ended_tasks_but_not_their_usage(films):
    old, late, running = a_task(), a_task(), a_task()
    for task, ended_ns in ((old, 100), (late, 200), (running, None)):
        films.tasks.create(task, MOST)
        if ended_ns:
            films.tasks.finish(task.id, None, a_result(), None, text_usage(task, 0), ended_ns)
    for message in films.outbox.messages(None, 10):
        films.outbox.delivered(message.id)

    assert films.tasks.purge(200, 10) == [old.id]
    assert films.tasks.purge(200, 10) == []

    assert films.tasks.get("films", old.id) is None
    assert films.tasks.get("films", late.id) is not None
    assert films.tasks.get("films", running.id) is not None
    assert [message.task for message in films.outbox.messages(None, 10)] == [late.id]
    assert [each.task for each in films.usage.records(None, 0, 201)] == [old.id, late.id]
    assert films.usage.totals(None, 0, 201)[0]["bytes_read"] == 8


def test_a_purge_takes_no_more_than_it_may(films):
    tasks = [a_task() for _ in range(3)]
    for number, task in enumerate(tasks):
        films.tasks.create(task, MOST)
        films.tasks.finish(task.id, None, None, FAILURE, (), 100 - number)
    for message in films.outbox.messages(None, 10):
        films.outbox.failed(message.id, "gone", None)

    assert films.tasks.purge(1000, 2) == [tasks[2].id, tasks[1].id]
    assert films.tasks.purge(1000, 2) == [tasks[0].id]


def test_a_task_whose_message_is_not_out_yet_is_kept(films):
    task = a_task()
    films.tasks.create(task, MOST)
    films.tasks.finish(task.id, None, None, FAILURE, (), 9)

    assert films.tasks.purge(1000, 10) == []


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 100_000, "' OR 1=1 --"])
def test_hostile_text_neither_fails_nor_finds_anything(films, text):
    films.tasks.create(a_task(kind=text), MOST)

    assert films.tasks.get_many([(text, text)]) == [None]
    assert films.tasks.begin(text, text, 5) is None
    assert not films.tasks.owns(text, text)


def test_whatever_json_holds_comes_back(films):
    values = {"a": [1, 2.5, None, True, {"b": "\0"}], "\0": "\U0001f3ac", "c": "x" * 5000}
    task = a_task(tags=values, user_data="\0", wire=values)
    films.tasks.create(task, MOST)

    assert films.tasks.find(task.id) == task
