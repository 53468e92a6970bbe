"""GetTask, ListTasks and CancelTask."""

from __future__ import annotations

import json

import msgspec
import pytest
from alibabacloud_imm20200930 import models

from cuelift.imm.actions import ACTIONS, answer
from cuelift.imm.errors import WireError
from cuelift.imm.tasks import (
    TASK_TYPES,
    found_task,
    read_task_page,
    task_body,
    task_object,
    tasks_body,
)
from cuelift.jobs.model import TaskFilter
from tests.imm.samples import AT, DONE, FAILED, TASK

SECRET = b"s"
SECOND = 1_000_000_000


def test_a_task_that_ended_is_told():
    body = models.GetTaskResponseBody().from_map(
        json.loads(answer("R", task_body(DONE, definition=True)))
    )

    assert (body.request_id, body.project_name, body.task_id) == ("R", "test-project", DONE.id)
    assert (body.task_type, body.event_id, body.status) == ("MediaConvert", "0ED-4bad", "Succeeded")
    assert (body.progress, body.code, body.message) == (100, "", "")
    assert (body.start_time, body.end_time) == (
        "2026-11-22T18:32:37.634Z", "2026-11-22T18:32:38.044Z"
    )  # fmt: skip
    assert body.user_data == '{"run":"a9"}'
    assert body.tags == {"run": "a9", "n": 1}
    assert json.loads(body.task_request_definition) == DONE.wire["definition"]


def test_a_task_that_runs_has_no_end():
    told = task_body(msgspec.structs.replace(TASK, progress=40, wire={}), definition=False)

    assert (told["Status"], told["Progress"], told["EndTime"]) == ("Running", 40, "")
    assert told["EventId"] == ""
    assert "TaskRequestDefinition" not in told
    assert "Streams" not in told


def test_a_task_that_failed_tells_why_and_what_is_there():
    told = task_body(FAILED, definition=False)

    assert (told["Status"], told["Code"]) == ("Failed", "PartiallyFailed")
    assert told["Message"] == "1 of 2 tracks failed"
    assert [stream["Outcome"] for stream in told["Streams"]] == ["cues", "failed"]
    assert told["BytesRead"] == 4096
    assert told["Requests"] == {"get": 3, "head": 1}


def test_items_of_a_list_have_no_project():
    told = task_object(DONE, definition=False)

    assert not {"RequestId", "ProjectName", "EventId"} & told.keys()
    assert told.keys() == models.TaskInfo().from_map(told).to_map().keys()


def get(**sent):
    sent = {"ProjectName": "p", "TaskType": "MediaConvert", "TaskId": "T", **sent}
    return ACTIONS["GetTask"].read(sent)


def test_only_a_task_of_that_type_is_found():
    assert found_task(TASK, get()) is TASK
    for task, values in ((None, get()), (TASK, get(TaskType="FaceClustering"))):
        with pytest.raises(WireError) as caught:
            found_task(task, values)
        assert caught.value.code == "ResourceNotFound"
        assert caught.value.message == "The specified resource Task is not found."


@pytest.mark.parametrize("name", ["ProjectName", "TaskType", "TaskId"])
def test_what_names_a_task_is_required(name):
    with pytest.raises(WireError, match=f"The parameter {name} is required but not provided"):
        get(**{name: ""})


@pytest.mark.parametrize("sent", [{"TaskType": "Nope"}, {"TaskId": "a b"}, {"TaskId": "t" * 129}])
def test_bad_names_of_tasks_are_refused(sent):
    with pytest.raises(WireError, match=next(iter(sent))):
        get(**sent)


def test_cancelling_needs_no_type():
    values = ACTIONS["CancelTask"].read({"ProjectName": "p", "TaskId": "T"})

    assert values == {"ProjectName": "p", "TaskType": "MediaConvert", "TaskId": "T"}


def page(**sent):
    return read_task_page(ACTIONS["ListTasks"].read({"ProjectName": "p", **sent}), SECRET)


def test_a_plain_list_is_by_id():
    plain = page()

    assert plain.wanted == TaskFilter()
    assert (plain.project, plain.sort, plain.descending) == ("p", "id", False)
    assert (plain.after, plain.limit, plain.definition) == (None, 100, False)


