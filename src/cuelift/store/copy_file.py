"""Copies an object into a local file; what an interrupted copy has fetched is kept and used.

Beside the file lie meanwhile ``.NAME.DIGEST.cuelift-part``, the bytes, each chunk in its place, and
``.NAME.DIGEST.cuelift-done``: which chunks are there. The digest is that of the source and its
identity, so that parts of another object are never taken for it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from cuelift.errors import RangeIgnored, StoreError, UsageError
from cuelift.store.drive import Job, Source
from cuelift.store.local import store_error
from cuelift.store.local_write import DONE_SUFFIX, PART_SUFFIX, sweep, sync_folder

CHUNK = 4 * 1024 * 1024
_SYNC_BYTES = 64 * 1024 * 1024
"""Fetched before it is brought to the disk and noted as there."""
_NAME_ROOM = 200
_LOCK_TRIES = 5


def copy_to_file(source: Source, path: str, watch: Callable[[int, int], None]) -> int:
    """Copies a source into a file, atomically.

    Args:
        source: opened.
        path: absolute; missing folders are made.
        watch: told how many bytes are there, of how many.

    Returns: how many bytes were there from an earlier try.

    Raises:
        StoreError: the source cannot be read, or the file not be written; what was fetched stays.
    """
    if os.path.isdir(path) or (os.path.exists(path) and not os.path.isfile(path)):
        raise UsageError(f"{path} is not a file that can be written")
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        sweep(os.path.dirname(path))
        with _opened(_hidden(source, path), path) as parts:
            try:
                resumed = parts.fill(source, watch)
            except RangeIgnored:
                parts.discard()  # nothing in parts will ever come from there
                raise
            source.check_unchanged()
            parts.publish(path)
    except OSError as error:
        raise store_error(path, error) from error
    return resumed


def _hidden(source: Source, path: str) -> str:
    """The path of what belongs to this copy, without its suffix."""
    told = f"{source.uri}\0{source.info.identity}\0{source.size}"
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    folder, name = os.path.split(path)
    short = os.fsdecode(os.fsencode(name)[:_NAME_ROOM])
    return os.path.join(folder, f".{short}.{digest}")


@contextmanager
def _opened(hidden: str, name: str) -> Iterator[_Parts]:
    handle = _locked(hidden + PART_SUFFIX, name)
    try:
        done = _open(hidden + DONE_SUFFIX, name, os.O_APPEND)
        try:
            yield _Parts(hidden, handle, done)
        finally:
            os.close(done)
    finally:
        os.close(handle)


def _locked(path: str, name: str) -> int:
    """Opens the bytes for this process alone."""
    for _ in range(_LOCK_TRIES):
        handle = _open(path, name)
        try:
            _lock(handle)
            if _is_still(path, handle):
                return handle
        except BlockingIOError:
            os.close(handle)
            raise StoreError(f"{name}: another copy is writing it") from None
        os.close(handle)  # published by another copy before it was ours
    raise StoreError(f"{name}: other copies are writing it")


def _open(path: str, name: str, more: int = 0) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | more
    handle = os.open(path, flags, 0o666)
    if not _is_own(handle):
        os.close(handle)
        raise StoreError(f"{name}: {path} belongs to somebody else")
    return handle


def _is_own(handle: int) -> bool:
    """Whether this user made a file: in a folder of many, anybody could have laid it there."""
    return os.fstat(handle).st_uid == os.geteuid()


def _lock(handle: int) -> None:
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still(path: str, handle: int) -> bool:
    try:
        now = os.stat(path, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(now, os.fstat(handle))


class _Parts:
    """The hidden files of one copy."""

    def __init__(self, hidden: str, handle: int, done: int) -> None:
        self._hidden = hidden
        self._handle = handle
        self._done = done
        self._unnoted: list[int] = []

    def fill(self, source: Source, watch: Callable[[int, int], None]) -> int:
        """Fetches the chunks that are missing; returns the bytes that were not."""
        size = source.size
        chunks = -(-size // CHUNK)
        there = self._noted(chunks, size)
        if source.info.identity.startswith("size:"):
            there = set()  # it may be another object of the same size
        resumed = have = sum(min(CHUNK, size - number * CHUNK) for number in there)
        os.truncate(self._handle, size)
        watch(have, size)
        missing = deque(
            Job(number * CHUNK, min((number + 1) * CHUNK, size), number)
            for number in range(chunks)
            if number not in there
        )
        try:
            for batch in source.stream(missing):
                for job, data in batch:
                    _write_all(self._handle, data, job.start)
                    self._unnoted.append(job.tag)
                    have += len(data)
                watch(have, size)
                if len(self._unnoted) * CHUNK >= _SYNC_BYTES:
                    self._note()
        finally:
            # Of an interrupted copy too: the next one shall not fetch it again.
            self._note()
        return resumed

    def _noted(self, chunks: int, size: int) -> set[int]:
        """Chunks that an earlier copy has brought to the disk."""
        if os.fstat(self._handle).st_size != size:
            os.truncate(self._done, 0)
            return set()
        with open(os.dup(self._done), "rb") as file:
            file.seek(0)
            lines = file.read().split(b"\n")[:-1]  # the last line may be torn
        numbers = {int(line) for line in lines if line.isdigit() and len(line) < 18}
        return {number for number in numbers if number < chunks}

    def _note(self) -> None:
        if not self._unnoted:
            return
        os.fdatasync(self._handle)
        numbers, self._unnoted = self._unnoted, []
        os.write(self._done, b"".join(b"%d\n" % number for number in numbers))

    def publish(self, path: str) -> None:
        """Gives the file its name."""
        os.fsync(self._handle)
        os.replace(self._hidden + PART_SUFFIX, path)
        self.discard()
        sync_folder(os.path.dirname(path))

    def discard(self) -> None:
        """Removes what is hidden."""
        for suffix in (PART_SUFFIX, DONE_SUFFIX):
            with suppress(OSError):
                os.unlink(self._hidden + suffix)


def _write_all(handle: int, data: bytes, at: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(handle, view, at)
        view, at = view[written:], at + written
