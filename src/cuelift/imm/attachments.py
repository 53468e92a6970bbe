"""Buckets that belong to projects.

Spec: Alibaba Cloud Intelligent Media Management 2020-09-30, AttachOSSBucket, DetachOSSBucket,
GetOSSBucketAttachment, ListAttachedOSSBuckets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from cuelift.imm.paging import make_token, read_token
from cuelift.imm.parameters import Parameter
from cuelift.imm.projects import NEXT_TOKEN, PROJECT_NAME
from cuelift.imm.times import format_ns
from cuelift.jobs.model import Attachment
from cuelift.store.buckets import BUCKET_PATTERN

BUCKET = Parameter(
    name="OSSBucket", required=True, minimum=3, maximum=63,
    pattern=BUCKET_PATTERN, about="The bucket's name.",
)  # fmt: skip
ATTACH_BUCKET = (
    PROJECT_NAME,
    BUCKET,
    Parameter(name="Description", minimum=1, maximum=128, default="", about="A description."),
)
DETACH_BUCKET = (BUCKET,)
GET_ATTACHMENT = (BUCKET,)
LIST_ATTACHMENTS = (
    PROJECT_NAME,
    Parameter(name="MaxResults", kind="integer", minimum=1, maximum=200, default=100),
    NEXT_TOKEN,
)


class AttachmentPage(msgspec.Struct, frozen=True, kw_only=True):
    """What ListAttachedOSSBuckets says."""

    project: str
    after: str | None
    limit: int


def new_attachment(values: Mapping[str, Any], now_ns: int) -> Attachment:
    """Of the values of ``ATTACH_BUCKET``."""
    return Attachment(
        bucket=values["OSSBucket"],
        project=values["ProjectName"],
        description=values["Description"],
        created_ns=now_ns,
        updated_ns=now_ns,
    )


def attachment_body(attachment: Attachment) -> dict[str, Any]:
    """The answer to GetOSSBucketAttachment, but its RequestId."""
    return {
        "ProjectName": attachment.project,
        "Description": attachment.description,
        "CreateTime": format_ns(attachment.created_ns),
        "UpdateTime": format_ns(attachment.updated_ns),
    }


def read_attachment_page(values: Mapping[str, Any], secret: bytes) -> AttachmentPage:
    """Of the values of ``LIST_ATTACHMENTS``.

    Raises:
        WireError: a token that was not made here.
    """
    project, token = values["ProjectName"], values["NextToken"]
    return AttachmentPage(
        project=project,
        after=read_token(secret, _bound(project), token)[0] if token else None,
        limit=values["MaxResults"],
    )


def attachments_body(
    page: AttachmentPage, attachments: Sequence[Attachment], account: str, secret: bytes
) -> dict[str, Any]:
    """The answer to ListAttachedOSSBuckets, but its RequestId.

    Args:
        page: what was asked.
        attachments: by bucket, one more than ``page.limit`` if there are that many.
        account: of the server.
        secret: of the server.
    """
    shown = attachments[: page.limit]
    more = len(attachments) > len(shown)
    return {
        "AttachedOSSBuckets": [
            {"OSSBucket": item.bucket, "OwnerId": account, **attachment_body(item)}
            for item in shown
        ],
        "NextToken": make_token(secret, _bound(page.project), [shown[-1].bucket]) if more else "",
    }


def _bound(project: str) -> list[str]:
    return ["ListAttachedOSSBuckets", project]
