"""Reading across a network: many at once, tried again, in a loop of our own."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from cuelift.errors import ObjectChanged, StoreError, TransientError
from cuelift.media import ByteRange
from cuelift.store.base import Counters, ObjectInfo
from cuelift.store.drive import Gate, Job, ReadLimits, jobs
from cuelift.store.drive_async import EventLoop, Width, patiently
from tests.store.fake_remote import DATA, FakeStore, Opened, read_all


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened(ReadLimits())
    yield made
    made.source.close()
    assert made.store.closed


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


def test_a_stream_takes_more_connections_while_all_is_well(opened):
    opened.store.latency_s = 0.003
    read_all(opened.source, jobs((at * 1000, at * 1000 + 10) for at in range(300)))

    assert opened.store.most_in_flight == 64


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


def test_a_remote_source_has_no_view_and_closes_twice(opened):
    assert opened.source.view(0, 1) is None
    assert opened.source.resident_share() == 0.0
    opened.source.check_unchanged()
    stream = opened.source.stream(jobs([(0, 1), (500_000, 500_001)]))
    next(stream)
    opened.source.close()
    opened.transport._loop.close()
    stream.close()


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


def test_an_interrupt_of_the_waiting_thread_ends_the_work_in_the_helper(opened, monkeypatch):
    opened.store.latency_s = 30
    real = threading.Thread.join
    interrupts = [KeyboardInterrupt()]

    def join(thread: threading.Thread, timeout: float | None = None) -> None:
        if thread.name == "cuelift-io" and interrupts:
            while not opened.store.in_flight:
                time.sleep(0.001)
            raise interrupts.pop()
        real(thread, timeout)

    monkeypatch.setattr(threading.Thread, "join", join)

    async def inside() -> None:
        with pytest.raises(KeyboardInterrupt):
            opened.source.gather([ByteRange(0, 3)])
        assert opened.store.in_flight == 0
        opened.store.latency_s = 0
        assert opened.source.gather([ByteRange(0, 3)]) == [DATA[:3]]

    begun = time.monotonic()
    asyncio.run(inside())
    assert time.monotonic() - begun < 5


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


@pytest.mark.parametrize(("connections", "most"), [(3, 3), (None, 16)])
def test_descriptions_keep_to_the_connections(connections, most):
    counters = Counters()
    store = FakeStore(counters)
    info = ObjectInfo(key="k", size_bytes=10, identity='"x"')
    store.latency_s = 0.002

    async def head(key: str) -> int:
        return len(await store.get_range(info, 0, int(key)))

    loop = EventLoop()
    gate = Gate(ReadLimits(connections=connections), counters, None)
    asked = [str(number) for number in range(1, 41)]

    assert loop.call(patiently(asked, head, gate)) == list(range(1, 41))
    assert store.most_in_flight == most
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
