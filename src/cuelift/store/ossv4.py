"""Signs requests to OSS in the query, as its own clients do.

Spec: Alibaba Cloud OSS, "Include a V4 signature in a URL" (OSS4-HMAC-SHA256).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

from cuelift.store.sigv4 import Credentials, Request

_ALGORITHM = "OSS4-HMAC-SHA256"
_ALWAYS_SIGNED = frozenset(("content-type", "content-md5"))


def presign_oss(
    request: Request,
    resource: str,
    credentials: Credentials,
    region: str,
    now: str,
    expires_s: int,
) -> str:
    """The URL with everything in its query that proves who asks.

    Args:
        request: what is asked for; headers that are no ``x-oss-``, type or MD5 are not signed.
        resource: ``/bucket/key``, percent-encoded, however the bucket is addressed.
        credentials: of the caller.
        region: of the bucket.
        now: ``YYYYMMDDTHHMMSSZ``, in UTC.
        expires_s: how long the URL serves, at most a week.
    """
    scope = f"{now[:8]}/{region}/oss/aliyun_v4_request"
    fields = {
        **request.query,
        "x-oss-signature-version": _ALGORITHM,
        "x-oss-credential": f"{credentials.access_key_id}/{scope}",
        "x-oss-date": now,
        "x-oss-expires": str(expires_s),
    }
    if credentials.session_token:
        fields["x-oss-security-token"] = credentials.session_token
    query = oss_query(fields)
    headers = {name.lower(): value.strip() for name, value in request.headers.items()}
    lines = [request.method, resource, query]
    lines += [f"{name}:{headers[name]}" for name in sorted(headers) if _is_signed(name)]
    lines += ["", "", "UNSIGNED-PAYLOAD"]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    text = f"{_ALGORITHM}\n{now}\n{scope}\n{digest}"
    key = f"aliyun_v4{credentials.secret_access_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    return f"{request.origin}{request.path}?{query}&x-oss-signature={signature}"


def oss_query(fields: Mapping[str, str]) -> str:
    """Fields percent-encoded in the order that is signed; one without value has no equals sign."""
    pairs = sorted((_encode(name), _encode(value)) for name, value in fields.items())
    return "&".join(f"{name}={value}" if value else name for name, value in pairs)


def _is_signed(name: str) -> bool:
    return name.startswith("x-oss-") or name in _ALWAYS_SIGNED


def _encode(text: str) -> str:
    return quote(text, safe="-_.~", errors="surrogateescape")
