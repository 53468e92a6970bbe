"""Answers of the object wire, and the errors that every client of it can read."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from cuelift.oss.errors import WireError, error_body, error_header

HOST_ID = "cuelift"


class Content(NamedTuple):
    """Bytes ``[start, end)`` of an open file; whoever sends them closes it."""

    handle: int
    start: int
    end: int


class Reply(NamedTuple):
    """What is sent back."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    content: Content | None = None


def new_request_id() -> str:
    """A number for one request: 24 hexadecimal digits, as of OSS."""
    return secrets.token_hex(12).upper()


def xml_reply(body: bytes, *headers: tuple[str, str]) -> Reply:
    """An answer that is XML."""
    return Reply(200, (("content-type", "application/xml"), *headers), body)


def refuse(error: WireError, method: str, request_id: str) -> Reply:
    """The answer that tells an error."""
    if error.code == "NotModified":
        return Reply(304, (("etag", f'"{error.details["etag"]}"'),))
    body = error_body(error.code, error.message, request_id, HOST_ID)
    headers = [("content-type", "application/xml")]
    if "size" in error.details:
        headers.append(("content-range", f"bytes */{error.details['size']}"))
    if method == "HEAD":
        headers.append(("x-oss-err", error_header(body)))
    return Reply(error.status, tuple(headers), body)