def test_every_filter_is_read():
    asked = page(
        TaskTypes='["VideoModeration","MediaConvert"]',
        Status="Failed",
        TagSelector="test=a=b",
        StartTimeRange='{"Start":"1970-01-01T00:00:01Z","End":"1970-01-01T00:00:02Z"}',
        EndTimeRange='{"End":"1970-01-01T01:00:03+01:00"}',
        Sort="EndTime",
        Order="desc",
        MaxResults="7",
        RequestDefinition="True",
    )

    assert asked.wanted == TaskFilter(
        kinds=("MediaConvert", "VideoModeration"),
        status="failed",
        tag=("test", "a=b"),
        started_from_ns=SECOND,
        started_to_ns=2 * SECOND,
        ended_to_ns=3 * SECOND,
    )
    assert (asked.sort, asked.descending, asked.limit, asked.definition) == ("end", True, 7, True)
    assert page(TagSelector="a=").wanted.tag == ("a", "")
    assert page(TaskTypes=json.dumps(TASK_TYPES)).wanted.kinds == tuple(sorted(TASK_TYPES))
    assert page(TaskTypes="[]").wanted.kinds == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TaskTypes", '["Nope"]'),
        ("TaskTypes", "[[]]"),
        ("TaskTypes", "MediaConvert"),
        ("Status", "running"),
        ("TagSelector", "test"),
        ("TagSelector", "=x"),
        ("StartTimeRange", '{"Start":"yesterday"}'),
        ("StartTimeRange", '{"Begin":"1970-01-01T00:00:01Z"}'),
        ("EndTimeRange", '{"End":5}'),
        ("Sort", "Name"),
        ("Order", "down"),
        ("MaxResults", "0"),
        ("MaxResults", "101"),
        ("RequestDefinition", "maybe"),
        ("ProjectName", ""),
        ("NextToken", "foreign"),
    ],
)
def test_bad_filters_are_refused_by_name(name, value):
    with pytest.raises(WireError, match=name) as caught:
        page(**{name: value})

    assert caught.value.code == "InvalidArgument"


@pytest.mark.parametrize(
    ("sort", "after"),
    [("TaskId", (None, "T1")), ("StartTime", (AT, "T1")), ("EndTime", (AT + 410_000_000, "T1"))],
)
def test_pages_follow_each_other(sort, after):
    rows = [msgspec.structs.replace(DONE, id=f"T{number}") for number in range(3)]
    first = page(Sort=sort, MaxResults="2")

    told = tasks_body(first, rows, SECRET)

    body = models.ListTasksResponseBody().from_map(json.loads(answer("R", told)))
    assert told["MaxResults"] == "2"
    assert [task.task_id for task in body.tasks] == ["T0", "T1"]
    second = page(Sort=sort, MaxResults="2", NextToken=body.next_token)
    assert second.after == after
    last = tasks_body(second, rows[2:], SECRET)
    assert last["MaxResults"] == "1"
    assert "NextToken" not in last
    assert page(Sort=sort, MaxResults="9", NextToken=body.next_token).after == after
    for other in (
        {"Status": "Failed"},
        {"Order": "desc"},
        {"ProjectName": "q"},
        {"Sort": "TaskId"},
    ):
        if other.get("Sort") != sort:
            with pytest.raises(WireError, match="NextToken"):
                page(**{"Sort": sort, "NextToken": body.next_token, **other})


def test_a_task_that_runs_has_a_place_among_ends():
    rows = [TASK, msgspec.structs.replace(TASK, id="T2")]

    told = tasks_body(page(Sort="EndTime", MaxResults="1"), rows, SECRET)

    assert page(Sort="EndTime", NextToken=told["NextToken"]).after == (None, TASK.id)


def test_definitions_are_told_when_asked_for():
    told = tasks_body(page(RequestDefinition="true"), [TASK], SECRET)

    assert json.loads(told["Tasks"][0]["TaskRequestDefinition"]) == TASK.wire["definition"]
