"""``/``: the IMM wire over HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from cuelift.errors import AlreadyExists, NotThere
from cuelift.imm.actions import answer, find_action
from cuelift.imm.attachments import (
    attachment_body,
    attachments_body,
    new_attachment,
    read_attachment_page,
)
from cuelift.imm.errors import exists, not_found, wire_error
from cuelift.imm.media_meta import media_body, read_source_uri
from cuelift.imm.projects import (
    changed_project,
    new_project,
    project_body,
    projects_body,
    read_project_page,
    read_settings,
    regions_body,
)
from cuelift.imm.tasks import found_task, read_task_page, task_body, tasks_body
from cuelift.jobs.model import AccessKey, Attachment, Project, Task
from cuelift.jobs.scope import may_use_bucket
from cuelift.server.answers import Answer, Scope
from cuelift.server.app import Call
from cuelift.server.identity import Identity
from cuelift.server.imm_tasks import check_bucket, make_task
from cuelift.server.probing import Prober
from cuelift.server.rates import Rates
from cuelift.server.services import Services
from cuelift.server.shared import allowed_projects, cancel_task

Values: TypeAlias = Mapping[str, Any]
Body: TypeAlias = dict[str, Any]
_ATTACHMENT = "OSSBucketAttachment"


class ImmApp:
    """Answers requests to ``/``."""

    def __init__(self, services: Services, identity: Identity, prober: Prober) -> None:
        self._services = services
        self._identity = identity
        self._prober = prober
        self._rates = Rates(services.config.limits.project_queries)
        self._slow: dict[str, Callable[[AccessKey, Values, str], Body]] = {
            "CreateProject": self._create_project,
            "GetProject": self._get_project,
            "UpdateProject": self._update_project,
            "DeleteProject": self._delete_project,
            "ListRegions": self._list_regions,
            "AttachOSSBucket": self._attach,
            "DetachOSSBucket": self._detach,
            "GetOSSBucketAttachment": self._get_attachment,
            "ListAttachedOSSBuckets": self._list_attachments,
            "CreateMediaConvertTask": self._create_task,
            "CancelTask": self._cancel_task,
            "ListTasks": self._list_tasks,
        }
        self._quick: dict[str, Callable[[AccessKey, Values], Awaitable[Body]]] = {
            "GetTask": self._get_task,
            "ListProjects": self._list_projects,
            "DetectMediaMeta": self._detect,
        }

    async def __call__(self, call: Call, scope: Scope, body: bytes) -> Answer:
        """Answers one request."""
        presented, caller = await self._identity.identify(scope, body)
        key = caller.key
        call.key = key.id
        found = find_action(presented.action, presented.version)
        action = call.action = found.name
        self._identity.permit(key, action)
        values = found.read(presented.parameters)
        project = values.get("ProjectName")
        if project is not None:
            call.project = project
            self._identity.permit(key, action, project)
            self._slow_down(project)
        if quick := self._quick.get(action):
            told = await quick(key, values)
        else:
            told = await asyncio.to_thread(self._slow[action], key, values, call.request_id)
        return Answer(200, answer(call.request_id, told))

    def _slow_down(self, project: str) -> None:
        wait = self._rates.take(project, time.monotonic())
        if wait:
            raise wire_error(
                "Throttling.User",
                "Request was denied due to user flow control.",
                retry_after_ms=wait,
            )

    def _told(self, project: Project, *, statistics: bool = False) -> Body:
        body = project_body(project, statistics=statistics)
        return {"Project": body["Project"] | self._limits(project)}

    def _limits(self, project: Project) -> Body:
        limits = self._services.config.limits
        return {
            "ProjectQueriesPerSecond": limits.project_queries,
            "EngineConcurrency": project.concurrency or limits.project_concurrency,
        }

    def _create_project(self, key: AccessKey, values: Values, _: str) -> Body:
        project = new_project(read_settings(values), time.time_ns())
        self._services.projects.create(project, self._services.config.limits.projects)
        return self._told(project)

    def _get_project(self, key: AccessKey, values: Values, _: str) -> Body:
        project = self._services.projects.get(values["ProjectName"])
        if project is None:
            raise not_found("Project")
        return self._told(project, statistics=values["WithStatistics"])

    def _update_project(self, key: AccessKey, values: Values, _: str) -> Body:
        settings, now = read_settings(values), time.time_ns()
        project = self._services.projects.update(
            settings.name, lambda old: changed_project(old, settings, now)
        )
        if project is None:
            raise not_found("Project")
        return self._told(project)

    def _delete_project(self, key: AccessKey, values: Values, _: str) -> Body:
        if not self._services.projects.delete(values["ProjectName"]):
            raise not_found("Project")
        return {}

    async def _list_projects(self, key: AccessKey, values: Values) -> Body:
        secret = self._services.token_secret
        page = read_project_page(values, secret)
        rows = await allowed_projects(
            self._services, key, page.prefix, page.tags, page.after, page.limit
        )
        body = projects_body(page, rows, secret)
        for told, project in zip(body["Projects"], rows, strict=False):
            told |= self._limits(project)
        return body

    def _list_regions(self, key: AccessKey, values: Values, _: str) -> Body:
        return regions_body(self._services.config.region)

    def _attach(self, key: AccessKey, values: Values, _: str) -> Body:
        attachment = new_attachment(values, time.time_ns())
        # Who attaches a bucket gets the use of it.
        self._identity.permit(key, "AttachOSSBucket", attachment.bucket)
        try:
            self._services.projects.attach(attachment)
        except AlreadyExists:
            raise exists(_ATTACHMENT) from None
        except NotThere:
            raise not_found("Project") from None
        return {}

    def _find_attachment(self, key: AccessKey, action: str, bucket: str) -> Attachment:
        attachment = self._services.projects.attachment(bucket)
        if attachment is None:
            raise not_found(_ATTACHMENT)
        if not may_use_bucket(key, bucket, attachment):
            # The other project's name is not for strangers.
            self._identity.permit(key, action, bucket)
        return attachment

    def _detach(self, key: AccessKey, values: Values, _: str) -> Body:
        found = self._find_attachment(key, "DetachOSSBucket", values["OSSBucket"])
        if not self._services.projects.detach(found.bucket):
            raise not_found(_ATTACHMENT)
        return {}

    def _get_attachment(self, key: AccessKey, values: Values, _: str) -> Body:
        found = self._find_attachment(key, "GetOSSBucketAttachment", values["OSSBucket"])
        return attachment_body(found)

    def _list_attachments(self, key: AccessKey, values: Values, _: str) -> Body:
        secret, config = self._services.token_secret, self._services.config
        page = read_attachment_page(values, secret)
        self._check_project(page.project)
        rows = self._services.projects.attachments(page.project, page.after, page.limit + 1)
        return attachments_body(page, rows, config.account, secret)

    def _check_project(self, name: str) -> None:
        if self._services.projects.get(name) is None:
            raise not_found("Project")

    def _create_task(self, key: AccessKey, values: Values, request_id: str) -> Body:
        return make_task(self._services, key, values, request_id)

    async def _get_task(self, key: AccessKey, values: Values) -> Body:
        task = await self._services.quick.get_task(values["ProjectName"], values["TaskId"])
        return task_body(found_task(task, values), definition=values["RequestDefinition"])

    def _cancel_task(self, key: AccessKey, values: Values, _: str) -> Body:
        task: Task | None = self._services.tasks.get(values["ProjectName"], values["TaskId"])
        ended = cancel_task(self._services, found_task(task, values))
        return task_body(ended, definition=False)

    def _list_tasks(self, key: AccessKey, values: Values, _: str) -> Body:
        secret = self._services.token_secret
        page = read_task_page(values, secret)
        self._check_project(page.project)
        rows = self._services.tasks.page(
            page.project, page.wanted, page.sort, page.descending, page.after, page.limit + 1
        )
        return tasks_body(page, rows, secret)

    async def _detect(self, key: AccessKey, values: Values) -> Body:
        uri = read_source_uri(values, self._services.config.sources.schemes)
        await asyncio.to_thread(self._check_source, key, values["ProjectName"], uri)
        return media_body(await self._prober.probe(uri, values["ProjectName"]))

    def _check_source(self, key: AccessKey, project: str, uri: str) -> None:
        self._check_project(project)
        if uri.startswith("oss://"):
            check_bucket(self._services, key, project, "SourceURI", uri, "DetectMediaMeta")
