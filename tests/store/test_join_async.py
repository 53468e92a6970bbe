"""Objects of a remote store, read as one."""

import asyncio

import pytest

from cuelift.errors import ObjectChanged
from cuelift.store.base import Counters, ObjectInfo
from cuelift.store.join import join_info
from cuelift.store.join_async import JoinedStore
from tests.store.fake_remote import FakeStore

PART = 10
DATA = bytes(range(PART))


def joined(count, connections=None):
    store = FakeStore(Counters(), DATA)
    store.latency_s = 0.005
    infos = [ObjectInfo(key=f"{n}", size_bytes=PART, identity='"x"') for n in range(count)]
    return store, JoinedStore(store, infos, connections), join_info(infos)


def test_a_range_over_many_parts_keeps_to_the_connections():
    store, whole, info = joined(12, connections=3)

    async def work():
        return await asyncio.gather(whole.get_range(info, 0, 60), whole.get_range(info, 60, 120))

    assert b"".join(asyncio.run(work())) == DATA * 12
    assert store.most_in_flight == 3


def test_without_a_number_it_keeps_to_what_the_store_allows():
    store, whole, info = joined(100)

    assert asyncio.run(whole.get_range(info, 5, 1000)) == (DATA * 100)[5:]
    assert store.most_in_flight == store.profile.max_connections


def test_a_failed_part_leaves_no_reads_behind():
    store, whole, info = joined(4)
    store.failures = [ObjectChanged("other")]
    original = store.get_range

    async def slow_but_one(part, start, end):
        store.latency_s = 0.001 if part.key == "0" else 30
        return await original(part, start, end)

    store.get_range = slow_but_one

    async def work():
        with pytest.raises(ObjectChanged):
            await whole.get_range(info, 0, 40)
        assert store.in_flight == 0

    asyncio.run(work())


def test_the_rest_is_the_store_s_own():
    store, whole, info = joined(2)

    async def work():
        assert await whole.get_range(info, 12, 15) == DATA[2:5]
        assert (await whole.head("k")).key == "k"
        assert [item.key async for item in whole.list("p")] == ["p"]
        await whole.close()

    asyncio.run(work())
    assert store.closed
    assert whole.profile is store.profile
