"""Where the buckets of ``oss://bucket/key`` really lie, for a server that keeps or maps them.

Spec: Alibaba Cloud OSS, "Bucket naming conventions".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

import msgspec

BUCKET_PATTERN: Final = r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"
_NAME = re.compile(BUCKET_PATTERN)


def is_bucket_name(name: str) -> bool:
    """Whether a bucket may be called so: 3 to 63 of ``a-z 0-9 -``, no hyphen at an end.

    None leads out of the folder of all buckets. Stores elsewhere have rules of their own.
    """
    return _NAME.fullmatch(name) is not None


class Bucket(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One bucket."""

    kind: Literal["local", "s3", "oss"] = "local"
    path: str | None = None
    """Local: its folder."""
    name: str | None = None
    """Of the real bucket, where it has another name there."""
    endpoint: str | None = None
    region: str | None = None
    access_key_id: str | None = None
    access_key_secret: str | None = None
    security_token: str | None = None

    def __repr__(self) -> str:
        """Without credentials."""
        return f"Bucket({self.kind!r}, {self.path or self.endpoint!r})"


class Buckets(msgspec.Struct, frozen=True, kw_only=True):
    """All buckets of a server."""

    named: Mapping[str, Bucket] = {}
    folder: str | None = None
    """Buckets without an entry are folders in here; None: there are no others."""


class NetworkPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """Which addresses outside may be asked on behalf of a caller."""

    allowed: tuple[str, ...] = ()
    """Host names, addresses and networks (CIDR) that may be asked although they are loopback,
    private, link-local or of a cloud's metadata service."""
