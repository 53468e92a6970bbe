"""What a caller may say about how stores are reached."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Literal

import msgspec

from cuelift.store.buckets import Buckets, NetworkPolicy


class StoreOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How stores are reached; what is not said here is looked up in the usual environment.

    ``s3``: the ``AWS_*`` variables and the files in ``~/.aws``. ``oss``: the ``OSS_*`` variables,
    then ``ALIBABA_CLOUD_*``. All: ``HTTPS_PROXY``, ``HTTP_PROXY``, ``NO_PROXY``.
    """

    endpoint: str | None = None
    """Of ``s3`` and ``oss``: ``https://host[:port]``, without the bucket."""
    region: str | None = None
    access_key_id: str | None = None
    secret_access_key: str | None = None
    session_token: str | None = None
    anonymous: bool = False
    """Send no credentials at all."""
    profile: str | None = None
    """Of ``s3``: a section of ``~/.aws/credentials``; wins over keys of the environment."""
    addressing: Literal["auto", "virtual", "path"] = "auto"
    """Where the bucket is named: in the host or in the path. ``auto``: in the host, unless an
    ``s3`` endpoint was given or the endpoint is an IP address or ``localhost``."""
    allow_http: bool = False
    """Accept endpoints without TLS; those on this machine are accepted in any case."""
    headers: tuple[tuple[str, str], ...] = ()
    """Of ``http`` and ``https``: sent to the host of the URI, not to where it redirects."""
    proxy: str | None = None
    """Wins over the environment; empty: no proxy."""
    ca_file: str | None = None
    """PEM file of the authorities to trust, instead of the system's."""
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 30.0
    """Without a byte for so long, a read is given up and may be tried again."""
    max_connections: int = 256
    memory: MutableMapping[str, bytes] | None = None
    """The objects of ``memory:`` URIs; belongs to the caller."""
    oss_api: Literal["auto", "native", "s3"] | None = None
    """What an ``oss`` endpoint speaks: OSS itself (V4 signatures), or S3. ``auto``: S3 through the
    compatible twin of an Alibaba Cloud endpoint, OSS with any other. None: as the variable
    ``CUELIFT_OSS_API`` says, else ``auto``."""
    buckets: Buckets | None = None
    """Where the buckets of ``oss`` URIs lie; None: in OSS, by endpoint and region."""
    schemes: frozenset[str] | None = None
    """The only schemes that may be read and written; None: all. Paths are ``file``."""
    network: NetworkPolicy | None = None
    """What hosts that a caller names may be asked; None: all. Proxies are not used with it."""

    def __repr__(self) -> str:
        """Without keys, tokens and headers."""
        return f"StoreOptions(endpoint={self.endpoint!r}, region={self.region!r})"
