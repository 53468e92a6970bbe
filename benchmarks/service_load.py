"""Puts a load of signed requests on a server and tells how it answered.

A lean client, since it shares the machine with the server: requests are signed before the clock
starts, connections are raw sockets of one event loop, and of an answer only its length and status
are read.

    python -m benchmarks.service_load http://127.0.0.1:8650 KEY SECRET PROJECT TASK [TASK...]
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from uuid import uuid4

EMPTY = hashlib.sha256(b"").hexdigest()


class Result(NamedTuple):
    """How a load was answered."""

    requests: int
    elapsed_s: float
    rate: float
    p50_ms: float
    p99_ms: float
    worst_ms: float
    statuses: dict[int, int]


def sign(
    host: str,
    action: str,
    parameters: dict[str, str],
    key: str,
    secret: str,
    *,
    method: str = "POST",
    path: str = "/",
) -> bytes:
    """The bytes of one request, signed now with ACS3-HMAC-SHA256."""
    query = "&".join(
        f"{quote(name, safe='')}={quote(value, safe='')}"
        for name, value in sorted(parameters.items())
    )
    headers = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": EMPTY,
        "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "x-acs-signature-nonce": uuid4().hex,
        "x-acs-version": "2020-09-30",
    }
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    whole = f"{method}\n{path}\n{query}\n{lines}\n{names}\n{EMPTY}"
    text = f"ACS3-HMAC-SHA256\n{hashlib.sha256(whole.encode()).hexdigest()}"
    signature = hmac.new(secret.encode(), text.encode(), "sha256").hexdigest()
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return (
        f"{method} {path}?{query} HTTP/1.1\r\n{head}"
        f"Authorization: ACS3-HMAC-SHA256 Credential={key},SignedHeaders={names},"
        f"Signature={signature}\r\nContent-Length: 0\r\n\r\n"
    ).encode()


class _Connection(asyncio.Protocol):
    """Sends the next request as soon as the answer to the last one is whole."""

    def __init__(self, requests: Iterator[bytes], load: _Load) -> None:
        self._requests = requests
        self._load = load
        self._held = b""
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def go(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._transport.close()
            return
        self._sent = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        held = self._held + data
        end = held.find(b"\r\n\r\n")
        at = held.find(b"content-length: ", 0, end)
        if end < 0 or at < 0:
            self._held = held
            return
        size = int(held[at + 16 : held.index(b"\r\n", at)])
        if len(held) < end + 4 + size:
            self._held = held
            return
        self._held = held[end + 4 + size :]
        self._load.times.append(time.perf_counter() - self._sent)
        self._load.statuses[int(held[9:12])] += 1
        self.go()

    def connection_lost(self, error: Exception | None) -> None:
        self._load.ended()


class _Load:
    def __init__(self, connections: int) -> None:
        self.times: list[float] = []
        self.statuses: Counter[int] = Counter()
        self._open = connections
        self.done = asyncio.Event()

    def ended(self) -> None:
        self._open -= 1
        if not self._open:
            self.done.set()


async def run(host: str, port: int, requests: Sequence[bytes], connections: int) -> Result:
    """Sends all requests over so many connections, each as fast as it is answered."""
    load = _Load(connections)
    left = iter(requests)
    loop = asyncio.get_running_loop()
    opened = [
        await loop.create_connection(lambda: _Connection(left, load), host, port)
        for _ in range(connections)
    ]
    begun = time.perf_counter()
    for _, connection in opened:
        connection.go()
    await load.done.wait()
    elapsed = time.perf_counter() - begun
    times = sorted(load.times)
    return Result(
        requests=len(times),
        elapsed_s=round(elapsed, 3),
        rate=round(len(times) / elapsed, 1),
        p50_ms=round(times[len(times) // 2] * 1000, 2),
        p99_ms=round(times[len(times) * 99 // 100] * 1000, 2),
        worst_ms=round(times[-1] * 1000, 2),
        statuses=dict(load.statuses),
    )


def get_task_load(
    url: str,
    key: str,
    secret: str,
    tasks: Sequence[tuple[str, str]],
    *,
    count: int = 10_000,
    connections: int = 32,
) -> Result:
    """Asks for tasks, (project, id), in turn."""
    parts = urlsplit(url)
    requests = [
        sign(
            parts.netloc,
            "GetTask",
            {"ProjectName": project, "TaskType": "MediaConvert", "TaskId": task},
            key,
            secret,
        )
        for project, task in itertools.islice(itertools.cycle(tasks), count)
    ]
    return asyncio.run(run(parts.hostname or "", parts.port or 80, requests, connections))


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("url", "key", "secret", "project"):
        parser.add_argument(name)
    parser.add_argument("task", nargs="+")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--connections", type=int, default=32)
    told = parser.parse_args()
    tasks = [(told.project, task) for task in told.task]
    result = get_task_load(
        told.url, told.key, told.secret, tasks, count=told.count, connections=told.connections
    )
    print(json.dumps(result._asdict()))


if __name__ == "__main__":
    main()
