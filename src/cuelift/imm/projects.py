"""Projects: what is asked of them, and how they are told.

Spec: Alibaba Cloud Intelligent Media Management 2020-09-30, CreateProject, GetProject,
UpdateProject, DeleteProject, ListProjects, ListRegions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from cuelift.imm.errors import invalid
from cuelift.imm.fields import Fields
from cuelift.imm.paging import make_token, read_token
from cuelift.imm.parameters import Parameter
from cuelift.imm.times import format_ns
from cuelift.jobs.model import Project

PROJECT_NAME = Parameter(
    name="ProjectName", required=True, minimum=1, maximum=128,
    pattern=r"[A-Za-z_][A-Za-z0-9_-]*", about="The project's name.",
)  # fmt: skip
NEXT_TOKEN = Parameter(name="NextToken", maximum=2048, about="From the page before.")

QUOTAS: Mapping[str, tuple[int, int]] = MappingProxyType({
    "ProjectMaxDatasetCount": (1_000_000_000, 1_000_000_000),
    "DatasetMaxBindCount": (10, 10),
    "DatasetMaxFileCount": (100_000_000, 10_000_000_000),
    "DatasetMaxEntityCount": (10_000_000_000, 10**17),
    "DatasetMaxRelationCount": (100_000_000_000, 10**17),
    "DatasetMaxTotalFileSize": (90_000_000_000_000_000, 10**17),
})  # fmt: skip
"""Default and maximum of the quotas that are kept and told, but mean nothing here."""

_TAGS = Parameter(name="Tag", kind="array", max_bytes=16384, about='[{"Key":..,"Value":..}].')
_SETTINGS = (
    PROJECT_NAME,
    Parameter(name="Description", minimum=1, maximum=256, about="A description."),
    Parameter(name="ServiceRole", maximum=128, default=None, about="Kept, without a meaning here."),
    Parameter(name="TemplateId", maximum=128, about="Kept, without a meaning here."),
    *(
        Parameter(name=name, kind="integer", minimum=1, maximum=most, about="Kept only.")
        for name, (_, most) in QUOTAS.items()
    ),
    _TAGS,
)
CREATE_PROJECT = _SETTINGS
UPDATE_PROJECT = _SETTINGS
GET_PROJECT = (
    PROJECT_NAME,
    Parameter(name="WithStatistics", kind="boolean", default=False, about="Adds counts."),
)
DELETE_PROJECT = (PROJECT_NAME,)
LIST_PROJECTS = (
    Parameter(name="Prefix", maximum=128, default="", about="Of the names."),
    Parameter(name="MaxResults", kind="integer", minimum=0, maximum=200, default=100),
    NEXT_TOKEN,
    _TAGS,
)
LIST_REGIONS = (Parameter(name="AcceptLanguage", required=True, choices=("zh-CN", "en-US", "ja")),)

_DEFAULT_PAGE = 100
_MAX_TAGS = 20
_MAX_TAG_CHARS = 128


class ProjectSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What CreateProject and UpdateProject say."""

    name: str
    wire: dict[str, Any]
    """Description, role, template and quotas that were sent, by their wire names."""
    tags: dict[str, str] | None
    """None: not sent."""


class ProjectPage(msgspec.Struct, frozen=True, kw_only=True):
    """What ListProjects says."""

    prefix: str
    tags: dict[str, str]
    after: str | None
    limit: int


def read_settings(values: Mapping[str, Any]) -> ProjectSettings:
    """Of the values of ``CREATE_PROJECT`` or ``UPDATE_PROJECT``.

    Raises:
        WireError: bad tags.
    """
    kept = {
        name: value
        for name, value in values.items()
        if name not in ("ProjectName", "Tag") and value is not None
    }
    tags = None if values["Tag"] is None else read_tags(values["Tag"])
    return ProjectSettings(name=values["ProjectName"], wire=kept, tags=tags)


