"""Signatures of the OSS wire, versions 1 and 4: the text that is signed, and its signature.

Spec: Alibaba Cloud OSS, "Include a V1 signature in the Authorization header" and "Include a V4
signature in the Authorization header".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import quote

from cuelift.oss.request import Place, Request

ALGORITHM = "OSS4-HMAC-SHA256"
UNSIGNED = "UNSIGNED-PAYLOAD"
PRODUCT = "oss"
TERMINATOR = "aliyun_v4_request"
SUB_RESOURCES = frozenset((
    "accessPoint", "accessPointPolicy", "acl", "append", "asyncFetch", "bucketArchiveDirectRead",
    "bucketInfo", "callback", "callback-var", "cloudboxes", "cname", "comp", "continuation-token",
    "cors", "delete", "encryption", "endTime", "group", "httpsConfig", "inventory", "inventoryId",
    "lifecycle", "link", "live", "location", "logging", "metaQuery", "objectInfo", "objectMeta",
    "partNumber", "policy", "position", "publicAccessBlock", "qos", "qosInfo", "qosRequester",
    "redundancyTransition", "referer", "regionList", "replication", "replicationLocation",
    "replicationProgress", "requestPayment", "requesterQosInfo", "resourceGroup", "resourcePool",
    "resourcePoolBuckets", "resourcePoolInfo", "response-cache-control",
    "response-content-disposition", "response-content-encoding", "response-content-language",
    "response-content-type", "response-expires", "restore", "security-token", "sequential",
    "startTime", "stat", "status", "style", "styleName", "symlink", "tagging",
    "transferAcceleration", "uploadId", "uploads", "versionId", "versioning", "versions", "vod",
    "website", "worm", "wormExtend", "wormId", "x-oss-ac-forward-allow", "x-oss-ac-source-ip",
    "x-oss-ac-subnet-mask", "x-oss-ac-vpc-id", "x-oss-access-point-name", "x-oss-async-process",
    "x-oss-process", "x-oss-redundancy-transition-taskid", "x-oss-request-payer",
    "x-oss-target-redundancy-type", "x-oss-traffic-limit", "x-oss-write-get-object-response",
))  # fmt: skip
"""Parameters that version 1 signs; all others are not covered by it."""
_ALWAYS = ("content-md5", "content-type")


def text_v1(request: Request, place: Place, date: str) -> bytes:
    """What version 1 signs.

    Args:
        request: with its headers, one character per byte.
        place: the bucket and key that are meant.
        date: of the header, or the end of a presigned URL in seconds since the epoch.
    """
    extras = sorted(item for item in request.headers.items() if item[0].startswith("x-oss-"))
    head = [request.method, *map(request.header, _ALWAYS), date]
    head += [f"{name}:{value}" for name, value in extras]
    signed = sorted(item for item in request.parameters.items() if item[0] in SUB_RESOURCES)
    query = "&".join(_pair(name, value) for name, value in signed)
    resource = f"/{place.bucket}/{place.key}" + (f"?{query}" if query else "")
    return "\n".join(head).encode("latin-1") + b"\n" + resource.encode()


def sign_v1(secret: str, text: bytes) -> str:
    """The signature of version 1, in base64."""
    return base64.b64encode(hmac.digest(secret.encode(), text, "sha1")).decode()


def text_v4(
    request: Request, place: Place, date: str, region: str, additional: Iterable[str]
) -> bytes:
    """What version 4 signs.

    Args:
        request: its ``x-oss-signature`` parameter is left out.
        place: the bucket and key that are meant.
        date: ``20261123T030000Z``.
        region: of the credential.
        additional: lower-case names of further headers that are signed.
    """
    names = sorted(additional)
    signed = {*_ALWAYS, *names}
    headers = sorted(
        item
        for item in request.headers.items()
        if item[0] in signed or item[0].startswith("x-oss-")
    )
    query = sorted(
        (_encode(name), _encode(value))
        for name, value in request.parameters.items()
        if name != "x-oss-signature"
    )
    lines = [
        request.method,
        quote(f"/{place.bucket}/{place.key}", safe="/-_.~"),
        "&".join(_pair(name, value) for name, value in query),
        *(f"{name}:{value}" for name, value in headers),
        "",
        ";".join(names),
        request.header("x-oss-content-sha256") or UNSIGNED,
    ]
    digest = hashlib.sha256("\n".join(lines).encode("latin-1")).hexdigest()
    scope = f"{date[:8]}/{region}/{PRODUCT}/{TERMINATOR}"
    return "\n".join((ALGORITHM, date, scope, digest)).encode()


def sign_v4(secret: str, day: str, region: str, text: bytes) -> str:
    """The signature of version 4, in hexadecimal; ``day`` as ``20261123``."""
    key = f"aliyun_v4{secret}".encode()
    for part in (day, region, PRODUCT, TERMINATOR):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text, "sha256").hex()


def _pair(name: str, value: str) -> str:
    return f"{name}={value}" if value else name


def _encode(text: str) -> str:
    return quote(text, safe="-_.~")
