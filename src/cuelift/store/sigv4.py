"""Signs requests to S3 and its likes in the query, so that one signature serves many ranges.

Spec: AWS Signature Version 4, "Authenticating Requests: Using Query Parameters".
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

_ALGORITHM = "AWS4-HMAC-SHA256"


class Credentials(NamedTuple):
    """Keys of an account."""

    access_key_id: str
    secret_access_key: str
    session_token: str | None = None

    def __repr__(self) -> str:
        """Without the keys."""
        return "Credentials(***)"


class Request(NamedTuple):
    """What is signed."""

    method: str
    origin: str
    """``https://host[:port]``."""
    path: str
    """As it will be sent, percent-encoded, from the first slash on."""
    query: Mapping[str, str] = {}
    """Fields, not yet encoded."""
    headers: Mapping[str, str] = {}
    """Fields to sign beside the host; they must be sent as they stand here."""


def encode_path(key: str) -> str:
    """A key as the path of a URL; slashes stay."""
    return quote(key, safe="/-_.~", errors="surrogateescape")


def presign(
    request: Request, credentials: Credentials, region: str, now: str, expires_s: int
) -> str:
    """The URL with everything in its query that proves who asks.

    Args:
        request: what is asked for.
        credentials: of the caller.
        region: of the bucket.
        now: ``YYYYMMDDTHHMMSSZ``, in UTC.
        expires_s: how long the URL serves, at most a week.
    """
    scope = f"{now[:8]}/{region}/s3/aws4_request"
    headers = {name.lower(): value.strip() for name, value in request.headers.items()}
    headers["host"] = request.origin.partition("://")[2]
    signed = ";".join(sorted(headers))
    fields = {
        **request.query,
        "X-Amz-Algorithm": _ALGORITHM,
        "X-Amz-Credential": f"{credentials.access_key_id}/{scope}",
        "X-Amz-Date": now,
        "X-Amz-Expires": str(expires_s),
        "X-Amz-SignedHeaders": signed,
    }
    if credentials.session_token:
        fields["X-Amz-Security-Token"] = credentials.session_token
    query = encode_query(fields)
    lines = [request.method, request.path, query]
    lines += [f"{name}:{headers[name]}" for name in sorted(headers)]
    lines += ["", signed, "UNSIGNED-PAYLOAD"]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    text = f"{_ALGORITHM}\n{now}\n{scope}\n{digest}"
    key = f"AWS4{credentials.secret_access_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    return f"{request.origin}{request.path}?{query}&X-Amz-Signature={signature}"


def encode_query(fields: Mapping[str, str]) -> str:
    """Fields percent-encoded, in the order that is signed."""
    pairs = sorted((_encode(name), _encode(value)) for name, value in fields.items())
    return "&".join(f"{name}={value}" for name, value in pairs)


def _encode(text: str) -> str:
    return quote(text, safe="-_.~", errors="surrogateescape")
