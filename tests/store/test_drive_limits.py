"""The driver's gate: bytes, rate, time, and the wish to stop."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from cuelift.errors import Cancelled, LimitExceeded, TransientError
from cuelift.media import ByteRange
from cuelift.store.drive import ReadLimits, jobs
from tests.store.fake_remote import DATA, Opened, read_all


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened(ReadLimits())
    yield made
    made.source.close()
    assert made.store.closed


def test_no_try_is_made_that_the_time_limit_leaves_no_room_for():
    made = Opened(ReadLimits(timeout_s=5))
    made.store.failures = [TransientError("busy", retry_after_s=15)]

    with pytest.raises(LimitExceeded, match="no time left for another try: busy"):
        made.source.gather([ByteRange(0, 5)])
    made.source.close()


def test_a_byte_limit_stops_before_the_bytes_are_read():
    made = Opened(ReadLimits(max_bytes=100))

    with pytest.raises(LimitExceeded, match="limit of 100"):
        read_all(made.source, jobs([(0, 101)]))
    assert made.store.asked == []
    made.source.close()


def test_reads_under_way_count_against_the_byte_limit():
    made = Opened(ReadLimits(max_bytes=100, connections=8))
    made.store.latency_s = 0.02

    with pytest.raises(LimitExceeded):
        read_all(made.source, jobs((at * 1000, at * 1000 + 30) for at in range(8)))
    assert len(made.store.asked) == 3
    assert made.source.counters.bytes_read <= 100
    made.source.close()


def test_the_byte_limit_can_be_used_up_to_its_end_side_by_side():
    made = Opened(ReadLimits(max_bytes=100, connections=4))
    made.store.latency_s = 0.005

    assert len(read_all(made.source, jobs((at * 1000, at * 1000 + 10) for at in range(10)))) == 10
    made.source.close()


def test_a_failed_read_does_not_use_up_the_byte_limit(monkeypatch):
    monkeypatch.setattr("cuelift.store.drive_async.BACKOFF_S", 0.001)
    made = Opened(ReadLimits(max_bytes=10))
    made.store.failures = [TransientError("busy"), TransientError("busy")]

    assert read_all(made.source, jobs([(0, 10)])) == {0: DATA[:10]}
    made.source.close()


def test_bytes_read_besides_count_against_the_byte_limit():
    made = Opened(ReadLimits(max_bytes=100))
    made.source.counters.bytes_read = 95

    with pytest.raises(LimitExceeded):
        read_all(made.source, jobs([(0, 10)]))
    made.source.close()


def test_the_rate_is_kept_when_a_read_is_tried_again(monkeypatch):
    monkeypatch.setattr("cuelift.store.drive_async.BACKOFF_S", 0.001)
    made = Opened(ReadLimits(bytes_per_s=100_000))
    made.store.failures = [TransientError("busy"), TransientError("busy")]
    begun = time.monotonic()
    read_all(made.source, jobs([(0, 15_000)]))

    assert time.monotonic() - begun >= 0.29
    made.source.close()


def test_a_time_limit_ends_a_stalled_read():
    made = Opened(ReadLimits(timeout_s=0.2))
    made.store.latency_s = 30
    begun = time.monotonic()

    with pytest.raises(LimitExceeded, match=r"0\.2 s"):
        read_all(made.source, jobs([(0, 10)]))
    assert time.monotonic() - begun < 1.5
    made.source.close()


def test_the_time_limit_holds_beside_reading():
    made = Opened(ReadLimits(timeout_s=0.05))
    made.source.check()
    time.sleep(0.06)

    with pytest.raises(LimitExceeded, match=r"0\.05 s"):
        made.source.check()
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
