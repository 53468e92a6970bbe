"""Schemas of what the IMM wire answers.

Spec: Alibaba Cloud Intelligent Media Management 2020-09-30, "Response parameters" of each action;
JSON Schema 2020-12.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

TEXT = {"type": "string"}
NUMBER = {"type": "number"}
COUNT = {"type": "integer", "minimum": 0}
ANY_OBJECT = {"type": "object"}
TIME = {"type": "string", "description": "`2021-12-24T03:01:41.662Z`; empty: not yet."}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _object(*optional: str, **fields: Mapping[str, Any]) -> dict[str, Any]:
    """An object whose fields are always there, but those that are named first."""
    return {
        "type": "object",
        "properties": fields,
        "required": [name for name in fields if name not in optional],
    }


def _answer(*optional: str, **fields: Mapping[str, Any]) -> dict[str, Any]:
    return _object(*optional, RequestId=TEXT, **fields)


_PROJECT = _object(
    "DatasetCount", "FileCount", "TotalFileSize",
    ProjectName=TEXT, Description=TEXT, TemplateId=TEXT, ServiceRole=TEXT,
    CreateTime=TIME, UpdateTime=TIME,
    ProjectQueriesPerSecond=COUNT, EngineConcurrency=COUNT, ProjectMaxDatasetCount=COUNT,
    DatasetMaxBindCount=COUNT, DatasetMaxFileCount=COUNT, DatasetMaxEntityCount=COUNT,
    DatasetMaxRelationCount=COUNT, DatasetMaxTotalFileSize=COUNT,
    DatasetCount=COUNT, FileCount=COUNT, TotalFileSize=COUNT,
    Tags=_list(_object(TagKey=TEXT, TagValue=TEXT)),
)  # fmt: skip

_TASK_FIELDS: dict[str, Mapping[str, Any]] = {
    "TaskId": TEXT,
    "TaskType": TEXT,
    "Status": {"type": "string", "enum": ["Running", "Succeeded", "Failed"]},
    "Code": TEXT,
    "Message": TEXT,
    "Progress": {"type": "integer", "minimum": 0, "maximum": 100},
    "StartTime": TIME,
    "EndTime": TIME,
    "UserData": TEXT,
    "Tags": ANY_OBJECT,
    "TaskRequestDefinition": {"type": "string", "description": "JSON of the request."},
}

_STREAM = _object(
    "Language", "Title", "Cues", "Message",
    StreamIndex=COUNT, CodecName=TEXT, Kind=TEXT, Outcome=TEXT, URIs=_list(TEXT),
    Language=TEXT, Title=TEXT, Cues=COUNT, Message=TEXT,
)  # fmt: skip

_TASK = _answer(
    "TaskRequestDefinition", "Streams", "BytesRead", "Requests",
    ProjectName=TEXT, EventId=TEXT, **_TASK_FIELDS,
    Streams=_list(_ref("Stream")), BytesRead=COUNT, Requests=ANY_OBJECT,
)  # fmt: skip

_ATTACHMENT: dict[str, Mapping[str, Any]] = {
    "ProjectName": TEXT,
    "Description": TEXT,
    "CreateTime": TIME,
    "UpdateTime": TIME,
}

_SUBTITLE = _object(
    "Language", "CodecLongName", "CodecName", "CodecTagString", "CodecTag", "Index",
    StreamIndex=COUNT, Language=TEXT, CodecName=TEXT, CodecLongName=TEXT, CodecTagString=TEXT,
    CodecTag=TEXT, Index=COUNT,
)  # fmt: skip

SCHEMAS: Mapping[str, Mapping[str, Any]] = MappingProxyType({
    "Project": _PROJECT,
    "Stream": _STREAM,
    "Task": _object("TaskRequestDefinition", **_TASK_FIELDS),
    "CreateProjectResponse": _answer(Project=_ref("Project")),
    "GetProjectResponse": _answer(Project=_ref("Project")),
    "UpdateProjectResponse": _answer(Project=_ref("Project")),
    "DeleteProjectResponse": _answer(),
    "ListProjectsResponse": _answer(Projects=_list(_ref("Project")), NextToken=TEXT),
    "ListRegionsResponse": _answer(Regions=_list(_object(RegionId=TEXT, LocalName=TEXT))),
    "AttachOSSBucketResponse": _answer(),
    "DetachOSSBucketResponse": _answer(),
    "GetOSSBucketAttachmentResponse": _answer(**_ATTACHMENT),
    "ListAttachedOSSBucketsResponse": _answer(
        AttachedOSSBuckets=_list(_object(OSSBucket=TEXT, OwnerId=TEXT, **_ATTACHMENT)),
        NextToken=TEXT,
    ),
    "CreateMediaConvertTaskResponse": _answer(EventId=TEXT, TaskId=TEXT),
    "GetTaskResponse": _TASK,
    "CancelTaskResponse": _TASK,
    "ListTasksResponse": _answer(
        "NextToken",
        ProjectName=TEXT,
        Tasks=_list(_ref("Task")),
        MaxResults={"type": "string", "pattern": "^[0-9]+$"},
        NextToken=TEXT,
    ),
    "DetectMediaMetaResponse": _answer(
        "FormatName", "FormatLongName", "Size", "Duration", "Bitrate",
        FormatName=TEXT, FormatLongName=TEXT, Size=COUNT, Duration=NUMBER, Bitrate=COUNT,
        Subtitles=_list(_SUBTITLE),
    ),
})  # fmt: skip
"""By name; of each action, what it answers."""
