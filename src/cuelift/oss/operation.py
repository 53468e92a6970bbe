"""Which operation a request asks for. What is not listed here is not implemented, by name.

Spec: Alibaba Cloud OSS API reference, "Operations on objects" and "ListObjectsV2".
"""

from __future__ import annotations

from typing import NamedTuple

from cuelift.oss.claim import SIGNING_PARAMETERS
from cuelift.oss.errors import WireError
from cuelift.oss.request import Place, Request

OVERRIDES = frozenset((
    "response-content-type", "response-content-language", "response-cache-control",
    "response-expires", "response-content-encoding", "response-content-disposition",
))  # fmt: skip
"""Parameters by which the caller of GetObject sets headers of the answer."""
_PLAIN_HEADERS = frozenset((
    "x-oss-date", "x-oss-content-sha256", "x-oss-security-token", "x-oss-forbid-overwrite",
    "x-oss-range-behavior", "x-oss-hash-crc64ecma", "x-oss-complete-all", "x-oss-request-payer",
))  # fmt: skip
_SINGLE_VALUES = {
    "x-oss-object-acl": ("default", "private"),
    "x-oss-storage-class": ("Standard",),
}


class Operation(NamedTuple):
    """One of the operations."""

    name: str
    action: str
    """That a key must be allowed, as access policies of OSS call it."""
    method: tuple[str, ...]
    needs: frozenset[str] = frozenset()
    """Parameters that tell it from others."""
    takes: frozenset[str] = frozenset()
    """Further parameters."""


_ENCODING = frozenset(("encoding-type",))
_LISTING = frozenset((
    "prefix", "delimiter", "max-keys", "continuation-token", "start-after", "encoding-type",
    "fetch-owner",
))  # fmt: skip
_UPLOAD = frozenset(("uploadId",))
LIST = Operation("ListObjectsV2", "oss:ListObjects", ("GET",), frozenset(("list-type",)), _LISTING)
OPERATIONS = (
    Operation("UploadPart", "oss:PutObject", ("PUT",), frozenset(("uploadId", "partNumber"))),
    Operation(
        "InitiateMultipartUpload", "oss:PutObject", ("POST",), frozenset(("uploads",)), _ENCODING
    ),
    Operation("CompleteMultipartUpload", "oss:PutObject", ("POST",), _UPLOAD, _ENCODING),
    Operation(
        "ListParts", "oss:ListParts", ("GET",), _UPLOAD,
        frozenset(("max-parts", "part-number-marker", "encoding-type")),
    ),
    Operation("AbortMultipartUpload", "oss:AbortMultipartUpload", ("DELETE",), _UPLOAD),
    Operation("GetObjectMeta", "oss:GetObject", ("GET", "HEAD"), frozenset(("objectMeta",))),
    Operation("PutObject", "oss:PutObject", ("PUT",)),
    Operation("GetObject", "oss:GetObject", ("GET",), takes=OVERRIDES),
    Operation("HeadObject", "oss:GetObject", ("HEAD",)),
    Operation("DeleteObject", "oss:DeleteObject", ("DELETE",)),
)  # fmt: skip
"""On objects. The first whose method and needed parameters fit is meant."""


def find_operation(request: Request, place: Place) -> Operation:
    """The operation that is meant.

    Raises:
        WireError: it is none of these, or asks for something beside it.
    """
    names = set(request.parameters) - SIGNING_PARAMETERS
    known = OPERATIONS if place.key else (LIST,)
    for operation in known:
        if request.method in operation.method and operation.needs <= names:
            break
    else:
        what = ", ".join(sorted(names)) or "no parameters"
        raise _not_implemented(f"{request.method} of {_kind(place)} with {what}")
    beyond = names - operation.needs - operation.takes
    if beyond:
        raise _not_implemented(f"{operation.name} with {', '.join(sorted(beyond))}")
    if operation is LIST and request.parameters["list-type"] != "2":
        raise _not_implemented("a list-type other than 2")
    _check_headers(request)
    return operation


def _check_headers(request: Request) -> None:
    """Refuses what would be promised and not kept: copies, access lists, encryption, tags."""
    for name, value in request.headers.items():
        if not name.startswith("x-oss-") or name in _PLAIN_HEADERS:
            continue
        if name.startswith("x-oss-meta-") or value in _SINGLE_VALUES.get(name, ()):
            continue
        raise _not_implemented(f"the header {name}")


def _kind(place: Place) -> str:
    return "an object" if place.key else "a bucket"


def _not_implemented(what: str) -> WireError:
    return WireError(
        f"This server does not implement {what}.",
        code="NotImplemented",
    )
