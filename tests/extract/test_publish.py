"""Files appear together, once the bytes of all are safe."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from cuelift.errors import Cancelled, StoreError, TransientError
from cuelift.extract import publish
from cuelift.extract.publish import PUBLISHERS, Publisher
from cuelift.store import StoreOptions
from cuelift.store.base import Counters, Location


class Store:
    """A target that remembers what happened to its writers, and fails where it is told to."""

    def __init__(self) -> None:
        self.log: list[tuple[str, str]] = []
        self.fails: dict[tuple[str, str], BaseException] = {}
        self.open = 0
        self.most_open = 0

    def writer(self, key: str) -> Writer:
        self.step("open", key)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        return Writer(self, key)

    def step(self, what: str, key: str) -> None:
        self.log.append((what, key))
        if error := self.fails.get((what, key)):
            if isinstance(error, TransientError):
                del self.fails[what, key]
            raise error

    def done(self, what: str) -> list[str]:
        return sorted(key for step, key in self.log if step == what)


class Writer:
    def __init__(self, store: Store, key: str) -> None:
        self.store = store
        self.key = key

    def write(self, data: bytes) -> None:
        self.store.step("write", self.key)

    def seal(self) -> None:
        self.store.open -= 1
        self.store.step("seal", self.key)

    def commit(self) -> None:
        self.store.step("commit", self.key)

    def abort(self) -> None:
        self.store.step("abort", self.key)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    made = Store()
    monkeypatch.setattr(publish, "open_target", lambda *_: made)
    monkeypatch.setattr(publish, "RETRY_PAUSES_S", (0.0, 0.0))
    return made


@pytest.fixture
def publisher() -> Publisher:
    return Publisher(StoreOptions(), Counters())


def test_all_are_sealed_before_one_is_committed(store, publisher):
    for number in range(3):
        publisher.add(f"memory:{number}", [b"a", b"b"])
    publisher.publish()

    steps = [step for step, _ in store.log]
    assert steps.index("commit") > max(i for i, step in enumerate(steps) if step == "seal")
    assert store.done("commit") == ["0", "1", "2"]


def test_few_are_open_at_a_time(store, publisher):
    for number in range(50):
        publisher.add(f"memory:{number}", [b"a"])
    publisher.publish()

    assert store.most_open <= PUBLISHERS
    assert len(store.done("commit")) == 50


@pytest.mark.parametrize("step", ["open", "write", "seal"])
def test_nothing_is_published_when_a_file_cannot_be_made_safe(store, publisher, step):
    store.fails[step, "7"] = StoreError("disk full")

    with pytest.raises(StoreError, match="disk full"):  # noqa: PT012 - whichever call it is
        for number in range(12):
            publisher.add(f"memory:{number}", [b"a"])
        publisher.publish()
    publisher.abort()

    assert store.done("commit") == []
    opened = {key for what, key in store.log if what == "open"} - {"7"}
    assert opened <= set(store.done("abort"))


@pytest.mark.parametrize("step", ["open", "write", "seal", "commit"])
def test_a_file_that_is_not_essential_costs_itself_only(store, publisher, step):
    store.fails[step, "font"] = StoreError("disk full")

    publisher.add("memory:captions", [b"a"])
    publisher.add("memory:font", [b"a"], essential=False)
    publisher.add("memory:last", [b"a"], essential=False)
    publisher.publish()

    assert publisher.failed == {"memory:font": "disk full"}
    assert {"captions", "last"} <= set(store.done("commit"))
    assert store.done("abort") == ([] if step == "open" else ["font"])


def test_bytes_that_cannot_be_had_cost_the_file_that_is_not_essential(store, publisher):
    def chunks(error: BaseException) -> Iterator[bytes]:
        yield b"a"
        raise error

    publisher.add("memory:a", chunks(StoreError("gone")), essential=False)
    assert publisher.failed == {"memory:a": "gone"}
    with pytest.raises(Cancelled):
        publisher.add("memory:b", chunks(Cancelled("stop")), essential=False)


@pytest.mark.parametrize("step", ["seal", "commit"])
def test_what_may_pass_is_tried_again(store, publisher, step):
    store.fails[step, "a"] = TransientError("busy")

    publisher.add("memory:a", [b"a"])
    publisher.publish()

    assert store.log.count((step, "a")) == 2


def test_a_failed_commit_leaves_the_others(store, publisher):
    store.fails["commit", "1"] = StoreError("gone")
    for number in range(3):
        publisher.add(f"memory:{number}", [b"a"])

    with pytest.raises(StoreError, match="gone"):
        publisher.publish()
    assert store.done("commit") == ["0", "1", "2"]
    assert store.done("abort") == ["1"]


def test_files_hold_all_their_chunks():
    memory: dict[str, bytes] = {}
    publisher = Publisher(StoreOptions(memory=memory), Counters())
    publisher.add("memory:a", [b"a", b"b"])
    publisher.publish()

    assert memory == {"a": b"ab"}


def test_a_fault_of_ours_is_raised_in_the_caller_s_thread(store, publisher):
    store.fails["seal", "0"] = ValueError("fault")
    publisher.add("memory:0", [b"a"], essential=False)

    with pytest.raises(ValueError, match="fault"):
        publisher.publish()


def test_the_fence_is_asked_before_each_try_and_never_again_once_closed(store):
    asked: list[int] = []

    def fence() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise Cancelled("not ours any more")

    publisher = Publisher(StoreOptions(), Counters(), fence=fence)
    store.fails["commit", "0"] = TransientError("busy")
    publisher.add("memory:0", [b"a"])
    for number in range(1, 20):
        publisher.add(f"memory:{number}", [b"a"], essential=False)

    with pytest.raises(Cancelled, match="not ours"):
        publisher.publish()
    publisher.abort()

    assert len(asked) == 2
    assert len(store.done("commit")) <= 1
    assert set(store.done("abort")) >= {str(number) for number in range(1, 20)} - set(
        store.done("commit")
    )


def test_what_comes_last_waits_for_all_the_others(store, publisher):
    publisher.add("memory:index", [b"a"], last=True)
    for number in range(2 * PUBLISHERS):
        publisher.add(f"memory:{number}", [b"a"])
    publisher.publish()

    commits = [key for step, key in store.log if step == "commit"]
    assert commits[-1] == "index"
    assert len(commits) == 2 * PUBLISHERS + 1


def test_what_comes_last_is_left_out_when_another_fails(store, publisher):
    store.fails["commit", "1"] = StoreError("full")
    publisher.add("memory:0", [b"a"])
    publisher.add("memory:index", [b"a"], last=True)
    publisher.add("memory:1", [b"a"])

    with pytest.raises(StoreError, match="full"):
        publisher.publish()
    publisher.abort()

    assert store.done("commit") == ["0", "1"]
    assert "index" in store.done("abort")


def test_a_store_is_opened_once_for_all_of_its_files(store, publisher, monkeypatch):
    opened: list[str] = []
    before = publish.open_target

    def counted(location: Location, *rest: object) -> object:
        opened.append(location.scheme)
        return before(location, *rest)

    monkeypatch.setattr(publish, "open_target", counted)
    for number in range(3):
        publisher.add(f"memory:{number}", [b"a"])
    publisher.publish()

    assert opened == ["memory"]


def test_no_thread_is_left_behind(store, publisher):
    before = set(threading.enumerate())
    for number in range(3):
        publisher.add(f"memory:{number}", [b"a"])
    publisher.publish()
    crew = set(threading.enumerate()) - before
    publisher.abort()

    for thread in crew:
        thread.join(5)
    assert crew
    assert not any(thread.is_alive() for thread in crew)
