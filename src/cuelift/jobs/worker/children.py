"""The worker's side of child processes: starts the fork server, launches, hears, kills."""

from __future__ import annotations

import logging
import os
import select
import socket
import subprocess
import sys
import time
from contextlib import suppress
from threading import Lock
from types import TracebackType

import msgspec

from cuelift.jobs.worker.wire import Frames, Job, framed

_log = logging.getLogger(__name__)

KILL = b"K"
START_S = 60.0
SEND_S = 30.0
END_S = 5.0
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")
"""Libraries that children use would else start a thread for each processor, whose stacks count
as memory; tasks run side by side anyway."""


class NoChildError(Exception):
    """No child process could be started, or the process that forks them has died."""


class Ended(msgspec.Struct, frozen=True):
    """How a child ended."""

    status: int
    """As of ``wait``."""
    memory_kb: int


class _Status(msgspec.Struct, frozen=True):
    pid: int | None = None
    """Only of a child that has begun; the rest is of one that has ended."""
    status: int = 0
    memory_kb: int = 0


class Child:
    """One running child. Used by one thread, but for ``kill``."""

    def __init__(self, talk: socket.socket, status: socket.socket) -> None:
        self._talk = talk
        self._status = status
        self._words = Frames()
        self._signs = Frames()
        self._silent = False
        self.pid: int | None = None

    def send(self, message: msgspec.Struct) -> None:
        """Tells the child something; when it has gone, its end will show that."""
        self._talk.settimeout(SEND_S)
        with suppress(OSError):
            self._talk.sendall(framed(message))
        self._talk.setblocking(False)

    def hear(self, within_s: float) -> tuple[list[bytes], Ended | None]:
        """Waits for what the child says, or for its end.

        Args:
            within_s: at most so long.

        Returns: its messages, and its end once there is nothing more to hear.

        Raises:
            GarbledError: it says what is no message.
            NoChildError: the fork server has gone, and the child with it.
        """
        poll = select.poll()
        if not self._silent:
            poll.register(self._talk, select.POLLIN)
        poll.register(self._status, select.POLLIN)
        ready = {fd for fd, _ in poll.poll(max(0, round(within_s * 1000)))}
        if not ready:
            return [], None
        words = self._listen() if not self._silent else []
        if self._silent or self._status.fileno() in ready:
            # The end is told last of all, so everything said before it has been heard.
            ended = self._look() if not words or self._silent else None
            return words, ended
        return words, None

    def _listen(self) -> list[bytes]:
        try:
            data = self._talk.recv(1 << 16)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            self._silent = True
        return self._words.feed(data)

    def _look(self) -> Ended | None:
        try:
            data = self._status.recv(4096, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        except OSError:
            data = b""
        if not data:
            raise NoChildError("the process that forks children has died")
        for sign in self._signs.feed(data):
            told = msgspec.json.decode(sign, type=_Status)
            if told.pid is not None:
                self.pid = told.pid
            elif told.memory_kb < 0:
                raise NoChildError(f"a child could not be forked: error {told.status}")
            else:
                return Ended(told.status, told.memory_kb)
        return None

    def kill(self) -> None:
        """Kills the child and all of its process group."""
        with suppress(OSError):
            self._status.sendall(KILL)

    def close(self) -> None:
        """Lets go of the child; it is killed if it still runs."""
        self._talk.close()
        self._status.close()


class Children:
    """Starts child processes; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Children:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Starts the fork server, unless it runs, and waits until it is warm.

        Raises:
            NoChildError: it does not start.
        """
        with self._lock:
            self._start()

    def _start(self) -> socket.socket:
        if self._control is not None and self._server is not None and self._server.poll() is None:
            return self._control
        self._stop()
        ours, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(  # noqa: S603 - of this program itself
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "cuelift.jobs.worker.forkserver",
                    str(theirs.fileno()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env={**ONE_THREAD, **os.environ},
                start_new_session=True,  # signals of a terminal are for the worker alone
            )
        ours.settimeout(START_S)
        try:
            ready = ours.recv(1)
        except OSError:
            ready = b""
        if not ready:
            ours.close()
            self._stop()
            raise NoChildError("the process that forks children does not start")
        self._control = ours
        return ours

    def launch(self, job: Job) -> Child:
        """Starts a child and gives it its job.

        Raises:
            NoChildError: it cannot be started.
        """
        talk, their_talk = socket.socketpair()
        status, their_status = socket.socketpair()
        child = Child(talk, status)
        with their_talk, their_status, self._lock:
            try:
                socket.send_fds(self._start(), [b"F"], [their_talk.fileno(), their_status.fileno()])
            except OSError as error:
                child.close()
                self._stop()
                raise NoChildError(f"no child can be started: {error}") from error
            except BaseException:
                child.close()
                raise
        child.send(job)
        return child

    def close(self) -> None:
        """Ends the fork server, and with it all children."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        server, self._server = self._server, None
        if server is None:
            return
        began = time.monotonic()
        try:
            server.wait(END_S)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
            _log.warning("fork server killed", extra={"waited_s": time.monotonic() - began})
