"""The seams of the task service: what is kept where, who runs tasks, who is told.

Repositories are used from any thread; every call is one transaction of its own. Their doubles are
not needed: SQLite in memory is one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Protocol

from cuelift.jobs.model import (
    AccessKey,
    Attachment,
    Failure,
    Message,
    Project,
    Secrets,
    SortKey,
    Task,
    TaskFilter,
    TaskResult,
    Usage,
)


class ProjectRepository(Protocol):
    """Projects and their buckets."""

    def create(self, project: Project, most: int) -> None:
        """Adds a project. Raises: AlreadyExists; QuotaExceeded: there are ``most`` already."""

    def get(self, name: str) -> Project | None: ...

    def update(self, name: str, change: Callable[[Project], Project]) -> Project | None:
        """Changes a project in one transaction; None: there is none."""

    def delete(self, name: str) -> bool:
        """Deletes it. Raises: NotEmpty: it has buckets or running tasks."""

    def page(
        self, prefix: str, tags: dict[str, str], after: str | None, limit: int
    ) -> list[Project]:
        """By name, those behind ``after``; tags must all match."""

    def attach(self, attachment: Attachment) -> None:
        """Gives a bucket to a project. Raises: AlreadyExists; NotThere: no such project."""

    def detach(self, bucket: str) -> bool: ...

    def attachment(self, bucket: str) -> Attachment | None: ...

    def attachments(self, project: str, after: str | None, limit: int) -> list[Attachment]: ...


class TaskRepository(Protocol):
    """Tasks, and what their end brings about."""

    def create(self, task: Task, most_waiting: int) -> None:
        """Adds a running task.

        Raises: NotThere: no such project; TooMany: the project has ``most_waiting`` running.
        """

    def get(self, project: str, task: str) -> Task | None: ...

    def find(self, task: str) -> Task | None:
        """Of whatever project: for workers."""

    def get_many(self, ids: Sequence[tuple[str, str]]) -> list[Task | None]:
        """Several tasks by project and id, in one query."""

    def page(
        self,
        project: str,
        wanted: TaskFilter,
        sort: SortKey,
        descending: bool,
        after: tuple[int | None, str] | None,
        limit: int,
    ) -> list[Task]:
        """A page; ``after``: the sort value and id of the last task of the page before."""

    def begin(self, task: str, token: str, now_ns: int) -> Task | None:
        """Makes ``token`` the one attempt that may publish and finish; None: it has ended."""

    def owns(self, task: str, token: str) -> bool:
        """Whether an attempt still is the one that may publish."""

    def report(self, task: str, token: str, progress: int) -> bool:
        """Keeps how far an attempt is; False: it is not the one any more."""

    def finish(
        self,
        task: str,
        token: str | None,
        result: TaskResult | None,
        failure: Failure | None,
        usage: Iterable[Usage],
        now_ns: int,
    ) -> bool:
        """Ends a task, once: its row, usage records and message in one transaction.

        Args:
            task: which.
            token: of the attempt; None: whoever has it (cancelled, given up).
            result: what it did.
            failure: why it failed; None: it succeeded.
            usage: of its tracks.
            now_ns: when.

        Returns: False: it had ended before, or another attempt has it; nothing was written.
        """

    def unfinished(self, older_than_ns: int, limit: int) -> list[str]:
        """Running tasks that were created earlier, oldest first."""

    def running(self, project: str) -> int:
        """Tasks of a project that an attempt works on."""

    def waiting(self, project: str) -> int:
        """Tasks of a project that have not ended."""

    def purge(self, ended_before_ns: int, limit: int) -> list[str]:
        """Deletes ended tasks, but not their usage; returns their ids."""


class UsageRepository(Protocol):
    """What was metered."""

    def records(self, project: str | None, from_ns: int, to_ns: int) -> list[Usage]: ...

    def totals(self, project: str | None, from_ns: int, to_ns: int) -> list[dict[str, Any]]:
        """By project: tasks, text tracks, graphical milliseconds, bytes read, requests by verb."""


class Outbox(Protocol):
    """Messages about ended tasks."""

    def due(
        self, now_ns: int, lease_ns: int, limit: int, skip: Collection[str] = ()
    ) -> list[Message]:
        """Takes messages for delivery; others do not see them until the lease is over.

        Args:
            now_ns: the time.
            lease_ns: how long they are taken for.
            limit: at most so many.
            skip: topics of which none are taken, because their receiver is too slow already.
        """

    def delivered(self, message: str) -> None: ...

    def failed(self, message: str, error: str, next_ns: int | None) -> None:
        """Puts a message off; ``next_ns`` None: to the dead-letter list."""

    def messages(self, state: str | None, limit: int) -> list[Message]: ...

    def retry(self, message: str | None, now_ns: int) -> int:
        """Makes a dead message, or all of them, due again; returns how many."""


class KeyRepository(Protocol):
    """Credentials; secrets are encrypted at rest."""

    def add(self, secrets: Secrets) -> None: ...

    def add_first(self, secrets: Secrets) -> bool:
        """Keeps a credential if there is none at all, however many processes try at once."""

    def find(self, key_id: str) -> Secrets | None:
        """By access key id, whether expired or revoked or not."""

    def find_bearer(self, token: str) -> Secrets | None:
        """By bearer token."""

    def recall_bearer(self, token: str) -> Secrets | None:
        """As ``find_bearer``, if it was asked within the last second; at once."""

    def keys(self) -> list[AccessKey]: ...

    def revoke(self, key_id: str, now_ns: int) -> bool: ...

    def use_nonces(self, nonces: Sequence[tuple[str, str]], expires_ns: int) -> list[bool]:
        """Which of these (key id, nonce) were never used before; all are used from now on."""

    def purge_nonces(self, now_ns: int) -> int: ...


class Engine(Protocol):
    """Runs tasks durably: what was submitted is run until it ends, wherever a worker lives."""

    def submit(self, task: str, project: str, priority: int) -> None:
        """Queues a task; once more for the same task changes nothing."""

    def cancel(self, task: str) -> None:
        """Stops a task wherever it is; harmless when it has ended."""

    def fan_out(self, work: str, items: Sequence[Any]) -> list[Any]:
        """Runs one named piece of work per item, spread over all workers; results in order.

        Called from within a task. Items and results are JSON.
        """

    def progress(self, task: str, token: str, percent: int) -> None:
        """Keeps how far an attempt is; not more often than is useful."""

    def reap(self) -> int:
        """Hands on what dead workers held and what was never queued; returns how much."""
