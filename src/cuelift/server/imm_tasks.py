"""Makes tasks out of calls of the IMM wire."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any

import msgspec

from cuelift.imm.convert import create_body, create_task
from cuelift.imm.errors import invalid, no_permission, not_found
from cuelift.imm.ids import new_event_id, new_task_id
from cuelift.jobs.model import AccessKey, TaskSpec
from cuelift.jobs.scope import may_use_bucket
from cuelift.jobs.worker.processing import PROCESSING
from cuelift.server.services import Services
from cuelift.store import parse_uri

logger = logging.getLogger(__name__)

_OSS = "oss://"
_OF_SOURCE = "oss://{bucket}/"


def make_task(
    services: Services, key: AccessKey, values: Mapping[str, Any], request_id: str
) -> dict[str, Any]:
    """Makes and queues a task; its body of the answer.

    Raises:
        WireError: something in it is wrong, or not allowed.
        ServiceError: there is no such project, or too much of it is waiting.
    """
    config = services.config
    task = create_task(
        values,
        supported=PROCESSING,
        schemes=config.sources.schemes,
        request_id=request_id,
        task_id=new_task_id(),
        event_id=new_event_id(),
        now_ns=time.time_ns(),
    )
    project = services.projects.get(task.project)
    if project is None:
        raise not_found("Project")
    for name, uri in named_objects(task.spec):
        check_bucket(services, key, task.project, name, uri)
    options = {**project.options, **task.spec.options}
    task = msgspec.structs.replace(
        task,
        priority=project.priority,
        spec=msgspec.structs.replace(task.spec, options=options),
    )
    services.tasks.create(task, config.limits.waiting)
    try:
        services.engine.submit(task.id, task.project, task.priority)
    except Exception:
        # It is kept, so the reaper will queue it: the caller has a task.
        logger.warning("a task could not be queued yet", extra={"task": task.id}, exc_info=True)
    return create_body(task)


def named_objects(spec: TaskSpec) -> list[tuple[str, str]]:
    """Fields of a request and the objects that they name, of which the buckets are checked.

    Raises:
        WireError: a template's bucket is that of a source that lies in none.
    """
    named = [("Sources[0].URI", spec.source)]
    for target in spec.targets:
        name, uri = "Targets[].Subtitle.ExtractSubtitle.URI", target.template
        if uri.startswith(_OF_SOURCE):
            if not spec.source.startswith(_OSS):
                raise invalid(name, "{bucket} is that of an oss:// source")
            continue
        named.append((name, uri))
    if spec.details_uri is not None:
        named.append(("Notification.ExtendedMessageURI", spec.details_uri))
    return [(name, uri) for name, uri in named if uri.startswith(_OSS)]


def check_bucket(
    services: Services,
    key: AccessKey,
    project: str,
    name: str,
    uri: str,
    action: str = "CreateMediaConvertTask",
) -> None:
    """Lets a project have a bucket read or written; see ``may_use_bucket``.

    Raises:
        WireError: the bucket is not told, or the key may not use it.
    """
    bucket = uri.removeprefix(_OSS).partition("/")[0]
    if "{" in bucket:
        raise invalid(name, "the bucket is a name, or {bucket}")
    bucket = parse_uri(f"{_OSS}{bucket}/key").root
    attachment = services.projects.attachment(bucket)
    if not may_use_bucket(key, bucket, attachment, project):
        raise no_permission(key.id, services.config.account, action, f"bucket {bucket}")
