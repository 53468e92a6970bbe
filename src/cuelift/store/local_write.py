"""Files of this machine, written so that a name never shows half a file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from threading import Lock
from typing import BinaryIO

from cuelift.errors import AccessDenied, AlreadyExists, NotFound, StoreError, UsageError
from cuelift.store.base import Counters

_SUFFIX = ".cuelift-tmp"
PART_SUFFIX = ".cuelift-part"
DONE_SUFFIX = ".cuelift-done"
"""Of copies that may be gone on with."""
_SUFFIXES = (_SUFFIX, PART_SUFFIX, DONE_SUFFIX)
_LEFTOVER_AGE_S = 24 * 3600
_COPY_AGE_S = 7 * 24 * 3600
_NAME_MAX = 255
_BUFFER_BYTES = 256 * 1024


def is_temporary(name: str) -> bool:
    """Whether a file name is that of an unfinished output of ours."""
    return name.startswith(".") and name.endswith(_SUFFIXES)


class LocalTarget:
    """Writes files by absolute path; missing folders are made."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._folders: dict[str, _Folder] = {}

    def writer(self, key: str, name: str | None = None) -> LocalWriter:
        """Begins a file.

        Args:
            key: its path.
            name: what messages call it; None: its path.

        Raises:
            UsageError: something that is not a regular file has that name.
            AccessDenied, StoreError: the folder cannot be made or written.
        """
        folder = os.path.dirname(key)
        if not os.path.basename(key) or (os.path.exists(key) and not os.path.isfile(key)):
            raise UsageError(f"{name or key} is not a file that can be written")
        try:
            os.makedirs(folder, exist_ok=True)
            if folder not in self._folders:
                self._folders[folder] = _Folder(folder)
                sweep(folder)
            return LocalWriter(key, self._counters, name, self._folders[folder])
        except OSError as error:
            raise _write_error(name or key, error) from error


class _Folder:
    """Brings names in a folder to the disk, those of several files at once.

    Thousands of pictures go into one folder, published by several threads: one waits for the disk,
    and the next one does so for all that came meanwhile.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._counting, self._syncing = Lock(), Lock()
        self._changes = self._safe = 0

    def sync(self) -> None:
        """Returns when what was changed before is on the disk."""
        with self._counting:
            self._changes += 1
            mine = self._changes
        with self._syncing:
            if self._safe >= mine:
                return
            changes = self._changes
            sync_folder(self._path)
            self._safe = changes


class LocalWriter:
    """Writes a hidden file beside the one that is meant, and renames it on ``commit``."""

    def __init__(self, key: str, counters: Counters, name: str | None, folder: _Folder) -> None:
        self._key = key
        self._folder = folder
        self._name = name or key
        self._counters = counters
        self._size = 0
        self._temporary = _temporary_path(key)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        # 0o666 less the umask, as any program's new files
        handle = os.open(self._temporary, flags, 0o666)
        self._file: BinaryIO | None = open(handle, "wb", buffering=_BUFFER_BYTES)  # noqa: SIM115 - closed by seal or abort
        self._sealed = False

    def write(self, data: bytes) -> None:
        """Appends bytes."""
        try:
            self._open_file().write(data)
        except OSError as error:
            self.abort()
            raise _write_error(self._name, error) from error
        self._size += len(data)

    def seal(self) -> None:
        """Brings the bytes to the disk and gives the handle back; the name does not show yet."""
        if self._sealed:
            return
        file = self._open_file()
        try:
            file.flush()
            os.fsync(file.fileno())
            file.close()
        except OSError as error:
            self.abort()
            raise _write_error(self._name, error) from error
        self._file, self._sealed = None, True

    def status(self) -> os.stat_result:
        """Of the file, sealed and not yet published: its size, time and number stay as they are."""
        try:
            return os.lstat(self._temporary)
        except OSError as error:
            raise _write_error(self._name, error) from error

    def commit(self) -> None:
        """Publishes the file: its bytes reach the disk before its name does."""
        self._publish(self._replace)

    def commit_new(self) -> None:
        """As ``commit``, where nothing has that name yet.

        Raises:
            AlreadyExists: something has; it stays as it is, and what was written is removed.
        """
        self._publish(self._link)

    def _replace(self) -> None:
        os.replace(self._temporary, self._key)

    def _link(self) -> None:
        try:
            os.link(self._temporary, self._key)
        except FileExistsError:
            raise AlreadyExists(f"{self._name} exists already") from None
        _unlink(self._temporary)

    def _publish(self, step: Callable[[], None]) -> None:
        self.seal()
        try:
            step()
            self._sealed = False
            self._folder.sync()
        except AlreadyExists:
            self.abort()
            raise
        except OSError as error:
            self.abort()
            raise _write_error(self._name, error) from error
        self._counters.requests["put"] += 1
        self._counters.bytes_written += self._size

    def abort(self) -> None:
        """Removes what was written; folders that were made stay."""
        file, self._file = self._file, None
        if file is None and not self._sealed:
            return
        self._sealed = False
        _unlink(self._temporary)
        if file is None:
            return
        try:
            file.close()
        except OSError:
            # A full disk fails the last flush too; the bytes are not wanted any more.
            return

    def _open_file(self) -> BinaryIO:
        if self._file is None:
            raise StoreError(f"{self._name} is already sealed, committed or aborted")
        return self._file


def _temporary_path(key: str) -> str:
    folder, name = os.path.split(key)
    tail = f".{os.getpid()}.{os.urandom(6).hex()}{_SUFFIX}"
    room = _NAME_MAX - 1 - len(tail)
    name = os.fsdecode(os.fsencode(name)[:room])
    return os.path.join(folder, f".{name}{tail}")


def sync_folder(folder: str) -> None:
    """Brings the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: str) -> None:
    """Removes what killed processes left: outputs of a day ago, copies not gone on with for a week.

    Raises:
        OSError: the folder cannot be read.
    """
    now = time.time()
    with os.scandir(folder) as entries:
        paths = [entry.path for entry in entries if is_temporary(entry.name)]
    for path in paths:
        age = _LEFTOVER_AGE_S if path.endswith(_SUFFIX) else _COPY_AGE_S
        try:
            if os.lstat(path).st_mtime < now - age:
                os.unlink(path)
        except OSError:
            continue


def _unlink(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _write_error(key: str, error: OSError) -> StoreError:
    if isinstance(error, PermissionError):
        return AccessDenied(f"{key}: {error.strerror}")
    if isinstance(error, FileNotFoundError):
        return NotFound(f"{key}: its folder does not exist")
    return StoreError(f"{key} cannot be written: {error.strerror or error}")
