"""What a key may do to what."""

from __future__ import annotations

from collections.abc import Iterable

from cuelift.jobs.keyring import matches, may
from cuelift.jobs.model import AccessKey, Attachment


def allows(key: AccessKey, action: str, names: Iterable[str] = ()) -> bool:
    """Whether a key may take an action.

    Args:
        key: whose; whether it is still good is not looked at.
        action: as ``GetTask`` or ``oss:GetObject``.
        names: of the projects and buckets that are touched: all must be the key's.
    """
    return may(key, action, None) and all(touches(key, name) for name in names)


def touches(key: AccessKey, name: str) -> bool:
    """Whether a project or bucket is one that a key may touch."""
    return any(matches(pattern, name) for pattern in key.projects)


def may_use_bucket(
    key: AccessKey, bucket: str, attachment: Attachment | None, project: str | None = None
) -> bool:
    """Whether a key may have a bucket read or written.

    A bucket is of the project that it is attached to, and of keys whose patterns match its name.

    Args:
        key: whose; whether it may take the action is asked elsewhere.
        bucket: its name.
        attachment: of the bucket; None: it is attached to no project.
        project: for which a task uses it, and which the key may touch; None: no task does.
    """
    if attachment is not None:
        if project is not None and attachment.project == project:
            return True
        if touches(key, attachment.project):
            return True
    return touches(key, bucket)
