"""Every action of the wire: what it takes, and what a key must be allowed to touch for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import msgspec

from cuelift.imm import attachments, convert, media_meta, projects, tasks
from cuelift.imm.errors import wire_error
from cuelift.imm.parameters import Parameter, read_parameters, shown

VERSION = "2020-09-30"

Resource: TypeAlias = Literal["project", "bucket", "none"]
"""What an action touches: the project it names, the project of the bucket it names, or none."""


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One action."""

    name: str
    parameters: tuple[Parameter, ...]
    resource: Resource
    about: str
    extension: bool = False
    """Not of the documented wire, but our own."""

    def read(self, sent: Mapping[str, str]) -> dict[str, Any]:
        """The values of its parameters.

        Raises:
            WireError: one is missing, or has a value that it may not have.
        """
        return read_parameters(self.parameters, sent)


_ALL = (
    Action(
        name="CreateProject",
        parameters=projects.CREATE_PROJECT,
        resource="project",
        about="Makes a project.",
    ),
    Action(
        name="GetProject",
        parameters=projects.GET_PROJECT,
        resource="project",
        about="Tells of a project.",
    ),
    Action(
        name="UpdateProject",
        parameters=projects.UPDATE_PROJECT,
        resource="project",
        about="Changes what is sent of a project.",
    ),
    Action(
        name="DeleteProject",
        parameters=projects.DELETE_PROJECT,
        resource="project",
        about="Deletes a project that has no buckets and no running tasks.",
    ),
    Action(
        name="ListProjects",
        parameters=projects.LIST_PROJECTS,
        resource="none",
        about="Lists projects by name.",
    ),
    Action(
        name="ListRegions",
        parameters=projects.LIST_REGIONS,
        resource="none",
        about="Tells the region that this server is.",
    ),
    Action(
        name="AttachOSSBucket",
        parameters=attachments.ATTACH_BUCKET,
        resource="project",
        about="Gives a bucket to a project.",
    ),
    Action(
        name="DetachOSSBucket",
        parameters=attachments.DETACH_BUCKET,
        resource="bucket",
        about="Takes a bucket from its project.",
    ),
    Action(
        name="GetOSSBucketAttachment",
        parameters=attachments.GET_ATTACHMENT,
        resource="bucket",
        about="Tells which project a bucket belongs to.",
    ),
    Action(
        name="ListAttachedOSSBuckets",
        parameters=attachments.LIST_ATTACHMENTS,
        resource="project",
        about="Lists the buckets of a project.",
    ),
    Action(
        name="CreateMediaConvertTask",
        parameters=convert.CREATE_TASK,
        resource="project",
        about="Extracts the captions of a film.",
    ),
    Action(
        name="GetTask",
        parameters=tasks.GET_TASK,
        resource="project",
        about="Tells of a task.",
    ),
    Action(
        name="ListTasks",
        parameters=tasks.LIST_TASKS,
        resource="project",
        about="Lists the tasks of a project.",
    ),
    Action(
        name="CancelTask",
        parameters=tasks.CANCEL_TASK,
        resource="project",
        about="Stops a task that runs; it ends as Failed with the code TaskCancelled.",
        extension=True,
    ),
    Action(
        name="DetectMediaMeta",
        parameters=media_meta.DETECT_MEDIA_META,
        resource="project",
        about="Tells what the header of a film tells of its captions.",
    ),
)

ACTIONS: Mapping[str, Action] = MappingProxyType({action.name: action for action in _ALL})


def find_action(name: str, version: str) -> Action:
    """The action that a request names.

    Raises:
        WireError: there is none of that name, or the request speaks another version.
    """
    if version != VERSION:
        raise wire_error(
            "InvalidVersion", f"Specified parameter Version is not valid: it is {VERSION}."
        )
    action = ACTIONS.get(name)
    if action is None:
        raise wire_error(
            "InvalidAction.NotFound", f"Specified api is not found: {shown(name)} is none here."
        )
    return action


def answer(request_id: str, fields: Mapping[str, Any]) -> bytes:
    """The JSON object that answers a request that went well.

    Args:
        request_id: of the call.
        fields: as the ``..._body`` functions make them.
    """
    return msgspec.json.encode({"RequestId": request_id, **fields})
