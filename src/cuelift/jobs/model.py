"""What the task service keeps: projects, tasks, their results, usage, messages.

Times are integer nanoseconds since the epoch. Values are frozen; they are kept as JSON or in
columns, and cross process borders.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

Status: TypeAlias = Literal["running", "succeeded", "failed"]
"""Of a task; one that waits for a worker is ``running`` too."""


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """A name under which tasks, usage and limits are kept apart."""

    name: str
    created_ns: int
    updated_ns: int
    tags: dict[str, str] = {}
    options: dict[str, str] = {}
    """Processing options that its tasks have where they state none themselves."""
    concurrency: int | None = None
    """Tasks of it that may run at once; None: as many as the server allows any project."""
    priority: int = 0
    """Of its tasks; the lower runs first, 0 is usual."""
    wire: dict[str, Any] = {}
    """What the caller's protocol keeps with it."""


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A bucket that belongs to a project."""

    bucket: str
    project: str
    description: str
    created_ns: int
    updated_ns: int


class TargetSpec(msgspec.Struct, frozen=True, kw_only=True):
    """Caption files that a task shall write."""

    format: str
    """A key of ``cuelift.format.FORMATS``."""
    template: str
    """Output name with variables, ``oss://bucket/...``."""
    tracks: tuple[int, ...] = ()
    """Numbers of caption tracks; empty: all. A number without a track is passed over."""


class TaskSpec(msgspec.Struct, frozen=True, kw_only=True):
    """What a task is to do."""

    source: str
    """URI of the film."""
    targets: tuple[TargetSpec, ...] = ()
    start_ns: int = 0
    duration_ns: int | None = None
    """Of the window; None: to the end."""
    options: dict[str, str] = {}
    """Processing options, by name."""
    variables: dict[str, str] = {}
    """Further variables of output names, as ``tags.NAME``."""
    topic: str | None = None
    """Where the message about its end goes."""
    details_uri: str | None = None
    """Object that its detailed result is written to."""


class TrackResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one caption track, whatever the targets."""

    index: int
    codec: str
    kind: Literal["text", "graphical", "unknown"]
    outcome: str
    """As in the extraction report."""
    language: str | None = None
    title: str | None = None
    cues: int | None = None
    message: str | None = None
    outputs: tuple[str, ...] = ()
    duration_ms: int = 0
    """Of the window that a graphical track covers: what is metered."""
    edits: dict[str, int] | None = None
    """How many changes each text pass made; None: none ran."""
    status: dict[str, int] | None = None
    """Of captions read out of pictures: how many are agreed, single and doubtful."""
    characters: int = 0
    """Of source text in all translations that were written: what is metered."""
    translations: dict[str, str] = {}
    """By language: the outcome, and why it is not ``translated``."""


class TaskResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a task did."""

    tracks: tuple[TrackResult, ...] = ()
    container: str | None = None
    size_bytes: int | None = None
    bytes_read: int = 0
    requests: dict[str, int] = {}
    """By verb: ``get``, ``head``, ``put``, ``list``."""
    read_mode: str | None = None
    elapsed_ms: int = 0
    warnings: tuple[str, ...] = ()
    changes: str | None = None
    """The file that tells what text passes changed."""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a task failed."""

    code: str
    """The name of an error class of ``cuelift.errors``, or one of ``FAILURES``."""
    message: str


FAILURES = frozenset({
    "TracksFailed",     # some tracks failed; the files of the others are there
    "ProcessDied",      # the extracting process ended without a result
    "MemoryExceeded", "TimeExceeded", "OutputExceeded", "ProcessorTimeExceeded",
    "TaskCancelled", "TooManyAttempts", "InternalError",
})  # fmt: skip
"""Codes of failures that no error class stands for."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One task, as it is kept."""

    id: str
    project: str
    kind: str
    """The protocol's own word for what sort of task it is."""
    spec: TaskSpec
    created_ns: int
    status: Status = "running"
    progress: int = 0
    """Per cent."""
    started_ns: int | None = None
    """When a worker first took it up."""
    ended_ns: int | None = None
    failure: Failure | None = None
    result: TaskResult | None = None
    tags: dict[str, Any] = {}
    user_data: str = ""
    attempts: int = 0
    priority: int = 0
    wire: dict[str, Any] = {}


class TaskFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which tasks of a project are listed. Time bounds are half-open ``[from, to)``."""

    kinds: tuple[str, ...] = ()
    status: Status | None = None
    tag: tuple[str, str] | None = None
    """A tag and its value as text."""
    started_from_ns: int | None = None
    started_to_ns: int | None = None
    """Of the time that a task was created, which is what callers call its start."""
    ended_from_ns: int | None = None
    ended_to_ns: int | None = None


SortKey: TypeAlias = Literal["id", "start", "end"]


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """One metering record: one track of one task, counted once."""

    task: str
    project: str
    track: int
    item: Literal["text", "graphical", "translation"]
    quantity: int
    """Text: 1. Graphical: raw milliseconds of the covered window. Translation: characters of the
    source text, for each language."""
    ended_ns: int
    """When the task ended."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A notification that is to be delivered, or could not be."""

    id: str
    task: str
    project: str
    topic: str
    attempts: int
    state: Literal["pending", "delivered", "dead"]
    created_ns: int
    next_ns: int
    error: str | None = None


class AccessKey(msgspec.Struct, frozen=True, kw_only=True):
    """A credential, without its secrets."""

    id: str
    kind: Literal["key", "sts", "bearer"]
    projects: tuple[str, ...]
    """Patterns (``*``, ``?``) of the projects and buckets that it may touch."""
    actions: tuple[str, ...]
    """Patterns of the actions that it may take; of the object wire: ``oss:GetObject`` and so on."""
    created_ns: int
    expires_ns: int | None = None
    revoked_ns: int | None = None
    note: str = ""


class Secrets(msgspec.Struct, frozen=True, kw_only=True):
    """A credential with its secrets: shown once, and used to check signatures."""

    key: AccessKey
    secret: str
    """Signs requests; empty for a bearer token."""
    token: str = ""
    """The STS or bearer token; empty for a long-term key."""

    def __repr__(self) -> str:
        """Without the secrets."""
        return f"Secrets({self.key.id!r})"
