"""An HTTP server that answers ranges, and errs on demand; runs in a thread of its own."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import TracebackType

MODIFIED = "Wed, 21 Oct 2015 07:28:00 GMT"


@dataclass(frozen=True)
class Request:
    """A request as it came."""

    method: str
    target: str
    """Path and query."""
    headers: dict[str, str]
    """Lower-case names."""
    body: bytes = b""

    def range(self, size: int) -> tuple[int, int] | None:
        """The half-open range that is asked for, cut to the size; None: all of it."""
        unit, _, span = self.headers.get("range", "").partition("=")
        if unit != "bytes":
            return None
        first, _, last = span.partition("-")
        return int(first), min(int(last) + 1 if last else size, size)


@dataclass(frozen=True)
class Answer:
    """An answer as it goes out."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut_at: int | None = None
    """Close the connection after so many bytes of the body."""
    stall_at: int | None = None
    """Send nothing more after so many bytes of the body."""
    chunked: bool = False
    raw: bytes | None = None
    """Sent instead of everything else."""


Rule = Callable[[Request], Answer | None]
"""Answers a request, or leaves it to the next rule and at last to the files."""


def tag_of(data: bytes) -> str:
    """The strong ETag that files have here."""
    return f'"{hashlib.sha256(data).hexdigest()[:16]}"'


def answer_file(request: Request, data: bytes, *, tag: str | None = None) -> Answer:
    """What a well-behaved server answers for a file."""
    tag = tag_of(data) if tag is None else tag
    headers = {"ETag": tag, "Last-Modified": MODIFIED, "Accept-Ranges": "bytes"}
    wanted = request.headers.get("if-match")
    if wanted is not None and wanted != tag:
        return Answer(412, headers)
    asked = request.range(len(data))
    if asked is None:
        return Answer(200, headers, data)
    start, end = asked
    if start >= end:
        return Answer(416, {"Content-Range": f"bytes */{len(data)}"})
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(data)}"
    return Answer(206, headers, data[start:end])


def change(
    answer: Answer, *, drop: tuple[str, ...] = (), body: bytes | None = None, **headers: str
) -> Answer:
    """An answer with other headers; underscores in names stand for hyphens."""
    kept = {name: value for name, value in answer.headers.items() if name not in drop}
    kept.update({name.replace("_", "-"): value for name, value in headers.items()})
    return replace(answer, headers=kept, body=answer.body if body is None else body)


class RangeServer:
    """Serves ``files`` by path; ``rules`` come first and may answer anything."""

    def __init__(self, files: dict[str, bytes] | None = None, *, latency_s: float = 0.0) -> None:
        self.files = files or {}
        self.rules: list[Rule] = []
        self.latency_s = latency_s
        self.log: list[Request] = []
        self.sent_bytes = 0
        """Of bodies, as handed to the socket."""
        self.port = 0
        self.open_connections = 0
        self.connections = 0
        self._loop = asyncio.new_event_loop()
        self._stopped: asyncio.Event | None = None
        self._tasks: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def url(self, target: str) -> str:
        """Where a path is served."""
        return f"http://127.0.0.1:{self.port}{target}"

    def __enter__(self) -> RangeServer:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        assert self._stopped is not None
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def count(self, method: str) -> int:
        """Requests of a method so far."""
        return sum(request.method == method for request in self.log)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stopped = asyncio.Event()
        server = await asyncio.start_server(self._accepted, "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        server.close()
        # Connections just accepted become known, and aborted ones close, in the next rounds.
        for _ in range(4):
            for task, writer in self._tasks.items():
                writer.transport.abort()
                task.cancel()
            await asyncio.sleep(0)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = self._loop.create_task(self._connection(reader, writer))
        self._tasks[task] = writer

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Small, so that what the client does not read is not handed to the kernel either.
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        self.open_connections += 1
        self.connections += 1
        try:
            while True:
                request = await _read_request(reader)
                self.log.append(request)
                if self.latency_s:
                    await asyncio.sleep(self.latency_s)
                if not await self._send(self._answer(request), request, writer):
                    break
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            self.open_connections -= 1
            writer.transport.abort()

    def _answer(self, request: Request) -> Answer:
        for rule in self.rules:
            answer = rule(request)
            if answer is not None:
                return answer
        data = self.files.get(request.target.partition("?")[0])
        return Answer(404) if data is None else answer_file(request, data)

    async def _send(self, answer: Answer, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Sends an answer; False: the connection is to be closed."""
        if answer.raw is not None:
            writer.write(answer.raw)
            await writer.drain()
            return False
        headers = dict(answer.headers)
        if answer.chunked:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers.setdefault("Content-Length", str(len(answer.body)))
        lines = [f"HTTP/1.1 {answer.status} X", *(f"{k}: {v}" for k, v in headers.items())]
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
        if request.method != "HEAD":
            await self._send_body(answer, writer)
        await writer.drain()
        return answer.cut_at is None

    async def _send_body(self, answer: Answer, writer: asyncio.StreamWriter) -> None:
        stops = [at for at in (answer.cut_at, answer.stall_at) if at is not None]
        body = answer.body[: min(stops, default=len(answer.body))]
        if answer.chunked and body:
            writer.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
        else:
            for at in range(0, len(body), 65536):
                writer.write(body[at : at + 65536])
                await writer.drain()
                self.sent_bytes += len(body[at : at + 65536])
        if answer.stall_at is not None:
            await writer.drain()
            await asyncio.sleep(3600)


async def _read_request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *rest = head.strip().split("\r\n")
    method, target, _ = line.split(" ", 2)
    headers = {}
    for text in rest:
        name, _, value = text.partition(":")
        headers[name.lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(method, target, headers, body)
