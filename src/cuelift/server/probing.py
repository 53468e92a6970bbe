"""Looks into films for a caller who waits: in a limited child process, and not for long."""

from __future__ import annotations

import asyncio
from collections import Counter

from cuelift import errors
from cuelift.errors import CueliftError, LimitExceeded, TransientError
from cuelift.extract.report import SourceReport
from cuelift.imm.errors import wire_error
from cuelift.jobs.config import Limits
from cuelift.jobs.model import Failure
from cuelift.jobs.worker.children import Children, NoChildError
from cuelift.jobs.worker.supervise import supervise
from cuelift.jobs.worker.wire import ChildLimits, Done, ProbeJob
from cuelift.store import StoreOptions

MB = 1024 * 1024
WALL_S = 8.0
"""The official clients wait ten seconds for an answer."""
AT_ONCE = 4
AT_ONCE_OF_PROJECT = AT_ONCE // 2
MAX_READ = 0.1


class _Nobody:
    """A guard of a job that publishes nothing."""

    def owns(self) -> bool:
        return True

    def progress(self, percent: int) -> None:
        pass

    def stopping(self) -> bool:
        return False


class Prober:
    """Tells what captions films hold.

    Args:
        children: starts the processes; begun when first needed.
        limits: of a task; a look gets no more.
        store: how films are reached.
    """

    def __init__(self, children: Children, limits: Limits, store: StoreOptions) -> None:
        self._children = children
        self._limits = ChildLimits(
            memory_bytes=limits.memory_mb * MB,
            processor_s=min(limits.processor_s, int(WALL_S) + 1),
            output_bytes=MB,
        )
        self._store = store
        self._looks: Counter[str] = Counter()

    async def probe(self, uri: str, project: str) -> SourceReport:
        """What a film holds.

        Args:
            uri: of the film.
            project: for which it is looked into: none gets more than its share of the places.

        Raises:
            CueliftError: it cannot be read, or not within the time that a caller waits.
        """
        if self._looks.total() >= AT_ONCE or self._looks[project] >= AT_ONCE_OF_PROJECT:
            raise wire_error("Throttling.User", "Too many films are being looked into.")
        self._looks[project] += 1
        try:
            return await asyncio.to_thread(self._look, uri)
        finally:
            self._looks -= Counter((project,))  # and forgets projects without a look

    def _look(self, uri: str) -> SourceReport:
        job = ProbeJob(uri=uri, store=self._store, limits=self._limits, max_read=MAX_READ)
        try:
            self._children.start()
            ending = supervise(self._children.launch(job), _Nobody(), self._limits, WALL_S)
        except NoChildError as error:
            raise TransientError(str(error)) from error
        if isinstance(ending, Done):
            if ending.report is None:
                raise CueliftError("the child told nothing")
            return ending.report
        raise _error(ending.failure)


def _error(failure: Failure) -> CueliftError:
    """The error that a failure stands for."""
    if failure.code == "TimeExceeded":
        return LimitExceeded("The film could not be looked into in time; extract its captions.")
    kind = getattr(errors, failure.code, None)
    if isinstance(kind, type) and issubclass(kind, CueliftError):
        made: CueliftError = kind(failure.message)
        return made
    if failure.code in ("MemoryExceeded", "ProcessorTimeExceeded", "OutputExceeded"):
        return LimitExceeded(f"The film could not be looked into: {failure.message}")
    return TransientError(f"The film could not be looked into: {failure.message}")
