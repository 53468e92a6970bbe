"""The driver: concurrency, retries, limits, cancelling, counting."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator

import pytest

from cuelift.errors import Cancelled, LimitExceeded, ObjectChanged, StoreError, TransientError
from cuelift.media import ByteRange, Fetch
from cuelift.store.base import CostProfile, Counters, ObjectInfo
from cuelift.store.drive import ASK_AHEAD, Gate, Job, ReadLimits, Source, jobs
from cuelift.store.drive_async import AsyncTransport, EventLoop, Width, patiently

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


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened(ReadLimits())
    yield made
    made.source.close()
    assert made.store.closed


def read_all(source: Source, queue: deque[Job]) -> dict[int, bytes]:
    return {job.tag: data for batch in source.stream(queue) for job, data in batch}


def test_a_reader_is_driven_to_its_result(opened):
    def reader() -> Fetch[bytes]:
        [head, far] = yield [ByteRange(0, 4), ByteRange(100_000, 100_002)]
        [past] = yield [ByteRange(len(DATA) - 1, len(DATA) + 10)]
        return head + far + past

    assert opened.source.run(reader()) == DATA[:4] + DATA[100_000:100_002] + DATA[-1:]
    assert opened.source.counters.rounds == 2


def test_what_was_read_is_not_asked_for_again(opened):
    opened.source.gather([ByteRange(0, 10)])

    assert opened.source.gather([ByteRange(5, 9), ByteRange(100, 200)]) == [
        DATA[5:9],
        DATA[100:200],
    ]
    assert opened.store.asked == [(0, ASK_AHEAD)]


def test_near_ranges_of_one_round_share_a_request(opened):
    opened.source.gather([ByteRange(0, 10), ByteRange(50, 60), ByteRange(500_000, 500_001)])

    assert sorted(opened.store.asked) == [(0, 60), (500_000, 500_001)]


def test_ranges_past_the_end_come_back_short(opened):
    size = len(DATA)

    assert opened.source.gather([ByteRange(size + 5, size + 9)]) == [b""]
    assert opened.store.asked == []


def test_a_stream_fetches_side_by_side_and_takes_late_jobs():
    made = Opened(ReadLimits(connections=8))
    made.store.latency_s = 0.005
    queue = jobs((at, at + 10) for at in range(0, 4000, 100))
    found: dict[int, bytes] = {}
    for batch in made.source.stream(queue):
        for job, data in batch:
            found[job.tag] = data
            if job.tag == 3:
                queue.appendleft(Job(9000, 9010, 99))

    assert found[99] == DATA[9000:9010]
    assert all(found[i] == DATA[i * 100 : i * 100 + 10] for i in range(40))
    assert made.store.most_in_flight == 8
    made.source.close()


def test_connections_grow_while_all_is_well():
    width = Width(None, 256)
    seen = {width.now}
    for _ in range(1000):
        width.completed()
        seen.add(width.now)

    assert seen == {16, 64, 256}


def test_connections_shrink_at_trouble_but_not_twice_a_second():
    width = Width(None, 256)
    width.slow_down()
    width.slow_down()

    assert width.now == 8


def test_a_fixed_number_of_connections_is_kept():
    width = Width(5, 256)
    for _ in range(100):
        width.completed()

    assert width.now == 5


def test_passing_failures_are_tried_again_and_counted(opened, monkeypatch):
    monkeypatch.setattr("cuelift.store.drive_async.BACKOFF_S", 0.001)
    opened.store.failures = [TransientError("busy"), TransientError("busy")]

    assert read_all(opened.source, jobs([(0, 5)])) == {0: DATA[:5]}
    assert opened.source.counters.retries == 2
    assert opened.source.counters.requests["get"] == 3


def test_the_last_failure_tells_range_and_tries(opened, monkeypatch):
    monkeypatch.setattr("cuelift.store.drive_async.BACKOFF_S", 0.001)
    opened.store.failures = [TransientError("server said 503")] * 9

    with pytest.raises(StoreError, match=r"server said 503 \(bytes 0-4, 5 tries\)"):
        read_all(opened.source, jobs([(0, 5)]))


def test_the_server_s_own_pause_is_kept(opened, monkeypatch):
    monkeypatch.setattr("cuelift.store.drive_async.BACKOFF_S", 0.001)
    opened.store.failures = [TransientError("busy", retry_after_s=0.15)]
    begun = time.monotonic()
    opened.source.gather([ByteRange(0, 5)])

    assert time.monotonic() - begun >= 0.15


def test_a_changed_object_ends_reading_at_once(opened):
    opened.store.failures = [ObjectChanged("another object now")]

    with pytest.raises(ObjectChanged):
        read_all(opened.source, jobs([(0, 5), (100_000, 100_010)]))
    assert opened.source.counters.retries == 0


def test_a_byte_limit_stops_before_the_bytes_are_read():
    made = Opened(ReadLimits(max_bytes=100))

    with pytest.raises(LimitExceeded, match="limit of 100"):
        read_all(made.source, jobs([(0, 101)]))
    assert made.store.asked == []
    made.source.close()


def test_a_time_limit_ends_a_stalled_read():
    made = Opened(ReadLimits(timeout_s=0.2))
    made.store.latency_s = 30
    begun = time.monotonic()

    with pytest.raises(LimitExceeded, match=r"0\.2 s"):
        read_all(made.source, jobs([(0, 10)]))
    assert time.monotonic() - begun < 1.5
    made.source.close()


def test_cancelling_ends_a_stalled_read_within_a_second():
    begun = time.monotonic()
    made = Opened(ReadLimits(), cancelled=lambda: time.monotonic() - begun > 0.1)
    made.store.latency_s = 30

    with pytest.raises(Cancelled):
        made.source.gather([ByteRange(0, 10)])
    assert time.monotonic() - begun < 1.1
    made.source.close()


def test_a_rate_limit_spreads_reads_over_time():
    made = Opened(ReadLimits(bytes_per_s=100_000, connections=4))
    begun = time.monotonic()
    read_all(made.source, jobs((at * 10_000, at * 10_000 + 5_000) for at in range(6)))

    assert time.monotonic() - begun >= 0.25
    made.source.close()


def test_long_index_reads_are_fetched_in_pieces():
    made = Opened(ReadLimits())
    made.store.data = bytes(9_000_000)
    made.source.info = ObjectInfo(key="k", size_bytes=9_000_000, identity='"x"')

    [data] = made.source.gather([ByteRange(0, 9_000_000)])

    assert len(data) == 9_000_000
    assert len(made.store.asked) == 5
    made.source.close()


def test_a_loop_that_already_runs_is_no_obstacle(opened):
    async def inside() -> bytes:
        return opened.source.gather([ByteRange(0, 3)])[0]

    assert asyncio.run(inside()) == DATA[:3]


def test_an_error_inside_a_helper_thread_reaches_the_caller(opened):
    opened.store.failures = [ObjectChanged("other")]

    async def inside() -> None:
        opened.source.gather([ByteRange(0, 3)])

    with pytest.raises(ObjectChanged):
        asyncio.run(inside())


def test_abandoning_a_stream_leaves_no_reads_behind(opened):
    opened.store.latency_s = 0.001
    for _ in opened.source.stream(jobs((at, at + 10) for at in range(0, 100_000, 5000))):
        break

    opened.source.close()
    assert opened.store.in_flight == 0


def test_descriptions_are_tried_again_too(monkeypatch):
    monkeypatch.setattr("cuelift.store.drive_async.BACKOFF_S", 0.001)
    counters = Counters()
    store = FakeStore(counters)
    store.failures = [TransientError("busy")]
    loop = EventLoop()

    [info] = loop.call(patiently(["k"], store.head, Gate(ReadLimits(), counters, None)))

    assert info.size_bytes == len(DATA)
    loop.close()


def test_bulk_slices_do_not_pile_up():
    made = Opened(ReadLimits(connections=64))
    made.store.data = bytes(120_000_000)
    queue = jobs((at, at + 4_000_000) for at in range(0, 120_000_000, 4_000_000))
    made.store.latency_s = 0.001
    for batch in made.source.stream(queue):
        assert sum(len(data) for _, data in batch) <= 52_000_000

    assert made.store.most_in_flight <= 12
    made.source.close()
