from __future__ import annotations

import json

import pytest

from cuelift.jobs.model import Failure, Message, Task, TaskResult, TaskSpec
from cuelift.server.messages import Bodies, write_details

TASK = Task(
    id="t", project="p", kind="MediaConvert", spec=TaskSpec(source="oss://b/a.mkv"), created_ns=0,
    progress=40,
)  # fmt: skip
MESSAGE = Message(
    id="m", task="t", project="p", topic="done", attempts=0, state="pending",
    created_ns=1_000_000_000, next_ns=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("body_format", "field"), [("imm", "subject"), ("cloudevents", "specversion")]
)
def test_a_message_is_the_same_in_every_try(body_format, field):
    bodies = Bodies("here", "123")

    one = bodies(MESSAGE, TASK, body_format, 65536)
    assert one == bodies(MESSAGE, TASK, body_format, 65536)
    assert json.loads(one)["id"] == "m"
    assert field in json.loads(one)


def test_details_are_of_the_task_as_it_ends():
    good = json.loads(write_details(TASK, TaskResult(bytes_read=5), None))
    bad = json.loads(write_details(TASK, None, Failure(code="NotFound", message="gone")))

    assert (good["Status"], good["Progress"], good["BytesRead"]) == ("Succeeded", 100, 5)
    assert (bad["Status"], bad["Progress"], bad["Code"]) == ("Failed", 40, "ResourceNotFound")
    assert good["EndTime"]