def read_tags(value: Sequence[Any]) -> dict[str, str]:
    """Tags by key.

    Raises:
        WireError: too many, too long, twice the same key, or no such objects.
    """
    if len(value) > _MAX_TAGS:
        raise invalid("Tag", f"there are at most {_MAX_TAGS} tags")
    tags: dict[str, str] = {}
    for number, item in enumerate(value):
        fields = Fields(item, f"Tag[{number}]")
        key, text = fields.text("Key", _MAX_TAG_CHARS), fields.text("Value", _MAX_TAG_CHARS)
        fields.done()
        if key is None:
            raise invalid(fields.path, "it has no Key")
        if key in tags:
            raise invalid(fields.path, "its Key stands twice")
        tags[key] = text or ""
    return tags


def new_project(settings: ProjectSettings, now_ns: int) -> Project:
    """A project as CreateProject makes it."""
    return Project(
        name=settings.name,
        created_ns=now_ns,
        updated_ns=now_ns,
        tags=settings.tags or {},
        wire=settings.wire,
    )


def changed_project(project: Project, settings: ProjectSettings, now_ns: int) -> Project:
    """A project after UpdateProject: only what was sent is another."""
    return msgspec.structs.replace(
        project,
        updated_ns=now_ns,
        tags=project.tags if settings.tags is None else settings.tags,
        wire={**project.wire, **settings.wire},
    )


def project_object(project: Project, *, statistics: bool = False) -> dict[str, Any]:
    """A project as it is told."""
    told: dict[str, Any] = {
        "ProjectName": project.name,
        "Description": "",
        "TemplateId": "",
        "ServiceRole": "AliyunIMMDefaultRole",
        "CreateTime": format_ns(project.created_ns),
        "UpdateTime": format_ns(project.updated_ns),
        "ProjectQueriesPerSecond": 100,
        "EngineConcurrency": 100 if project.concurrency is None else project.concurrency,
        **{name: default for name, (default, _) in QUOTAS.items()},
        **project.wire,
        "Tags": [{"TagKey": key, "TagValue": value} for key, value in project.tags.items()],
    }
    if statistics:
        told |= {"DatasetCount": 0, "FileCount": 0, "TotalFileSize": 0}
    return told


def project_body(project: Project, *, statistics: bool = False) -> dict[str, Any]:
    """The answer to CreateProject, GetProject and UpdateProject, but its RequestId."""
    return {"Project": project_object(project, statistics=statistics)}


def read_project_page(values: Mapping[str, Any], secret: bytes) -> ProjectPage:
    """Of the values of ``LIST_PROJECTS``.

    Raises:
        WireError: bad tags, or a token that was not made here.
    """
    tags = read_tags(values["Tag"] or [])
    token = values["NextToken"]
    bound = _bound(values["Prefix"], tags)
    return ProjectPage(
        prefix=values["Prefix"],
        tags=tags,
        after=read_token(secret, bound, token)[0] if token else None,
        limit=values["MaxResults"] or _DEFAULT_PAGE,
    )


def projects_body(page: ProjectPage, projects: Sequence[Project], secret: bytes) -> dict[str, Any]:
    """The answer to ListProjects, but its RequestId.

    Args:
        page: what was asked.
        projects: by name, one more than ``page.limit`` if there are that many.
        secret: of the server.
    """
    shown = projects[: page.limit]
    more = len(projects) > len(shown)
    token = make_token(secret, _bound(page.prefix, page.tags), [shown[-1].name]) if more else ""
    return {"Projects": [project_object(project) for project in shown], "NextToken": token}


def _bound(prefix: str, tags: Mapping[str, str]) -> list[Any]:
    return ["ListProjects", prefix, dict(tags)]


def regions_body(region: str) -> dict[str, Any]:
    """The answer to ListRegions, but its RequestId: the one region that this server is."""
    return {"Regions": [{"RegionId": region, "LocalName": region}]}
