from __future__ import annotations

import time

import pytest
import sqlalchemy as sa

from cuelift.jobs.database.schema import task as task_table
from cuelift.jobs.database.schema import task_tag
from cuelift.jobs.database.task_rows import tag_rows, to_row
from cuelift.jobs.model import TaskFilter
from tests.jobs.database.samples import FAILURE, MOST, a_project, a_task

FAR = 2**70


@pytest.fixture
def stocked(films):
    """Twelve tasks: every third runs, every fourth failed, many at the same moment."""
    films.projects.create(a_project("other"), MOST)
    films.tasks.create(a_task(id="theirs", project="other", created_ns=3), MOST)
    for number in range(12):
        kind = "MediaConvert" if number % 2 else "Other"
        tags = {"run": str(number % 2), "even": number % 2 == 0, "none": None, "n": number // 6}
        films.tasks.create(
            a_task(id=f"t{(number * 5) % 12:02}", created_ns=number // 2, kind=kind, tags=tags),
            MOST,
        )
        if number % 3:
            failure = FAILURE if number % 4 == 0 else None
            films.tasks.finish(
                f"t{(number * 5) % 12:02}", None, None, failure, (), 100 - number // 4
            )
    return films


def every(database, wanted, sort="id", descending=False, limit=5, project="films"):
    """All pages."""
    found, after = [], None
    while True:
        page = database.tasks.page(project, wanted, sort, descending, after, limit)
        found += page
        if len(page) < limit:
            return found
        last = page[-1]
        after = ({"id": None, "start": last.created_ns, "end": last.ended_ns}[sort], last.id)


def place(sort):
    never = 2**63
    return {
        "id": lambda task: task.id,
        "start": lambda task: (task.created_ns, task.id),
        "end": lambda task: (never if task.ended_ns is None else task.ended_ns, task.id),
    }[sort]


@pytest.mark.parametrize("sort", ["id", "start", "end"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("limit", [1, 5, 12, 100])
def test_pages_hold_every_task_once_in_order(stocked, sort, descending, limit):
    found = every(stocked, TaskFilter(), sort, descending, limit)

    assert len({task.id for task in found}) == len(found) == 12
    assert found == sorted(found, key=place(sort), reverse=descending)


WANTED = [
    (TaskFilter(kinds=("MediaConvert",)), lambda task: task.kind == "MediaConvert"),
    (TaskFilter(kinds=("Other", "MediaConvert", "x")), lambda task: True),
    (TaskFilter(kinds=("x",)), lambda task: False),
    (TaskFilter(status="running"), lambda task: task.status == "running"),
    (TaskFilter(status="failed"), lambda task: task.status == "failed"),
    (TaskFilter(tag=("run", "1")), lambda task: task.tags["run"] == "1"),
    (TaskFilter(tag=("even", "true")), lambda task: task.tags["even"]),
    (TaskFilter(tag=("even", "True")), lambda task: False),
    (TaskFilter(tag=("none", "null")), lambda task: True),
    (TaskFilter(tag=("n", "1")), lambda task: task.tags["n"] == 1),
    (TaskFilter(tag=("nru", "1")), lambda task: False),
    (TaskFilter(started_from_ns=2), lambda task: task.created_ns >= 2),
    (TaskFilter(started_to_ns=2), lambda task: task.created_ns < 2),
    (TaskFilter(started_from_ns=1, started_to_ns=3), lambda task: 1 <= task.created_ns < 3),
    (TaskFilter(started_from_ns=-FAR, started_to_ns=FAR), lambda task: True),
    (TaskFilter(ended_from_ns=99), lambda task: task.ended_ns and task.ended_ns >= 99),
    (TaskFilter(ended_to_ns=99), lambda task: task.ended_ns and task.ended_ns < 99),
    (TaskFilter(ended_from_ns=-FAR, ended_to_ns=FAR), lambda task: task.ended_ns),
    (
        TaskFilter(status="succeeded", tag=("run", "1"), ended_from_ns=99, kinds=("MediaConvert",)),
        lambda task: task.status == "succeeded" and task.tags["run"] == "1" and task.ended_ns >= 99,
    ),
]


@pytest.mark.parametrize(("wanted", "fits"), WANTED)
def test_a_filter_lets_through_what_fits(stocked, wanted, fits):
    whole = every(stocked, TaskFilter(), "end", descending=True)

    for sort in ("id", "start", "end"):
        for descending in (False, True):
            found = every(stocked, wanted, sort, descending, limit=2)
            expected = [task for task in whole if fits(task)]
            assert found == sorted(expected, key=place(sort), reverse=descending)


def test_tasks_of_others_are_never_listed(stocked):
    assert [task.id for task in every(stocked, TaskFilter(), project="other")] == ["theirs"]
    assert every(stocked, TaskFilter(tag=("run", "a9")), project="films") == []
    assert len(every(stocked, TaskFilter(tag=("run", "a9")), project="other")) == 1


def test_a_place_beyond_all_numbers_is_no_error(stocked):
    assert stocked.tasks.page("films", TaskFilter(), "end", False, (FAR, "z"), 5) == []
    assert len(stocked.tasks.page("films", TaskFilter(), "start", False, (-FAR, ""), 50)) == 12


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 100_000])
def test_hostile_filters_are_no_error(stocked, text):
    wanted = TaskFilter(kinds=(text,), tag=(text, text))

    assert stocked.tasks.page(text, wanted, "id", False, (None, text), 5) == []


@pytest.mark.slow
def test_pages_of_ten_thousand_tasks_are_quick(films):
    tasks = [a_task(created_ns=number, tags={"run": str(number % 7)}) for number in range(10_000)]

    def stock(connection):
        connection.execute(sa.insert(task_table), [to_row(task) for task in tasks])
        rows = [row for task in tasks for row in tag_rows(task)]
        connection.execute(sa.insert(task_tag), rows)

    films.connector.write(stock)
    wanted = [TaskFilter(), TaskFilter(status="running"), TaskFilter(tag=("run", "3"))]
    for each in wanted:
        for sort in ("id", "start", "end"):
            best = 1.0
            for _ in range(5):
                begun = time.perf_counter()
                assert len(films.tasks.page("films", each, sort, True, None, 100)) == 100
                best = min(best, time.perf_counter() - begun)
            assert best < 0.03, f"{each} {sort}: {best * 1e3:.1f} ms"
