"""Writes the files of a source, whole or not at all."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from threading import Thread
from typing import NamedTuple

from cuelift.errors import Cancelled, CueliftError, StoreError, TransientError
from cuelift.store import StoreOptions, open_target, parse_uri
from cuelift.store.base import Counters, ObjectWriter
from cuelift.store.drive import Job, Source

PUBLISHERS = 8
"""Files that are published at once."""
RETRY_PAUSES_S = (0.3, 1.0, 3.0, 10.0)


class Publisher:
    """Files of one source: begun one by one, published together."""

    def __init__(self, options: StoreOptions, counters: Counters) -> None:
        self.failed: dict[str, str] = {}
        """Files that were not essential and could not be written, and why."""
        self._options = options
        self._counters = counters
        self._open: list[_Begun] = []
        self._sealed: list[_Begun] = []

    def add(self, uri: str, chunks: Iterable[bytes], *, essential: bool = True) -> None:
        """Writes one file, not yet visible under its name.

        Args:
            uri: its name.
            chunks: its bytes.
            essential: whether a failure of this file shall be one of all files.
        """
        try:
            location = parse_uri(uri)
            writer = open_target(location, self._options, self._counters).writer(location.key)
            self._open.append(_Begun(uri, writer, essential))
            for chunk in chunks:
                writer.write(chunk)
        except Cancelled:
            raise
        except CueliftError as error:
            if essential:
                raise
            self.failed[uri] = error.message
            if self._open and self._open[-1].uri == uri:
                self._open.pop().writer.abort()
        # Open files are few at any time: a process may have only so many.
        if len(self._open) >= PUBLISHERS:
            self._seal()

    def publish(self) -> None:
        """Makes all files visible, once the bytes of all are safe.

        Raises:
            StoreError: some file could not be made safe, then none was published; or could not
                be published, then the others were.
        """
        self._seal()
        ready, self._sealed = self._sealed, []
        self._note(_side_by_side(ready, _commit))

    def _seal(self) -> None:
        begun, self._open = self._open, []
        self._sealed += begun
        failures = _side_by_side(begun, _seal)
        failed = [failure.begun for failure in failures]
        self._sealed = [item for item in self._sealed if item not in failed]
        self._note(failures)

    def _note(self, failures: Sequence[_Failure]) -> None:
        for begun, error in failures:
            if begun.essential or not isinstance(error, CueliftError):
                raise error
            self.failed[begun.uri] = error.message

    def abort(self) -> None:
        """Leaves no trace of what is not yet published."""
        for begun in (*self._open, *self._sealed):
            begun.writer.abort()
        self._open.clear()
        self._sealed.clear()


class _Begun(NamedTuple):
    uri: str
    writer: ObjectWriter
    essential: bool


class _Failure(NamedTuple):
    begun: _Begun
    error: BaseException


def _side_by_side(items: Sequence[_Begun], step: Callable[[_Begun], None]) -> list[_Failure]:
    """Does a step with each file: flushing to a disk or a network is waiting.

    Returns: what failed; those writers are aborted.
    """
    left = list(reversed(items))
    failures: list[_Failure] = []

    def work() -> None:
        while left:
            try:
                item = left.pop()
            except IndexError:
                return
            try:
                step(item)
            except BaseException as error:  # noqa: BLE001 - raised by the caller's thread
                failures.append(_Failure(item, error))
                item.writer.abort()

    threads = [Thread(target=work) for _ in range(min(PUBLISHERS, len(items)) - 1)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
    return failures


def _seal(begun: _Begun) -> None:
    _persist(begun.writer.seal)


def _commit(begun: _Begun) -> None:
    _persist(begun.writer.commit)


def _persist(step: Callable[[], None]) -> None:
    for pause_s in RETRY_PAUSES_S:
        try:
            return step()
        except TransientError:
            time.sleep(pause_s)
    return step()


CHUNK = 4 * 1024 * 1024


def copy_range(source: Source, start: int, end: int) -> Iterable[bytes]:
    """The bytes of a range, in chunks.

    Raises:
        StoreError: the object ends before the range does.
    """
    if end > source.size:
        raise StoreError(f"{source.uri}: bytes {start}-{end - 1} lie past its end ({source.size})")
    for at in range(start, end, CHUNK):
        for batch in source.stream(deque([Job(at, min(at + CHUNK, end), 0)])):
            for _, data in batch:
                yield data
