"""Tells requests of the object wire from those of the other wires on the same port."""

from __future__ import annotations

from cuelift.server.answers import Scope
from cuelift.store.buckets import is_bucket_name

_SCHEMES = (b"OSS ", b"OSS2 ", b"OSS4-HMAC-SHA256 ")
_MARKS = (b"OSSAccessKeyId=", b"x-oss-signature=", b"x-oss-credential=")


def is_oss_request(scope: Scope) -> bool:
    """Whether a request is one of the object wire.

    A signature of OSS in a header or in the query says so. So does a path ``/bucket/...`` of a
    request that is not signed in another way: its caller shall read an error of OSS.
    """
    if scope["type"] != "http":
        return False
    for name, value in scope["headers"]:
        if name == b"authorization":
            return bool(value.startswith(_SCHEMES))
    query: bytes = scope["query_string"]
    if any(pair.startswith(_MARKS) for pair in query.split(b"&")):
        return True
    first, slash, _ = scope["path"][1:].partition("/")
    return bool(slash) and is_bucket_name(first)
