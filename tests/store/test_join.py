"""Objects of a blocking store, read as one."""

import pytest

from cuelift.errors import ObjectChanged
from cuelift.store import join
from cuelift.store.base import Counters
from cuelift.store.join import JoinedObject, Layout, join_info
from cuelift.store.memory import MemoryStore

PARTS = {"a": b"0123", "b": b"", "c": b"4567", "d": b"89"}


class Watching(MemoryStore):
    """Counts what is open."""

    def __init__(self, objects):
        super().__init__(objects, Counters())
        self.open_now = self.most_open = self.opened = 0
        self.will_need = []

    def open(self, info):
        opened = super().open(info)
        self.open_now += 1
        self.opened += 1
        self.most_open = max(self.most_open, self.open_now)

        def close():
            self.open_now -= 1

        opened.close = close
        opened.will_need = lambda ranges: self.will_need.append((info.key, ranges))
        opened.resident_share = lambda: 0.25 if info.key == "c" else 1.0
        return opened


@pytest.fixture
def store():
    return Watching(dict(PARTS))


@pytest.fixture
def joined(store):
    return JoinedObject(store.open, [store.head(key) for key in PARTS])


def test_a_range_is_split_over_the_parts_it_touches(store):
    layout = Layout([store.head(key) for key in PARTS])

    assert layout.split(2, 9) == [(0, 2, 4), (2, 0, 4), (3, 0, 1)]
    assert layout.split(4, 6) == [(2, 0, 2)]
    assert layout.split(9, 99) == [(3, 1, 2)]
    assert layout.split(10, 99) == []


def test_the_whole_is_described_by_all_parts(store):
    infos = [store.head(key) for key in PARTS]
    info = join_info(infos)

    assert (info.key, info.size_bytes) == ("a", 10)
    assert info.identity.split("+") == [part.identity for part in infos]


def test_ranges_are_read_over_the_borders(joined, store):
    assert joined.read(0, 99) == b"0123456789"
    assert joined.read_many([(3, 5), (9, 10)]) == [b"34", b"9"]
    assert joined.view(0, 1) is None
    joined.will_need([(0, 1), (2, 5), (6, 7)])
    assert store.will_need == [("a", [(0, 1), (2, 4)]), ("c", [(0, 1), (2, 3)])]
    assert joined.resident_share() == 0.25
    joined.check_unchanged()
    joined.close()
    assert store.open_now == 0


def test_few_parts_are_open_at_once_and_those_of_late_use_stay(joined, store, monkeypatch):
    monkeypatch.setattr(join, "OPEN_PARTS", 2)
    assert store.opened == 0

    for at in (0, 5, 0, 9, 1):
        joined.read(at, at + 1)

    assert (store.most_open, store.opened) == (2, 3)
    joined.close()
    joined.close()
    assert store.open_now == 0


def test_of_many_parts_some_are_asked_whether_they_are_at_hand(store, monkeypatch):
    monkeypatch.setattr(join, "OPEN_PARTS", 3)
    infos = [store.head("a")] * 10
    joined = JoinedObject(store.open, infos)

    assert joined.resident_share() == 1.0
    assert store.opened == 3


def test_a_part_that_was_read_and_replaced_is_noticed(joined, store):
    joined.read(0, 1)
    store._objects["c"] = b"xxxx"
    joined.check_unchanged()
    store._objects["a"] = b"yyyy"

    with pytest.raises(ObjectChanged):
        joined.check_unchanged()


def test_a_part_replaced_before_it_is_opened_is_noticed(joined, store):
    store._objects["c"] = b"xxxx"

    with pytest.raises(ObjectChanged):
        joined.read(0, 10)
