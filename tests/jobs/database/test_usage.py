from __future__ import annotations

import msgspec

from cuelift.jobs.model import TaskResult, Usage
from tests.jobs.database.samples import FAILURE, MOST, a_project, a_task


def ended(database, ended_ns, project="films", result=None, failure=None, **items):
    task = a_task(project=project)
    database.tasks.create(task, MOST)
    usage = [
        Usage(
            task=task.id, project=project, track=number, item=item, quantity=quantity, ended_ns=0
        )
        for number, (item, quantity) in enumerate(items.items())
    ]  # fmt: skip
    database.tasks.finish(task.id, None, result, failure, usage, ended_ns)
    return [msgspec.structs.replace(each, ended_ns=ended_ns) for each in usage]


def test_records_are_told_by_time_and_project(films):
    films.projects.create(a_project("other"), MOST)
    late = ended(films, 300, text=1, graphical=60_000)
    early = ended(films, 100, text=1)
    theirs = ended(films, 200, project="other", graphical=1)

    assert films.usage.records(None, 0, 301) == early + theirs + late
    assert films.usage.records("films", 100, 300) == early
    assert films.usage.records("none", 0, 301) == []


def test_totals_are_told_by_project(films):
    films.projects.create(a_project("other"), MOST)
    did = TaskResult(bytes_read=2**40, requests={"get": 3, "head": 1})
    ended(films, 100, result=did, text=1, graphical=2**33)
    ended(films, 200, result=did, text=1, graphical=5)
    ended(films, 200, failure=FAILURE)
    ended(films, 200, project="other", result=TaskResult(requests={"put": 1}))

    films_total = {
        "project": "films", "tasks": 3, "text_tracks": 2, "graphical_ms": 2**33 + 5,
        "characters": 0, "bytes_read": 2**41, "requests": {"get": 6, "head": 2},
    }  # fmt: skip
    other_total = {
        "project": "other", "tasks": 1, "text_tracks": 0, "graphical_ms": 0, "characters": 0,
        "bytes_read": 0, "requests": {"put": 1},
    }  # fmt: skip
    assert films.usage.totals(None, 0, 201) == [films_total, other_total]
    assert films.usage.totals("other", 0, 201) == [other_total]
    assert films.usage.totals("films", 0, 101)[0]["tasks"] == 1
    assert films.usage.totals(None, 0, 100) == []
