"""Files of this machine, written so that a name never shows half a file."""

from __future__ import annotations

import os
import time
from typing import BinaryIO

from cuelift.errors import AccessDenied, NotFound, StoreError, UsageError
from cuelift.store.base import Counters

_SUFFIX = ".cuelift-tmp"
_LEFTOVER_AGE_S = 24 * 3600
_NAME_MAX = 255
_BUFFER_BYTES = 256 * 1024


def is_temporary(name: str) -> bool:
    """Whether a file name is that of an unfinished output of ours."""
    return name.startswith(".") and name.endswith(_SUFFIX)


class LocalTarget:
    """Writes files by absolute path; missing folders are made."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._swept: set[str] = set()

    def writer(self, key: str) -> LocalWriter:
        """Begins a file.

        Raises:
            UsageError: something that is not a regular file has that name.
            AccessDenied, StoreError: the folder cannot be made or written.
        """
        folder = os.path.dirname(key)
        if not os.path.basename(key) or (os.path.exists(key) and not os.path.isfile(key)):
            raise UsageError(f"{key} is not a file that can be written")
        try:
            os.makedirs(folder, exist_ok=True)
            if folder not in self._swept:
                self._swept.add(folder)
                _sweep(folder)
            return LocalWriter(key, self._counters)
        except OSError as error:
            raise _write_error(key, error) from error


class LocalWriter:
    """Writes a hidden file beside the one that is meant, and renames it on ``commit``."""

    def __init__(self, key: str, counters: Counters) -> None:
        self._key = key
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
            raise _write_error(self._key, error) from error
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
            raise _write_error(self._key, error) from error
        self._file, self._sealed = None, True

    def commit(self) -> None:
        """Publishes the file: its bytes reach the disk before its name does."""
        self.seal()
        try:
            os.replace(self._temporary, self._key)
            self._sealed = False
            _sync_folder(os.path.dirname(self._key))
        except OSError as error:
            self.abort()
            raise _write_error(self._key, error) from error
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
            raise StoreError(f"{self._key} is already sealed, committed or aborted")
        return self._file


def _temporary_path(key: str) -> str:
    folder, name = os.path.split(key)
    tail = f".{os.getpid()}.{os.urandom(6).hex()}{_SUFFIX}"
    room = _NAME_MAX - 1 - len(tail)
    name = os.fsdecode(os.fsencode(name)[:room])
    return os.path.join(folder, f".{name}{tail}")


def _sync_folder(folder: str) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: str) -> None:
    """Removes unfinished outputs that killed processes left a day ago or earlier."""
    oldest = time.time() - _LEFTOVER_AGE_S
    with os.scandir(folder) as entries:
        names = [entry.path for entry in entries if is_temporary(entry.name)]
    for path in names:
        try:
            if os.lstat(path).st_mtime < oldest:
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
