"""A request of the OSS wire, as it arrived: nothing is trusted yet.

The bucket is the first segment of the path (``/bucket/key``) or the first label of the host
(``bucket.host/key``). Both readings are offered; the signature, which covers bucket and key, tells
which one was meant.

Spec: Alibaba Cloud OSS, "Access OSS over HTTP" (path style and virtual hosted style).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import msgspec

from cuelift.oss.errors import WireError
from cuelift.store.buckets import is_bucket_name

_PARAMETERS = 100
_ONCE = frozenset((
    "authorization", "content-length", "content-md5", "content-type", "date", "host", "if-match",
    "if-modified-since", "if-none-match", "if-unmodified-since", "range", "security-token",
))  # fmt: skip


class Place(NamedTuple):
    """What a request is about."""

    bucket: str
    key: str
    """Empty: the bucket itself."""


class Request(msgspec.Struct, frozen=True):
    """What was asked."""

    method: str
    path: str
    """Percent-encoded, as sent."""
    parameters: dict[str, str]
    """Of the query, decoded; blank ones too."""
    headers: dict[str, str]
    """By lower-case name; values hold one character per byte."""

    def header(self, name: str) -> str:
        """A header's value, or an empty text."""
        return self.headers.get(name, "")


def read_request(
    method: str, raw_path: bytes, query: bytes, headers: Iterable[tuple[bytes, bytes]]
) -> Request:
    """Takes a request to pieces.

    Args:
        method: in upper case.
        raw_path: percent-encoded.
        query: without the question mark.
        headers: names and values as they arrived.

    Raises:
        WireError: something cannot be read, or stands twice and so may mean two things.
    """
    named: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name = raw_name.decode("latin-1").lower()
        if name in named and (name in _ONCE or name.startswith("x-oss-")):
            raise WireError(f"The header {name} stands twice.", code="InvalidArgument")
        named[name] = raw_value.decode("latin-1").strip(" \t")
    path = raw_path.decode("latin-1")
    if not path.startswith("/"):
        raise WireError("The request's target is not a path.", code="InvalidURI")
    return Request(method, path, parse_query(query), named)


def parse_query(query: bytes) -> dict[str, str]:
    """Names and values; ``+`` and ``%20`` are both a space.

    Raises:
        WireError: a name stands twice, there are too many, or they are not UTF-8.
    """
    found: dict[str, str] = {}
    if query.count(b"&") >= _PARAMETERS:
        raise WireError(f"There are over {_PARAMETERS} parameters.", code="InvalidArgument")
    for pair in query.split(b"&"):
        if not pair:
            continue
        raw_name, _, raw_value = pair.partition(b"=")
        name = decode(raw_name.replace(b"+", b" "))
        if name in found:
            raise WireError(f"The parameter {name} stands twice.", code="InvalidArgument")
        found[name] = decode(raw_value.replace(b"+", b" "))
    return found


def decode(raw: bytes) -> str:
    """Percent-encoded UTF-8 as text.

    Raises:
        WireError: it is not UTF-8.
    """
    try:
        return unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        raise WireError("The request's URL is not UTF-8.", code="InvalidURI") from None


def places(request: Request) -> list[Place]:
    """What the request may be about: path style first, then host style.

    Raises:
        WireError: the path is not UTF-8.
    """
    rest = request.path[1:].encode("latin-1")
    first, _, key = rest.partition(b"/")
    found = []
    bucket = decode(first)
    if is_bucket_name(bucket):
        found.append(Place(bucket, decode(key)))
    label = host_label(request.header("host"))
    if label is not None:
        found.append(Place(label, decode(rest)))
    return found


def host_label(host: str) -> str | None:
    """The bucket that a host names in its first label, or None."""
    label, _, domain = host.lower().partition(":")[0].partition(".")
    if not domain or host.startswith("[") or domain.rpartition(".")[2].isdigit():
        return None
    return label if is_bucket_name(label) else None
