"""Collects an object before it is sent, so that sending it can be tried again."""

from __future__ import annotations

import contextlib
import tempfile
from abc import ABC, abstractmethod
from io import BytesIO
from typing import IO

from cuelift.errors import StoreError
from cuelift.store.base import Counters

PART_BYTES = 8 * 1024 * 1024
"""Objects up to this size are sent in one request, others in parts of it."""
MAX_PARTS = 10_000


def part_bytes(size: int, least: int = PART_BYTES) -> int:
    """The size of the parts of an object: no store takes more than 10,000."""
    return max(least, -(-size // MAX_PARTS))


class CollectingWriter(ABC):
    """Collects an object, large ones on disk; ``commit`` sends it."""

    def __init__(self, key: str, name: str, counters: Counters) -> None:
        """Begins an object.

        Args:
            key: of the object.
            name: its URI, for messages.
            counters: of what is sent.
        """
        self._key = key
        self._name = name
        self._counters = counters
        self._size = 0
        self._data: IO[bytes] | None = BytesIO()
        self._sealed = False

    def write(self, data: bytes) -> None:
        """Appends bytes."""
        file = self._open_data()
        if self._sealed:
            raise StoreError(f"{self._name} is already sealed")
        try:
            if self._size <= PART_BYTES < self._size + len(data):
                file = self._data = _moved_to_disk(file)
            file.write(data)
        except OSError as error:
            raise self._no_room(error) from error
        self._size += len(data)

    def seal(self) -> None:
        """Ends writing: all of the object is collected, and nothing of it is sent yet."""
        try:
            self._open_data().flush()
        except OSError as error:
            raise self._no_room(error) from error
        self._sealed = True

    def commit(self) -> None:
        """Sends the object.

        Raises:
            TransientError: nothing was published; ``commit`` may be called again.
            StoreError: nothing was published.
        """
        self.seal()
        file = self._open_data()
        file.seek(0)
        self._send(file)
        self.abort()

    @abstractmethod
    def _send(self, file: IO[bytes]) -> None:
        """Sends ``self._size`` bytes of a file that stands at its beginning."""

    def abort(self) -> None:
        """Forgets what was collected."""
        file, self._data = self._data, None
        if file is not None:
            # A full disk fails the last flush too; the bytes are not wanted any more.
            with contextlib.suppress(OSError):
                file.close()

    def _no_room(self, error: OSError) -> StoreError:
        self.abort()
        return StoreError(f"{self._name}: no room to collect it: {error.strerror}")

    def _open_data(self) -> IO[bytes]:
        if self._data is None:
            raise StoreError(f"{self._name} is already committed or aborted")
        return self._data


def _moved_to_disk(file: IO[bytes]) -> IO[bytes]:
    moved = tempfile.TemporaryFile(prefix="cuelift-")  # noqa: SIM115 - closed with the writer
    file.seek(0)
    moved.write(file.read())
    file.close()
    return moved
