"""What every store offers: objects, read by range and written whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Literal, NamedTuple, Protocol

import msgspec

from cuelift.store.redact import redact

Verb = Literal["get", "head", "put", "list"]


class ObjectInfo(msgspec.Struct, frozen=True, kw_only=True):
    """An object as the store describes it."""

    key: str
    size_bytes: int
    identity: str
    """Changes when the content does: the ETag with its quotes, or ``size-mtime_ns-inode``."""
    modified_ns: int | None = None
    cold: str | None = None
    """The archive class that must be restored before reading, as the store names it."""

    def __repr__(self) -> str:
        """Names the object; a key may be a path with a signed query, which is hidden."""
        return f"ObjectInfo({redact(self.key)!r}, {self.size_bytes} bytes, {self.identity})"


class Entry(NamedTuple):
    """A line of a listing: an object, or all objects below a prefix as one."""

    key: str
    """Of the object, or the common prefix with its delimiter."""
    info: ObjectInfo | None
    """None: a common prefix."""


class CostProfile(msgspec.Struct, frozen=True, kw_only=True):
    """What reading costs here; what the read plan reckons with."""

    remote: bool
    """Whether reads cross a network."""
    latency_s: float
    """To the first byte of a ranged read."""
    connection_bytes_per_s: float
    total_bytes_per_s: float
    max_connections: int
    request_price: float = 0.0
    """Of one GET, in any currency."""
    byte_price: float = 0.0
    """Of one byte read, in the same currency."""


class Counters:
    """Bytes and requests, by verb, of one source or target. Shared by reference; only grows."""

    __slots__ = ("bytes_read", "bytes_written", "requests", "retries", "rounds")

    def __init__(self) -> None:
        self.bytes_read = 0
        """Payload bytes received, wasted ones of failed tries included."""
        self.bytes_written = 0
        self.requests: dict[str, int] = {"get": 0, "head": 0, "put": 0, "list": 0}
        """Sent, retries included."""
        self.retries = 0
        self.rounds = 0
        """Times that reading had to wait for an answer before it could ask on."""


class ReadStore(Protocol):
    """A store whose objects are read by range, concurrently.

    Every method counts what it does on the ``Counters`` it was given at opening. A try that fails
    in a way another may mend raises ``TransientError``; retrying is the driver's business.
    """

    @property
    def profile(self) -> CostProfile:
        """What reading costs here."""

    async def head(self, key: str) -> ObjectInfo:
        """Describes an object.

        Raises:
            NotFound, AccessDenied, TransientError: by what the store answers.
        """

    async def get_range(self, info: ObjectInfo, start: int, end: int) -> bytes:
        """Bytes ``[start, end)`` of the very object that ``info`` describes.

        Args:
            info: from ``head``; the answer is pinned to its identity.
            start: first byte, below ``info.size_bytes``.
            end: past the last byte, at most ``info.size_bytes``.

        Returns: exactly ``end - start`` bytes.

        Raises:
            ObjectChanged: the object is another one now.
            RangeIgnored: the server would send all of it; nothing of the body was read.
            ColdObject, NotFound, AccessDenied, TransientError: by what the store answers.
        """

    def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        """Objects whose key begins with ``prefix``, in key order."""

    async def close(self) -> None:
        """Gives back connections; open reads end."""


class BlockingReadStore(Protocol):
    """A store that answers at once (local files, memory): the same verbs without waiting."""

    @property
    def profile(self) -> CostProfile:
        """What reading costs here."""

    def head(self, key: str) -> ObjectInfo:
        """As ``ReadStore.head``."""

    def open(self, info: ObjectInfo) -> BlockingObject:
        """Opens the very object that ``info`` describes.

        Raises:
            ObjectChanged: it is another one by now.
        """

    def list(self, prefix: str) -> list[ObjectInfo]:
        """As ``ReadStore.list``."""

    def close(self) -> None:
        """Gives back what is open."""


class BlockingObject(Protocol):
    """An open object of a ``BlockingReadStore``."""

    def read(self, start: int, end: int) -> bytes:
        """Bytes ``[start, end)``; shorter only where the object ends. Counts as one ``get``.

        Raises:
            ObjectChanged: the object is another one now (size or mtime moved).
        """

    def read_many(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of several ranges, each as ``read`` gives it and counted as one ``get``."""

    def view(self, start: int, end: int) -> memoryview | None:
        """Bytes ``[start, end)`` without a copy, to look at a few of them; None: there is no way.

        Counts as one ``get`` of that length, though only what is looked at is fetched. The view
        must be given up before the object is closed.

        Raises:
            ObjectChanged: the object is shorter by now.
        """

    def will_need(self, ranges: list[tuple[int, int]]) -> None:
        """Says which ranges are about to be read, so that a cold disk can work ahead."""

    def resident_share(self) -> float:
        """Estimated share of the object that lies in the page cache, 0 to 1."""

    def check_unchanged(self) -> None:
        """Raises ``ObjectChanged`` when the object is no longer the one that was opened."""

    def close(self) -> None:
        """Gives the handle back."""


class ObjectWriter(Protocol):
    """Writes one object; nothing is visible under its name before ``commit`` returns."""

    def write(self, data: bytes) -> None:
        """Appends bytes."""

    def seal(self) -> None:
        """Ends writing: all bytes are safe where they lie, hidden, and no handle stays open.

        A local file has reached the disk; of a remote object nothing was sent. May be called from
        another thread, and again; ``write`` is not allowed afterwards.
        """

    def commit(self) -> None:
        """Seals if need be, then publishes the object at once, replacing what was there."""

    def abort(self) -> None:
        """Leaves no trace."""


class WriteTarget(Protocol):
    """A store that can be written."""

    def writer(self, key: str) -> ObjectWriter:
        """Begins an object."""


class Location(NamedTuple):
    """A parsed URI: which store, which object."""

    scheme: str
    """``file memory http https s3 oss``."""
    root: str
    """Bucket of ``s3`` and ``oss``; ``scheme://authority`` of ``http(s)``; empty for the others."""
    key: str
    """Object key, or absolute path, or path and query."""
    uri: str
    """As given, without credentials and signatures: fit for reports and logs."""

    def __repr__(self) -> str:
        """Only the redacted URI: root and key may hold credentials."""
        return f"Location({self.uri!r})"
