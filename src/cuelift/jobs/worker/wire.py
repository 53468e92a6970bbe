"""What a worker and the child process of one attempt say to each other.

Messages are JSON with a 32-bit length before each, over one socket. The worker trusts nothing that
a child says: a child reads hostile files.
"""

from __future__ import annotations

import socket
from typing import TypeAlias

import msgspec

from cuelift.extract.report import SourceReport
from cuelift.jobs.config import Translation
from cuelift.jobs.model import Failure, TaskResult, TaskSpec
from cuelift.store.options import StoreOptions

LONGEST = 16 * 1024 * 1024
"""Bytes of one message."""
_HEAD = 4


class ChildLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one child process may take."""

    memory_bytes: int
    processor_s: int
    output_bytes: int
    open_files: int = 1024
    niceness: int = 5


class ExtractJob(msgspec.Struct, frozen=True, kw_only=True, tag="extract", tag_field="kind"):
    """Extract the captions of a film."""

    spec: TaskSpec
    created_ns: int
    """Of the task: what ``{t_year}`` and the like stand for."""
    store: StoreOptions
    limits: ChildLimits
    max_read: float
    translation: Translation = Translation()


class WriteJob(msgspec.Struct, frozen=True, kw_only=True, tag="write", tag_field="kind"):
    """Write one object."""

    uri: str
    data: bytes
    store: StoreOptions
    limits: ChildLimits


class ProbeJob(msgspec.Struct, frozen=True, kw_only=True, tag="probe", tag_field="kind"):
    """Tell what captions a film holds."""

    uri: str
    store: StoreOptions
    limits: ChildLimits
    max_read: float


Job: TypeAlias = ExtractJob | WriteJob | ProbeJob


class Answer(msgspec.Struct, frozen=True):
    """To ``Fence``."""

    go: bool


class Reading(msgspec.Struct, frozen=True, tag="reading", tag_field="kind"):
    """How far the child has come."""

    percent: int


class Fence(msgspec.Struct, frozen=True, tag="fence", tag_field="kind"):
    """May I publish? The child waits for the answer."""


class Done(msgspec.Struct, frozen=True, kw_only=True, tag="done", tag_field="kind"):
    """The end of a job that was done, wholly or, with a failure, in part."""

    result: TaskResult
    failure: Failure | None = None
    report: SourceReport | None = None
    """Of a probe."""


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag="failed", tag_field="kind"):
    """The end of a job that could not be done."""

    failure: Failure
    transient: bool = False
    """Whether another try may do it."""


Said: TypeAlias = Reading | Fence | Done | Failed
"""By a child."""


# Made before a fork, they cost its child nothing.
JOBS = msgspec.json.Decoder(Job)
ANSWERS = msgspec.json.Decoder(Answer)
WORDS = msgspec.json.Decoder(Said)


class GarbledError(Exception):
    """A message that is none."""


class Frames:
    """Cuts a stream of bytes into messages."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that are whole now.

        Raises:
            GarbledError: one says that it is longer than any may be.
        """
        held = self._held
        held += data
        whole = []
        at = 0
        while len(held) - at >= _HEAD:
            size = int.from_bytes(held[at : at + _HEAD])
            if size > LONGEST:
                raise GarbledError(f"a message of {size} bytes")
            if len(held) - at - _HEAD < size:
                break
            whole.append(bytes(held[at + _HEAD : at + _HEAD + size]))
            at += _HEAD + size
        del held[:at]
        return whole


def framed(message: msgspec.Struct) -> bytes:
    """A message as it is sent."""
    data = msgspec.json.encode(message)
    return len(data).to_bytes(_HEAD) + data


def receive(peer: socket.socket) -> bytes | None:
    """Waits for one whole message; None: the other side has gone."""
    head = _exactly(peer, _HEAD)
    return None if head is None else _exactly(peer, int.from_bytes(head))


def _exactly(peer: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        data = peer.recv(min(size - len(parts), 1 << 20))
        if not data:
            return None
        parts += data
    return bytes(parts)
