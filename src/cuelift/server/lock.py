"""One embedded server per data folder: two would fight over the same SQLite files."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cuelift.errors import UsageError

NAME = "serve.lock"


@contextmanager
def hold_data(folder: Path) -> Iterator[None]:
    """Holds a data folder for as long as the block lasts, or this process lives.

    Raises:
        UsageError: another server holds it.
    """
    path = folder / NAME
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 32).decode("ascii", "replace").strip()
            raise UsageError(
                f"{folder} is used by another cuelift serve (process {holder or 'unknown'}); "
                "several servers need --database postgresql://..."
            ) from None
        os.ftruncate(file, 0)
        os.write(file, b"%d\n" % os.getpid())
        yield
    finally:
        os.close(file)
