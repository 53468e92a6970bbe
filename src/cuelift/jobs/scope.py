"""What a key may do to what."""

from __future__ import annotations

from collections.abc import Iterable

from cuelift.jobs.keyring import matches, may
from cuelift.jobs.model import AccessKey


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
