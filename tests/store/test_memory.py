import pytest

from cuelift.errors import NotFound, ObjectChanged, StoreError
from cuelift.store.base import Counters
from cuelift.store.memory import MemoryStore, MemoryTarget


def test_an_object_is_described_opened_and_read():
    counters = Counters()
    store = MemoryStore({"a": b"0123456789"}, counters)
    opened = store.open(store.head("a"))

    assert opened.read(2, 5) == b"234"
    assert opened.read(8, 99) == b"89"
    assert opened.read_many([(0, 1), (9, 99)]) == [b"0", b"9"]
    assert opened.resident_share() == 1.0
    opened.will_need([(0, 1)])
    opened.check_unchanged()
    opened.close()
    store.close()
    assert counters.requests == {"get": 4, "head": 1, "put": 0, "list": 0}
    assert counters.bytes_read == 7
    assert not store.profile.remote


def test_a_replaced_object_is_noticed_at_opening_and_while_reading():
    objects = {"a": b"one"}
    store = MemoryStore(objects, Counters())
    info = store.head("a")
    opened = store.open(info)
    objects["a"] = b"two"

    assert opened.read(0, 3) == b"one"
    with pytest.raises(ObjectChanged):
        opened.check_unchanged()
    with pytest.raises(ObjectChanged):
        store.open(info)


def test_a_missing_object_is_named():
    with pytest.raises(NotFound, match="memory:b"):
        MemoryStore({}, Counters()).head("b")


def test_listing_is_by_prefix_and_in_order():
    store = MemoryStore({"b/2": b"", "b/1": b"x", "bc": b"", "a": b""}, counters := Counters())

    assert [(info.key, info.size_bytes) for info in store.list("b/")] == [("b/1", 1), ("b/2", 0)]
    assert counters.requests["list"] == 1


def test_an_object_appears_when_it_is_committed():
    objects: dict[str, bytes] = {}
    counters = Counters()
    writer = MemoryTarget(objects, counters).writer("a")
    writer.write(b"one")
    writer.write(b"two")

    assert objects == {}
    writer.commit()
    assert objects == {"a": b"onetwo"}
    assert (counters.requests["put"], counters.bytes_written) == (1, 6)
    for again in (writer.commit, lambda: writer.write(b"x")):
        with pytest.raises(StoreError, match="already"):
            again()


def test_an_aborted_object_never_appears():
    objects: dict[str, bytes] = {}
    writer = MemoryTarget(objects, Counters()).writer("a")
    writer.write(b"one")
    writer.abort()

    assert objects == {}


def test_a_sealed_object_takes_no_more_bytes_and_appears_when_committed():
    objects: dict[str, bytes] = {}
    writer = MemoryTarget(objects, Counters()).writer("a")
    writer.write(b"one")
    writer.seal()
    writer.seal()

    assert objects == {}
    with pytest.raises(StoreError, match="sealed"):
        writer.write(b"two")
    writer.commit()
    assert objects == {"a": b"one"}
    with pytest.raises(StoreError, match="already"):
        writer.seal()
