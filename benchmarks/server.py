"""A range server on the loopback that answers as slowly as a distant object store.

    python benchmarks/server.py DIR [--port 0] [--latency-ms 20] [--per-connection 150]
                                [--total 1200]

HTTP/1.1 with keep-alive, GET and HEAD, single ranges, ``ETag`` and ``If-Match``. The first byte of
an answer waits for the latency; its bytes are paced per connection and for all connections
together (MB/s). ``/__stats`` tells the counters as JSON, ``/__reset`` clears them,
``/__set?latency_ms=..&per_connection=..&total=..`` changes the pace.

Client and server share the machine, thus the server is made to cost little: no streams, no tasks,
one timer per answer, and ``sendfile`` for large ones.
"""

import argparse
import asyncio
import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import NamedTuple

import msgspec

SMALL = 64 * 1024
"""Answers up to this size are one write; larger ones are paced."""
_CHUNK = 256 * 1024
_BURST_S = 0.01
"""How much time a connection may catch up after a late timer."""
_RETRY_S = 0.001
_FRESH_S = 0.02
"""A file is looked at again after this long; a change is seen that late."""

_RANGE = re.compile(rb"\r\nrange: *bytes=(\d*)-(\d*) *\r\n", re.IGNORECASE)
_IF_MATCH = re.compile(rb"\r\nif-match: *([^\r]+?) *\r\n", re.IGNORECASE)
_SETTING = re.compile(r"(latency_ms|per_connection|total)=([\d.]+)")


class Pace(msgspec.Struct):
    """How slow the answers are."""

    latency_ms: float = 20.0
    per_connection: float = 150.0
    """MB/s."""
    total: float = 1200.0
    """MB/s, all connections together."""


class Counters(msgspec.Struct):
    """What was asked and sent since the last reset."""

    get: int = 0
    head: int = 0
    refused: int = 0
    """Answers other than 200 and 206."""
    bytes: int = 0
    """Body bytes given to sockets."""
    connections: int = 0
    """Connections opened."""
    in_flight: int = 0
    most_in_flight: int = 0


class _File(NamedTuple):
    fd: int
    size: int
    etag: bytes
    modified: bytes
    fresh_until: float


class State:
    """What all connections share: open files, counters, pace."""

    def __init__(self, root: Path, pace: Pace) -> None:
        self.root = root
        self.pace = pace
        self.counters = Counters()
        self.due = 0.0
        """When the shared line is free again, by the loop's clock."""
        self._files: dict[bytes, _File] = {}

    def file(self, path: bytes) -> _File | None:
        """The file of a request path, opened once; a file that changed is opened anew."""
        now = time.monotonic()
        known = self._files.get(path)
        if known is not None and now < known.fresh_until:
            return known
        name = path.partition(b"?")[0].rpartition(b"/")[2]
        where = os.path.join(self.root, os.fsdecode(name))
        try:
            found = os.stat(where)
        except OSError:
            return None
        etag = f'"{found.st_size:x}-{found.st_mtime_ns:x}"'.encode()
        fd = known.fd if known is not None and known.etag == etag else os.open(where, os.O_RDONLY)
        modified = formatdate(found.st_mtime, usegmt=True).encode()
        known = _File(fd, found.st_size, etag, modified, now + _FRESH_S)
        self._files[path] = known
        return known


