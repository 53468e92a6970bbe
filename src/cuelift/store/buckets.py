"""Where the buckets of ``oss://bucket/key`` really lie, for a server that keeps or maps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec


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
