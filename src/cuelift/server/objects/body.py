"""Takes the body of a request in, by pieces, with its sums and limits."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeAlias

from fastcrc import crc64

from cuelift.oss.errors import WireError
from cuelift.oss.request import Request
from cuelift.server.answers import Receive
from cuelift.server.objects.limits import Limits

PIECE = 1024 * 1024
Run: TypeAlias = Callable[..., Awaitable[Any]]
"""Calls a function with arguments in a thread."""


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes) -> None: ...


class Sums:
    """Sums over a body, and what they must be."""

    def __init__(self, request: Request, payload_hash: str | None) -> None:
        """Reads what the caller says of the body.

        Raises:
            WireError: the header Content-MD5 or x-oss-hash-crc64ecma is malformed.
        """
        self.size = 0
        self.crc = 0
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._sha256 = hashlib.sha256() if payload_hash else None
        self._payload_hash = payload_hash
        self._wanted_md5 = _md5_of(request.header("content-md5"))
        self._wanted_crc = request.header("x-oss-hash-crc64ecma")

    def update(self, data: bytes) -> None:
        """Adds the next bytes."""
        self.crc = crc64.xz(data, self.crc) if self.size else crc64.xz(data)
        self.size += len(data)
        self._md5.update(data)
        if self._sha256 is not None:
            self._sha256.update(data)

    @property
    def md5(self) -> bytes:
        """Of what came so far."""
        return self._md5.digest()

    @property
    def etag(self) -> str:
        """The MD5 in hexadecimal, upper case."""
        return self._md5.hexdigest().upper()

    def check(self) -> None:
        """Compares the sums with what the caller said.

        Raises:
            WireError: ``InvalidDigest``.
        """
        if self._wanted_md5 is not None and self._wanted_md5 != self.md5:
            raise WireError("The Content-MD5 does not fit the body.", code="InvalidDigest")
        if self._sha256 is not None and self._sha256.hexdigest() != self._payload_hash:
            raise WireError("x-oss-content-sha256 does not fit the body.", code="InvalidDigest")
        if self._wanted_crc and self._wanted_crc != str(self.crc):
            raise WireError("x-oss-hash-crc64ecma does not fit the body.", code="InvalidDigest")


async def receive_body(
    receive: Receive, run: Run, sums: Sums, sink: Sink, most: int, limits: Limits
) -> None:
    """Takes a body in and checks its sums; at most two pieces are in memory at once.

    Args:
        receive: of ASGI.
        run: does the work on files.
        sums: are made on the way.
        sink: takes the bytes.
        most: bytes that it may have.
        limits: for slow callers.

    Raises:
        WireError: too large, too slow, broken off, or not what its sums say.
    """
    begun = asyncio.get_running_loop().time()
    held = bytearray()
    size = 0
    more = True
    while more:
        data, more = await _next(receive, limits)
        size += len(data)
        if size > most:
            raise WireError(f"The body has more than {most} bytes.", code="EntityTooLarge")
        elapsed = asyncio.get_running_loop().time() - begun
        if elapsed > limits.idle_s and size < elapsed * limits.rate:
            raise WireError("The body comes too slowly.", code="RequestTimeout")
        held += data
        if len(held) >= PIECE or (held and not more):
            await run(_take, bytes(held), sums, sink)
            held.clear()
    sums.check()


def announced_size(request: Request, most: int) -> None:
    """Refuses a body that says itself that it is too large.

    Raises:
        WireError: ``EntityTooLarge``.
    """
    text = request.header("content-length")
    if text.isascii() and text.isdigit() and int(text[:20]) > most:
        raise WireError(f"The body has more than {most} bytes.", code="EntityTooLarge")


async def small_body(
    receive: Receive, request: Request, payload_hash: str | None, run: Run, limits: Limits
) -> bytes:
    """A body that is no object, whole.

    Raises:
        WireError: as ``receive_body``.
    """
    announced_size(request, limits.xml_bytes)
    sums, sink = Sums(request, payload_hash), _Memory()
    await receive_body(receive, run, sums, sink, limits.xml_bytes, limits)
    return b"".join(sink.parts)


class _Memory:
    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.parts.append(data)


async def _next(receive: Receive, limits: Limits) -> tuple[bytes, bool]:
    try:
        message = await asyncio.wait_for(receive(), limits.idle_s)
    except TimeoutError:
        raise WireError("The body does not come.", code="RequestTimeout") from None
    if message["type"] == "http.disconnect":
        raise WireError("The connection ended within the body.", code="IncompleteBody")
    return message.get("body", b""), message.get("more_body", False)


def _take(data: bytes, sums: Sums, sink: Sink) -> None:
    sums.update(data)
    sink.write(data)


def _md5_of(text: str) -> bytes | None:
    if not text:
        return None
    try:
        digest = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    if len(digest) != 16:
        raise WireError("The Content-MD5 is malformed.", code="InvalidDigest")
    return digest
