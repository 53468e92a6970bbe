"""A small warm process that forks the child of each attempt.

It imports what extraction needs and neither the engine nor the web server, holds no thread and
no open store, so that a child costs a fork and begins clean. It ends when its worker does, which
it sees by the end of the socket between them, and its children end with it.

For each child the worker sends two descriptors: one for the child's messages, one on which this
process tells the child's end and hears that it shall be killed.
"""

from __future__ import annotations

import gc
import importlib
import os
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress

import msgspec

from cuelift.jobs.worker import child as child_process
from cuelift.jobs.worker.wire import framed

PRELOADED = (
    "cuelift.jobs.worker.lifting",
    "cuelift.extract.publish",
    "cuelift.store.bucketdir",
    "cuelift.store.bucketstore",
    "cuelift.store.local",
    "cuelift.store.local_write",
    "cuelift.store.drive_blocking",
)
"""Modules of any extraction, beside all codecs, containers and formats."""


class Started(msgspec.Struct, frozen=True, kw_only=True):
    """A child runs."""

    pid: int


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """A child has ended."""

    status: int
    """As of ``wait``."""
    memory_kb: int
    """The most that was resident."""


def preload() -> None:
    """Imports all that children are going to need."""
    for name in PRELOADED:
        importlib.import_module(name)
    for package in ("cuelift.codec", "cuelift.container", "cuelift.format", "cuelift.markup"):
        _import_all(package)


def _import_all(package: str) -> None:
    import pkgutil

    module = importlib.import_module(package)
    for item in pkgutil.walk_packages(module.__path__, f"{package}."):
        with suppress(ImportError):  # one whose extra is missing is told by the child that needs it
            importlib.import_module(item.name)


class ForkServer:
    """The loop of this process."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._running: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._pid = os.getpid()

    def serve(self) -> None:
        """Forks children until the worker is gone; then kills them all."""
        woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ignored, signal.SIG_IGN)  # the worker alone decides when to end
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(woken, selectors.EVENT_READ)
        self._control.sendall(b"R")
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    if not self._fork():
                        return self._end()
                elif key.fileobj == woken:
                    self._collect(woken)
                else:
                    self._hear(key.data)

    def _fork(self) -> bool:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, 1, 2)
        except OSError:
            return False
        if not data or len(descriptors) != 2:
            return False
        talk, status = (socket.socket(fileno=fd) for fd in descriptors)
        try:
            pid = os.fork()
        except OSError as error:
            with suppress(OSError):
                status.sendall(framed(Ended(status=error.errno or 1, memory_kb=-1)))
            talk.close()
            status.close()
            return True
        if pid == 0:
            self._become_child(talk)
        talk.close()
        self._running[pid] = status
        self._selector.register(status, selectors.EVENT_READ, pid)
        with suppress(OSError):
            status.sendall(framed(Started(pid=pid)))
        return True

    def _become_child(self, talk: socket.socket) -> None:
        """In the child: keeps nothing of this process but the code, and never returns."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            kept = talk.fileno()
            os.closerange(3, kept)
            os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
            child_process.run(talk, self._pid)
        except BaseException:  # noqa: BLE001 - a forked process must not go on with its parent's work
            traceback.print_exc()
        finally:
            os._exit(1)

    def _hear(self, pid: int) -> None:
        status = self._running.get(pid)
        if status is None:
            return
        with suppress(OSError):
            status.recv(16)
        self._selector.unregister(status)  # whatever was said, there is no more to hear
        _kill(pid)

    def _collect(self, woken: int) -> None:
        with suppress(BlockingIOError):
            os.read(woken, 4096)
        while self._running:
            pid, status, used = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            peer = self._running.pop(pid)
            with suppress(KeyError):
                self._selector.unregister(peer)
            with suppress(OSError):
                peer.sendall(framed(Ended(status=status, memory_kb=_kilobytes(used.ru_maxrss))))
            peer.close()

    def _end(self) -> None:
        for pid, peer in self._running.items():
            _kill(pid)
            peer.close()


def _kilobytes(most: int) -> int:
    """Darwin counts bytes where others count kilobytes."""
    return most // 1024 if sys.platform == "darwin" else most


def _kill(pid: int) -> None:
    """A child that was not waited for yet, with all of its process group."""
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)


def main() -> None:
    """Serves the worker whose socket is the descriptor named by the first argument."""
    with socket.socket(fileno=int(sys.argv[1])) as control:
        control.set_inheritable(False)
        preload()
        gc.collect()
        gc.freeze()
        ForkServer(control).serve()


if __name__ == "__main__":
    main()
