"""CreateMediaConvertTask: the request becomes a task.

Spec: Alibaba Cloud Intelligent Media Management 2020-09-30, CreateMediaConvertTask.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from cuelift.imm.errors import invalid, missing
from cuelift.imm.fields import Fields
from cuelift.imm.locations import check_object
from cuelift.imm.parameters import Parameter
from cuelift.imm.projects import PROJECT_NAME
from cuelift.imm.targets import Validator, read_source, read_targets
from cuelift.jobs.model import Task

KIND = "MediaConvert"
CREATE_TASK = (
    PROJECT_NAME,
    Parameter(name="Sources", kind="array", required=True, about="One film: URI, StartTime..."),
    Parameter(name="Targets", kind="array", about="What is written, and where."),
    Parameter(name="TargetGroups", kind="array", about="Refused: packaging is not done here."),
    Parameter(name="Notification", kind="object", max_bytes=8192, about="Who is told of the end."),
    Parameter(name="Tags", kind="object", max_bytes=16384, about="Any JSON values by name."),
    Parameter(name="UserData", max_bytes=2048, default="", about="Given back as it is."),
    Parameter(name="AlignmentIndex", kind="integer", minimum=0, maximum=0, default=0),
    Parameter(name="CredentialConfig", kind="object", about="Accepted, without a meaning here."),
)
_MAX_TOPIC = 255


def create_task(
    values: Mapping[str, Any],
    *,
    supported: Mapping[str, Validator],
    schemes: Collection[str],
    request_id: str,
    task_id: str,
    event_id: str,
    now_ns: int,
) -> Task:
    """The task that a call asks for; defaults of its project are not in it yet.

    Args:
        values: of ``CREATE_TASK``.
        supported: processing options by name, each with what checks its value.
        schemes: of sources, beside ``oss``.
        request_id: of the call.
        task_id: of the new task.
        event_id: of the new task.
        now_ns: since the epoch.

    Raises:
        WireError: something is wrong, or is not done here; the message names the field.
    """
    source = read_source(values["Sources"], schemes)
    if values["TargetGroups"] is not None:
        raise invalid("TargetGroups", "packaging is not done here, only caption extraction")
    if values["Targets"] is None:
        raise missing("Targets")
    tags = values["Tags"] or {}
    spec = read_targets(values["Targets"], source, tags, supported)
    topic, details_uri = read_notification(values["Notification"])
    if details_uri == source.uri:
        raise invalid("Notification.ExtendedMessageURI", "it would replace the film")
    return Task(
        id=task_id,
        project=values["ProjectName"],
        kind=KIND,
        spec=msgspec.structs.replace(spec, topic=topic, details_uri=details_uri),
        created_ns=now_ns,
        tags=tags,
        user_data=values["UserData"],
        wire={
            "event_id": event_id,
            "request_id": request_id,
            "definition": {name: value for name, value in values.items() if value},
        },
    )


def create_body(task: Task) -> dict[str, Any]:
    """The answer to CreateMediaConvertTask, but its RequestId."""
    return {"EventId": task.wire.get("event_id", ""), "TaskId": task.id}


def read_notification(value: Mapping[str, Any] | None) -> tuple[str | None, str | None]:
    """Of the parameter Notification: a topic's name and the object for details.

    Which server or queue a topic is, and whether it is any, is the server's configuration: a name
    that it does not know fails no call.

    Raises:
        WireError: two topics, or a bad value.
    """
    fields = Fields(value, "Notification")
    mns, rocket = fields.object("MNS"), fields.object("RocketMQ")
    details = fields.text("ExtendedMessageURI")
    fields.done()
    topics = {mns.text("TopicName", _MAX_TOPIC), rocket.text("TopicName", _MAX_TOPIC)} - {None}
    rocket.text("InstanceId", _MAX_TOPIC)
    mns.done()
    rocket.done()
    if len(topics) > 1:
        raise invalid("Notification", "it names two topics; a task has one")
    topic = next(iter(topics), None)
    if topic is not None and not topic.isprintable():
        raise invalid("Notification", "the name of a topic holds no control characters")
    if details is not None:
        check_object("Notification.ExtendedMessageURI", details)
    return topic, details
