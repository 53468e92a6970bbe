"""A remote store in memory, to try the driver on."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from cuelift.store.base import CostProfile, Counters, ObjectInfo
from cuelift.store.drive import Gate, Job, ReadLimits, Source
from cuelift.store.drive_async import AsyncTransport, EventLoop

PROFILE = CostProfile(
    remote=True,
    latency_s=0.02,
    connection_bytes_per_s=150e6,
    total_bytes_per_s=1.2e9,
    max_connections=64,
)
DATA = bytes(range(256)) * 4096


class FakeStore:
    """A remote store in memory, with latency and failures on demand."""

    def __init__(self, counters: Counters, data: bytes = DATA) -> None:
        self.counters = counters
        self.data = data
        self.profile = PROFILE
        self.latency_s = 0.0
        self.failures: list[Exception] = []
        self.in_flight = self.most_in_flight = 0
        self.asked: list[tuple[int, int]] = []
        self.closed = False

    async def head(self, key: str) -> ObjectInfo:
        if self.failures:
            raise self.failures.pop(0)
        return ObjectInfo(key=key, size_bytes=len(self.data), identity='"x"')

    async def get_range(self, info: ObjectInfo, start: int, end: int) -> bytes:
        self.counters.requests["get"] += 1
        self.asked.append((start, end))
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await asyncio.sleep(self.latency_s)
            if self.failures:
                raise self.failures.pop(0)
        finally:
            self.in_flight -= 1
        self.counters.bytes_read += end - start
        return self.data[start:end]

    async def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        yield await self.head(prefix)

    async def close(self) -> None:
        self.closed = True


class Opened:
    """A source over a fake store, and the store."""

    def __init__(self, limits: ReadLimits, cancelled=None) -> None:
        counters = Counters()
        self.store = FakeStore(counters)
        loop = EventLoop()
        info = ObjectInfo(key="k", size_bytes=len(DATA), identity='"x"')
        self.transport = AsyncTransport(loop, self.store, info, Gate(limits, counters, cancelled))
        self.source = Source("s3://b/k", info, PROFILE, counters, self.transport)


def read_all(source: Source, queue: deque[Job]) -> dict[int, bytes]:
    return {job.tag: data for batch in source.stream(queue) for job, data in batch}
