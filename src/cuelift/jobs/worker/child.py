"""The child process of one attempt: takes a job, does it, tells what became of it."""

from __future__ import annotations

import errno
import os
import signal
import socket
import time
from contextlib import suppress
from threading import Lock

from cuelift.errors import Cancelled, CueliftError, LimitExceeded, TransientError
from cuelift.jobs.model import Failure
from cuelift.jobs.worker.confine import confine, die_with, release_spare_memory
from cuelift.jobs.worker.wire import (
    ANSWERS,
    JOBS,
    ExtractJob,
    Failed,
    Fence,
    Job,
    ProbeJob,
    Reading,
    Said,
    framed,
    receive,
)

PACE_S = 0.5
"""Between two words about progress."""


class Parent:
    """The worker, as a child sees it."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer = peer
        self._told = time.monotonic()
        self._lock = Lock()

    def say(self, message: Said) -> None:
        """Tells something."""
        with self._lock:
            self._peer.sendall(framed(message))

    def progress(self, percent: int) -> None:
        """Tells how far the job is, not too often."""
        now = time.monotonic()
        if now - self._told >= PACE_S:
            self._told = now
            self.say(Reading(percent=percent))

    def fence(self) -> None:
        """Waits until publishing is allowed.

        Raises:
            Cancelled: it is not.
        """
        self.say(Fence())
        data = receive(self._peer)
        if data is None or not ANSWERS.decode(data).go:
            raise Cancelled("the attempt counts no more")


def run(peer: socket.socket, server: int) -> None:
    """Does one job and ends the process.

    Args:
        peer: to the worker.
        server: the process that forked this one.
    """
    os.setpgid(0, 0)
    die_with(server)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    data = receive(peer)
    if data is None:
        os._exit(0)
    job = JOBS.decode(data)
    confine(job.limits)
    parent = Parent(peer)
    ending = perform(job, parent)
    with suppress(OSError):  # a worker that has gone needs not be told
        parent.say(ending)
    os._exit(0)


def perform(job: Job, parent: Parent) -> Said:
    """Does a job; whatever goes wrong becomes a message."""
    try:
        from cuelift.jobs.worker.lifting import lift, look, write

        if isinstance(job, ExtractJob):
            return lift(job, parent)
        if isinstance(job, ProbeJob):
            return look(job)
        return write(job, parent)
    except MemoryError:
        release_spare_memory()
        return _failed("MemoryExceeded", f"more than {job.limits.memory_bytes} bytes of memory")
    except CueliftError as error:
        if _too_large(error):
            return _failed("OutputExceeded", f"more than {job.limits.output_bytes} bytes of output")
        return Failed(
            failure=Failure(code=type(error).__name__, message=error.message),
            transient=isinstance(error, TransientError),
        )
    except Exception as error:  # noqa: BLE001 - told to the worker, which logs it
        return _failed("InternalError", f"unexpected {type(error).__name__}: {error}")


def _failed(code: str, message: str) -> Failed:
    return Failed(failure=Failure(code=code, message=message))


def _too_large(error: BaseException | None) -> bool:
    """Whether a limit on the size of outputs stands behind an error."""
    if isinstance(error, LimitExceeded) and "output_limit" in error.details:
        return True
    while error is not None:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return True
        error = error.__cause__
    return False
