"""Reads the answers of HTTP stores: pure checks on status and headers.

Spec: RFC 9110, clauses 8.8 (validators), 10.2.3 (Retry-After), 13.1 (preconditions),
14 (range requests), 15 (status codes).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, NoReturn

from cuelift.errors import (
    AccessDenied,
    ColdObject,
    NotFound,
    ObjectChanged,
    StoreError,
    TransientError,
)
from cuelift.store.base import ObjectInfo

Headers = Mapping[str, str]
"""Case-insensitive, as the HTTP client gives them."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 509, 520, 521, 522, 523, 524, 529})
TRANSIENT_CODES = frozenset({"SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable"})
ARCHIVES = {
    "glacier": "GLACIER",
    "deep_archive": "DEEP_ARCHIVE",
    "archive_access": "ARCHIVE_ACCESS",
    "deep_archive_access": "DEEP_ARCHIVE_ACCESS",
    "archive": "Archive",
    "coldarchive": "ColdArchive",
    "deepcoldarchive": "DeepColdArchive",
}
"""Classes whose objects must be restored before they can be read, by lower-case name."""
_CLASS_HEADERS = ("x-amz-archive-status", "x-amz-storage-class", "x-oss-storage-class")
_RESTORE_HEADERS = ("x-amz-restore", "x-oss-restore")
_MAX_RETRY_AFTER_S = 3600.0
_MAX_DIGITS = 18


class ContentRange(NamedTuple):
    """A ``Content-Range`` header; ends are half-open."""

    start: int
    end: int
    total: int | None
    """None: the server does not say how long the object is."""


def number(text: str | None) -> int | None:
    """A decimal of sane length, or None."""
    if text and len(text) <= _MAX_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    return None


def parse_content_range(text: str | None) -> ContentRange | None:
    """Takes ``bytes 0-99/1234`` to pieces; None if it is something else."""
    unit, _, rest = (text or "").strip().partition(" ")
    span, _, total = rest.partition("/")
    first, _, last = span.partition("-")
    start, end = number(first), number(last)
    if unit.lower() != "bytes" or start is None or end is None or end < start:
        return None
    return ContentRange(start, end + 1, number(total))


def unsatisfied_total(text: str | None) -> int | None:
    """The size in ``bytes */1234``, the header of a 416 answer."""
    return number((text or "").partition("*/")[2].strip())


def check_encoding(headers: Headers, name: str) -> None:
    """Refuses a body that was compressed on its way: its positions are not the object's."""
    coding = headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise StoreError(f"{name} is sent as {coding!r}, so it cannot be read by position")


def describe(key: str, size_bytes: int, headers: Headers) -> ObjectInfo:
    """What the headers of an answer say about an object."""
    tag = headers.get("ETag")
    modified = headers.get("Last-Modified")
    if tag:
        identity = tag
    elif modified:
        identity = f"modified:{modified} size:{size_bytes}"
    else:
        identity = f"size:{size_bytes}"
    return ObjectInfo(
        key=key,
        size_bytes=size_bytes,
        identity=identity,
        modified_ns=_date_ns(modified),
        cold=archive_class(headers),
    )


def pins(info: ObjectInfo) -> dict[str, str]:
    """Headers that make the server refuse to answer for another object.

    A weak tag may not be used so, and an odd one cannot be sent; ``check_same`` compares these on
    each answer.
    """
    identity = info.identity
    if not identity.isascii() or not identity.isprintable():
        return {}
    if identity.startswith('"'):
        return {"If-Match": identity}
    if identity.startswith("modified:"):
        return {"If-Unmodified-Since": identity[len("modified:") :].rpartition(" size:")[0]}
    return {}


def check_same(info: ObjectInfo, headers: Headers, total: int | None, name: str) -> None:
    """Compares an answer with the object it should be of.

    Raises:
        ObjectChanged: another size, tag or time.
    """
    if total is not None and total != info.size_bytes:
        raise ObjectChanged(f"{name} has {total} bytes now, it had {info.size_bytes}", total=total)
    identity = info.identity
    if identity.startswith("size:"):
        return
    if identity.startswith("modified:"):
        now, then = headers.get("Last-Modified"), identity[9:].rpartition(" size:")[0]
    else:
        now, then = headers.get("ETag"), identity
    if now is not None and now != then and now.removeprefix("W/") != then.removeprefix("W/"):
        raise ObjectChanged(f"{name} is another object now: {now} instead of {then}")


def archive_class(headers: Headers) -> str | None:
    """The archive class an object lies in, or None when it can be read."""
    for header in _RESTORE_HEADERS:
        if 'ongoing-request="false"' in headers.get(header, "").replace(" ", ""):
            return None
    for header in _CLASS_HEADERS:
        name = ARCHIVES.get(headers.get(header, "").lower())
        if name:
            return name
    return None


def refuse(status: int, headers: Headers, body: bytes, name: str) -> NoReturn:
    """Raises what an error answer means.

    Args:
        status: below 200, or 300 and above.
        headers: of the answer.
        body: its first bytes; object stores name the reason there in XML.
        name: of the object, fit for messages.
    """
    code = element(body, "Code")
    said = f"{name}: the server answers {status}" + (f" {code}" if code else "")
    if code == "InvalidObjectState":
        lies_in = element(body, "StorageClass") or archive_class(headers) or "an archive class"
        raise ColdObject(
            f"{name} lies in {lies_in} and must be restored first", storage_class=lies_in
        )
    if status in TRANSIENT or code in TRANSIENT_CODES:
        raise TransientError(said, status=status, retry_after_s=_retry_after(headers))
    if status in (404, 410):
        raise NotFound(said, status=status)
    if status in (401, 403, 407):
        raise AccessDenied(said, status=status)
    if status == 412:
        raise ObjectChanged(f"{name} was replaced while it was read", status=status)
    region = headers.get("x-amz-bucket-region")
    raise StoreError(f"{said}; the bucket's region is {region}" if region else said, status=status)


def element(body: bytes, name: str) -> str | None:
    """The text of the first element of that name, if it is a plain word."""
    _, opening, rest = body.partition(b"<%s>" % name.encode())
    text, closing, _ = rest.partition(b"<")
    if not opening or not closing or len(text) > 64 or not text.replace(b"_", b"").isalnum():
        return None
    return text.decode("ascii")


def _retry_after(headers: Headers) -> float | None:
    text = headers.get("Retry-After", "").strip()
    seconds: float | None = number(text)
    if seconds is None and text:
        date_ns, now_ns = _date_ns(text), _date_ns(headers.get("Date"))
        if date_ns is not None and now_ns is not None:
            seconds = max(date_ns - now_ns, 0) / 1e9
    return None if seconds is None else min(seconds, _MAX_RETRY_AFTER_S)


def _date_ns(text: str | None) -> int | None:
    if not text:
        return None
    from email.utils import parsedate_to_datetime

    try:
        return int(parsedate_to_datetime(text).timestamp()) * 1_000_000_000
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