class Connection(asyncio.Protocol):
    """One client connection; answers requests in the order they came."""

    def __init__(self, state: State, loop: asyncio.AbstractEventLoop) -> None:
        self._state = state
        self._loop = loop
        self._inbox = bytearray()
        self._busy = False
        self._due = 0.0
        self._transport: asyncio.Transport
        self._fd = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Else the kernel takes megabytes for a client that is about to hang up.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _CHUNK)
        self._fd = sock.fileno()
        self._state.counters.connections += 1

    def connection_lost(self, exc: Exception | None) -> None:
        if self._busy:
            self._done()

    def data_received(self, data: bytes) -> None:
        self._inbox += data
        if not self._busy:
            self._next()

    def _next(self) -> None:
        end = self._inbox.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._inbox[: end + 2])
        del self._inbox[: end + 4]
        method, path, _ = head.split(b" ", 2)
        if path.startswith(b"/__"):
            self._control(path.decode())
            self._next()
            return
        counters = self._state.counters
        self._busy = True
        counters.in_flight += 1
        counters.most_in_flight = max(counters.most_in_flight, counters.in_flight)
        self._answer(method, path, head)

    def _answer(self, method: bytes, path: bytes, head: bytes) -> None:
        counters = self._state.counters
        if method == b"HEAD":
            counters.head += 1
        else:
            counters.get += 1
        file = self._state.file(path)
        if method not in (b"GET", b"HEAD") or file is None:
            self._refuse(b"404 Not Found")
            return
        match = _IF_MATCH.search(head)
        if match and match[1] not in (b"*", file.etag):
            self._refuse(b"412 Precondition Failed")
            return
        start, end, status = _span(_RANGE.search(head), file.size)
        if start >= end and file.size:
            extra = b"Content-Range: bytes */%d\r\n" % file.size
            self._refuse(b"416 Range Not Satisfiable", extra)
            return
        extra = b""
        if status.startswith(b"206"):
            extra = b"Content-Range: bytes %d-%d/%d\r\n" % (start, end - 1, file.size)
        reply = (
            b"HTTP/1.1 %b\r\nAccept-Ranges: bytes\r\nContent-Type: application/octet-stream\r\n"
            b"Content-Length: %d\r\nETag: %b\r\nLast-Modified: %b\r\n%b\r\n"
        ) % (status, end - start, file.etag, file.modified, extra)
        if method == b"HEAD":
            end = start
        self._schedule(reply, file.fd, start, end)

    def _refuse(self, status: bytes, extra: bytes = b"") -> None:
        self._state.counters.refused += 1
        reply = b"HTTP/1.1 %b\r\nContent-Length: 0\r\n%b\r\n" % (status, extra)
        self._schedule(reply, -1, 0, 0)

    def _schedule(self, reply: bytes, fd: int, start: int, end: int) -> None:
        now = self._loop.time()
        begin = now + self._state.pace.latency_ms / 1000
        self._due = begin
        if end - start <= SMALL:
            when = max(self._pay(begin, end - start), begin)
            self._loop.call_at(when, self._send_small, reply, fd, start, end)
        else:
            self._loop.call_at(begin, self._send_head, reply, fd, start, end)

    def _pay(self, now: float, size: int) -> float:
        """Books ``size`` bytes on this connection's line and on the shared one.

        Returns: when their last byte has passed both.
        """
        pace, state = self._state.pace, self._state
        self._due = max(self._due, now - _BURST_S) + size / (pace.per_connection * 1e6)
        state.due = max(state.due, now - _BURST_S) + size / (pace.total * 1e6)
        return max(self._due, state.due)

    def _send_small(self, reply: bytes, fd: int, start: int, end: int) -> None:
        if self._transport.is_closing():
            return
        body = os.pread(fd, end - start, start) if end > start else b""
        self._state.counters.bytes += len(body)
        self._transport.write(reply + body)
        self._done()
        if self._inbox:
            self._next()

    def _send_head(self, reply: bytes, fd: int, start: int, end: int) -> None:
        if self._transport.is_closing():
            return
        self._transport.write(reply)
        self._next_chunk(fd, start, end)

    def _next_chunk(self, fd: int, start: int, end: int) -> None:
        """Lets the next bytes go when the line would have carried them."""
        stop = min(start + _CHUNK, end)
        when = self._pay(self._loop.time(), stop - start)
        self._loop.call_at(when, self._send_chunk, fd, start, stop, end)

    def _send_chunk(self, fd: int, start: int, stop: int, end: int) -> None:
        if self._transport.is_closing():
            return
        if not self._transport.get_write_buffer_size():
            try:
                sent = os.sendfile(self._fd, fd, start, stop - start)
            except BlockingIOError:
                pass
            except OSError:
                self._transport.abort()
                return
            else:
                if sent == 0:  # the file became shorter
                    self._transport.abort()
                    return
                self._state.counters.bytes += sent
                start += sent
        if start < stop:
            # The socket is full; the loop cannot tell when a transport's own socket is not.
            self._loop.call_later(_RETRY_S, self._send_chunk, fd, start, stop, end)
        elif stop < end:
            self._next_chunk(fd, start, end)
        else:
            self._done()
            if self._inbox:
                self._next()

    def _done(self) -> None:
        self._busy = False
        self._state.counters.in_flight -= 1

    def _control(self, path: str) -> None:
        if path.startswith("/__reset"):
            self._state.counters = Counters(in_flight=self._state.counters.in_flight)
        for name, value in _SETTING.findall(path):
            setattr(self._state.pace, name, float(value))
        body = msgspec.json.encode(self._state.counters)
        self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def _span(asked: re.Match[bytes] | None, size: int) -> tuple[int, int, bytes]:
    """Resolves a Range header: start, end and the status line's text."""
    if asked is None or asked[1] == asked[2] == b"":
        return 0, size, b"200 OK"
    status = b"206 Partial Content"
    if not asked[1]:
        return max(0, size - int(asked[2])), size, status
    last = int(asked[2]) + 1 if asked[2] else size
    return int(asked[1]), min(last, size), status


async def serve(root: Path, port: int, pace: Pace) -> None:
    """Serves until the process ends; prints the port once it listens."""
    loop = asyncio.get_running_loop()
    state = State(root, pace)
    server = await loop.create_server(
        lambda: Connection(state, loop), "127.0.0.1", port, backlog=1024
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


class Remote(NamedTuple):
    """A running server, as its user sees it."""

    port: int
    pid: int

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}"

    def ask(self, path: str) -> Counters:
        """Calls one of the control paths: ``stats``, ``reset`` or ``set?...``."""
        with urllib.request.urlopen(self.url(f"__{path}")) as answer:
            return msgspec.json.decode(answer.read(), type=Counters)


@contextlib.contextmanager
def running(root: Path, pace: Pace | None = None) -> Iterator[Remote]:
    """Runs a server in a process of its own for as long as the block lasts."""
    pace = pace or Pace()
    words = [
        *("--latency-ms", str(pace.latency_ms)),
        *("--per-connection", str(pace.per_connection), "--total", str(pace.total)),
    ]
    command = [sys.executable, str(Path(__file__).resolve()), str(root), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield Remote(int(process.stdout.readline()), process.pid)
        finally:
            process.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve a folder as a distant store would.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency-ms", type=float, default=20)
    parser.add_argument("--per-connection", type=float, default=150, help="MB/s")
    parser.add_argument("--total", type=float, default=1200, help="MB/s")
    chosen = parser.parse_args()
    pace = Pace(chosen.latency_ms, chosen.per_connection, chosen.total)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(chosen.folder, chosen.port, pace))


if __name__ == "__main__":
    main()
