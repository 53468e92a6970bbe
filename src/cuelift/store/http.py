"""Objects behind HTTP: ranged reads that never mix two objects and never read one by accident.

Spec: RFC 9110, clauses 13 (conditional requests) and 14 (range requests).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator
from typing import NoReturn
from urllib.parse import unquote, urlsplit

import aiohttp
from yarl import URL

from cuelift.errors import ObjectChanged, RangeIgnored, StoreError, TransientError, UsageError
from cuelift.store.base import CostProfile, Counters, ObjectInfo, Verb
from cuelift.store.http_answer import (
    check_encoding,
    check_same,
    describe,
    number,
    parse_content_range,
    pins,
    refuse,
    unsatisfied_total,
)
from cuelift.store.http_client import HttpClient
from cuelift.store.http_route import Addresses, Route, check_header
from cuelift.store.options import StoreOptions
from cuelift.store.redact import redact

SMALL_OBJECT_BYTES = 1024 * 1024
"""An object up to this size is taken whole from a server that does not answer ranges."""
COMMON_HEADERS = {"Accept-Encoding": "identity", "User-Agent": "cuelift"}
_ERROR_BODY_BYTES = 4096
_HEAD_REFUSED = frozenset({400, 403, 405, 501})
"""Statuses of a HEAD that a GET may yet succeed after, as with presigned URLs."""


class PlainAddresses:
    """Keys of an ``http(s)`` root: path and query as they stand."""

    def __init__(self, root: str, headers: tuple[tuple[str, str], ...]) -> None:
        parts = urlsplit(root)
        self._root = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        self._headers = dict(COMMON_HEADERS)
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        for name, value in headers:
            check_header(name, value)
            self._headers[name] = value

    async def route(self, verb: Verb, key: str, now: float) -> Route:
        """The same for every verb, and for good."""
        return Route(URL(self._root + key, encoded=True), self._headers)

    def name(self, key: str) -> str:
        """The URL without secrets."""
        return redact(self._root + key)


class HttpStore:
    """Reads objects by range over one pool of connections.

    Bound to the event loop that first uses it. ``close`` ends open reads with ``Cancelled``.
    """

    def __init__(
        self,
        addresses: Addresses,
        options: StoreOptions,
        counters: Counters,
        profile: CostProfile | None = None,
    ) -> None:
        self.client = HttpClient(addresses, options, counters)
        self._profile = profile or CostProfile(
            remote=True,
            latency_s=0.03,
            connection_bytes_per_s=50e6,
            total_bytes_per_s=500e6,
            max_connections=options.max_connections,
        )
        self._head_refused = False

    @property
    def profile(self) -> CostProfile:
        """What reading costs here."""
        return self._profile

    async def head(self, key: str) -> ObjectInfo:
        """Describes an object, by HEAD or, where that is refused, by its first byte.

        Raises:
            RangeIgnored: the object is large and the server does not answer ranges.
            StoreError: the server does not say how long the object is.
        """
        if not self._head_refused:
            answer = await self.client.ask("head", key, {})
            answer.close()
            headers = answer.headers
            if answer.status == 200:
                size = number(headers.get("Content-Length"))
                # Some servers say 0 for lack of knowledge; the first byte tells.
                if size and headers.get("Content-Encoding", "identity") == "identity":
                    return describe(key, size, headers)
            elif answer.status not in _HEAD_REFUSED:
                refuse(answer.status, headers, b"", self.client.name(key))
            self._head_refused = answer.status in (405, 501)
        return await self._first_byte(key)

    async def _first_byte(self, key: str) -> ObjectInfo:
        answer = await self.client.ask("get", key, {"Range": "bytes=0-0"})
        try:
            name, headers = self.client.name(key), answer.headers
            if answer.status not in (200, 206, 416):
                await self.refuse(answer, key)
            check_encoding(headers, name)
            size = _stated_size(answer)
            if size is None:
                raise StoreError(f"{name}: the server does not say how long it is")
            if answer.status == 200 and size > SMALL_OBJECT_BYTES:
                raise RangeIgnored(f"{name}: the server answers ranges with all {size} bytes")
            if answer.status == 206:
                await self.client.read_up_to(answer, key, 1)
            return describe(key, size, headers)
        finally:
            answer.close()

    async def get_range(self, info: ObjectInfo, start: int, end: int) -> bytes:
        """Bytes ``[start, end)`` of the very object that ``info`` describes."""
        if start >= end:
            return b""
        asked = pins(info)
        asked["Range"] = f"bytes={start}-{end - 1}"
        answer = await self.client.ask("get", info.key, asked)
        try:
            if answer.status == 206:
                self._check_part(answer, info, start, end)
                return await self.client.read(answer, info.key, end - start)
            if answer.status == 200:
                return await self._whole(answer, info, start, end)
            await self.refuse(answer, info.key, info)
        finally:
            answer.close()

    def _check_part(
        self, answer: aiohttp.ClientResponse, info: ObjectInfo, start: int, end: int
    ) -> None:
        headers = answer.headers
        name = self.client.name(info.key)
        part = parse_content_range(headers.get("Content-Range"))
        if part is None:
            raise StoreError(f"{name}: a part came without saying which")
        check_same(info, headers, part.total, name)
        if (part.start, part.end) != (start, end):
            raise StoreError(
                f"{name}: bytes {start} to {end} were asked for, {part.start} to {part.end} came"
            )
        length = headers.get("Content-Length")
        if length is not None and number(length) != end - start:
            raise StoreError(f"{name}: a body of {length[:20]} bytes for {end - start} asked for")
        check_encoding(headers, name)

    async def _whole(
        self, answer: aiohttp.ClientResponse, info: ObjectInfo, start: int, end: int
    ) -> bytes:
        """Takes an object whole that is small, or of which everything was asked for."""
        name = self.client.name(info.key)
        if info.size_bytes > max(SMALL_OBJECT_BYTES, end - start):
            raise RangeIgnored(
                f"{name}: the server answers a range with the whole object,"
                f" {info.size_bytes} bytes; nothing of it was read"
            )
        check_encoding(answer.headers, name)
        check_same(info, answer.headers, number(answer.headers.get("Content-Length")), name)
        body = await self.client.read(answer, info.key, info.size_bytes)
        return body[start:end]

    async def whole(self, key: str) -> AsyncIterator[tuple[int | None, bytes]]:
        """All of an object as it comes, each piece with the size that the server states.

        Raises:
            TransientError: it is cut short, or stalls.
            StoreError: by what the server answers.
        """
        answer = await self.client.ask("get", key, {})
        try:
            if answer.status != 200:
                await self.refuse(answer, key)
            check_encoding(answer.headers, self.client.name(key))
            size = number(answer.headers.get("Content-Length"))
            async for part in self.client.parts(answer, key):
                yield size, part
        finally:
            answer.close()

    async def refuse(
        self, answer: aiohttp.ClientResponse, key: str, info: ObjectInfo | None = None
    ) -> NoReturn:
        """Raises what an error answer means, with the reason its body names."""
        name = self.client.name(key)
        if answer.status == 416 and info is not None:
            total = unsatisfied_total(answer.headers.get("Content-Range"))
            if total not in (None, info.size_bytes):
                raise ObjectChanged(f"{name} has {total} bytes now, it had {info.size_bytes}")
            raise StoreError(f"{name}: the server refuses a range inside the size it states")
        try:
            body = await self.client.read_up_to(answer, key, _ERROR_BODY_BYTES)
        except TransientError:
            body = b""  # the status says enough
        refuse(answer.status, answer.headers, body[:_ERROR_BODY_BYTES], name)

    def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        """Web servers have no listing.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"{self.client.name(prefix)}: http(s) has no listing")

    async def close(self) -> None:
        """Closes all connections; open reads end with ``Cancelled``."""
        await self.client.close()


def _stated_size(answer: aiohttp.ClientResponse) -> int | None:
    if answer.status == 200:
        return number(answer.headers.get("Content-Length"))
    stated = answer.headers.get("Content-Range")
    if answer.status == 416:
        # Nothing satisfies a range of an empty object; of any other, the first byte does.
        return 0 if unsatisfied_total(stated) == 0 else None
    part = parse_content_range(stated)
    return part.total if part else None
