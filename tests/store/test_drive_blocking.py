"""Reading in the caller's own thread: limits and batches."""

import time

import pytest

from cuelift.errors import Cancelled, LimitExceeded, ObjectChanged
from cuelift.media import ByteRange
from cuelift.store.base import Counters
from cuelift.store.drive import Gate, ReadLimits, jobs
from cuelift.store.drive_blocking import BlockingTransport
from cuelift.store.memory import MemoryStore
from cuelift.store.opening import open_source
from cuelift.store.options import StoreOptions

DATA = bytes(range(256)) * 100


def transport(limits=None, cancelled=None):
    counters = Counters()
    store = MemoryStore({"a": DATA}, counters)
    opened = store.open(store.head("a"))
    return BlockingTransport(opened, Gate(limits or ReadLimits(), counters, cancelled)), counters


@pytest.mark.parametrize("limits", [ReadLimits(), ReadLimits(max_bytes=9), ReadLimits(timeout_s=9)])
def test_ranges_are_read_in_order(limits):
    made, counters = transport(limits)

    assert made.gather([ByteRange(3, 5), ByteRange(0, 1)]) == [DATA[3:5], DATA[:1]]
    [batch] = made.stream(jobs([(0, 2), (4, 8)]))
    assert [data for _, data in batch] == [DATA[:2], DATA[4:8]]
    assert counters.bytes_read == 9


def test_a_byte_limit_is_kept_to_the_byte():
    made, counters = transport(ReadLimits(max_bytes=10))
    made.gather([ByteRange(0, 6), ByteRange(6, 10)])

    with pytest.raises(LimitExceeded):
        made.gather([ByteRange(0, 1)])
    assert counters.bytes_read == 10


def test_a_rate_is_kept_and_cancelling_ends_the_wait():
    made, _ = transport(ReadLimits(bytes_per_s=10_000))
    begun = time.monotonic()
    made.gather([ByteRange(0, 1000), ByteRange(0, 1000)])
    assert time.monotonic() - begun >= 0.1

    begun = time.monotonic()
    made, _ = transport(ReadLimits(bytes_per_s=100), lambda: time.monotonic() - begun > 0.1)
    with pytest.raises(Cancelled):
        made.gather([ByteRange(0, 1000), ByteRange(0, 1000)])
    assert time.monotonic() - begun < 2


def test_it_can_be_asked_whether_to_go_on():
    transport()[0].check()
    with pytest.raises(Cancelled):
        transport(cancelled=lambda: True)[0].check()


def test_a_view_is_given_where_bytes_are_not_limited():
    assert transport(ReadLimits(timeout_s=9))[0].view(1, 3) == DATA[1:3]
    assert transport(ReadLimits(max_bytes=9))[0].view(0, 0) is None
    assert transport(ReadLimits(bytes_per_s=9))[0].view(0, 0) is None
    with pytest.raises(Cancelled):
        transport(cancelled=lambda: True)[0].view(0, 1)


class Cold:
    """An object none of which is in memory; notes what is announced."""

    def __init__(self, opened):
        self._opened = opened
        self.announced = []

    def __getattr__(self, name):
        return getattr(self._opened, name)

    def resident_share(self):
        return 0.0

    def will_need(self, ranges):
        self.announced.append(ranges)


def test_what_is_read_next_is_announced_of_a_cold_object():
    made, _ = transport()
    cold = made._object = Cold(made._object)
    made.gather([ByteRange(0, 1)])
    made.gather([ByteRange(0, 1), ByteRange(5, 6)])
    list(made.stream(jobs([(2, 3), (7, 8)])))

    assert cold.announced == [[(0, 1), (5, 6)], [(2, 3), (7, 8)]]


def test_the_source_passes_on_what_the_object_can():
    with open_source(["memory:a"], StoreOptions(memory=(held := {"a": DATA})), ReadLimits()) as it:
        assert it.fetch([(0, 2), (1, 3)]) == [DATA[:2], DATA[1:3]]
        assert it.view(1, 3) == DATA[1:3]
        assert it.resident_share() == 1.0
        it.check_unchanged()
        held["a"] = b"other"
        with pytest.raises(ObjectChanged):
            it.check_unchanged()
