"""Answers as JSON, and the errors that every caller of the service can read.

An error is a JSON object with ``Code``, ``Message`` and ``RequestId``, whoever found it: the
official clients cannot read anything else.
"""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

import msgspec

from cuelift.imm.errors import CONTENT_TYPE, RETRY_AFTER_MS, WireError, wire_error
from cuelift.imm.errors import body as error_body
from cuelift.server.memory import SHARE, Share

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

JSON = CONTENT_TYPE.encode()


class Answer(msgspec.Struct, frozen=True):
    """What is sent back."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    media_type: bytes = JSON
    code: str = ""
    """Of an error."""


def new_request_id() -> str:
    """A number for one request, to be found in the log and in the answer."""
    return str(uuid.uuid4()).upper()


def refuse(error: WireError, request_id: str) -> Answer:
    """The answer that tells an error."""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    if wait := error.retry_after_ms:
        headers = (
            (b"x-acs-retry-after", b"%d" % wait),
            (b"retry-after", b"%d" % -(-wait // 1000)),
        )
    return Answer(error.status, error_body(error, request_id), headers, code=error.code)


async def send_answer(send: Send, answer: Answer, request_id: str) -> None:
    """Sends an answer whole."""
    await send({
        "type": "http.response.start",
        "status": answer.status,
        "headers": [
            (b"content-type", answer.media_type),
            (b"content-length", b"%d" % len(answer.body)),
            (b"x-acs-request-id", request_id.encode()),
            *answer.headers,
        ],
    })  # fmt: skip
    await send({"type": "http.response.body", "body": answer.body})


async def read_body(scope: Scope, receive: Receive, most: int) -> bytes:
    """The body of a request.

    Raises:
        WireError: it is larger than ``most`` bytes, there is no memory for it now, or the caller
            went away.
    """
    share: Share | None = scope.get("state", {}).get(SHARE)
    for name, value in scope["headers"]:
        if name == b"content-length" and int(value) > most:
            raise wire_error("RequestEntityTooLarge", f"The body has more than {most} bytes.")
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise wire_error("RequestTimeout", "The connection ended within the body.")
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise wire_error("RequestEntityTooLarge", f"The body has more than {most} bytes.")
        if share is not None and not share.keep(len(part)):
            raise wire_error(
                "ServiceUnavailable",
                "Too much memory is held by requests under way.",
                retry_after_ms=RETRY_AFTER_MS,
            )
        parts.append(part)
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)
