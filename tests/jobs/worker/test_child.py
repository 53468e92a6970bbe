"""What a child says, and how it asks."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Iterator

import msgspec
import pytest

from cuelift.errors import Cancelled, LimitExceeded, NotFound, StoreError, TransientError
from cuelift.jobs.worker import child as child_module
from cuelift.jobs.worker import lifting
from cuelift.jobs.worker.child import Parent, perform, run
from cuelift.jobs.worker.wire import (
    Answer,
    Done,
    Failed,
    Fence,
    ProbeJob,
    Reading,
    Said,
    WriteJob,
    framed,
    receive,
)
from tests.jobs.worker.conftest import LIMITS, Films


class Exit(BaseException):
    """The process would end here."""


@pytest.fixture
def peer() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def tame(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps ``run`` from doing to this process what it does to its own."""

    def leave(code: int) -> None:
        raise Exit(code)

    monkeypatch.setattr(child_module.os, "setpgid", lambda *_: None)
    monkeypatch.setattr(child_module.os, "_exit", leave)
    monkeypatch.setattr(child_module, "die_with", lambda parent: None)
    monkeypatch.setattr(child_module, "confine", lambda limits: None)
    monkeypatch.setattr(child_module.signal, "signal", lambda *_: None)


def heard(peer: socket.socket) -> Said:
    data = receive(peer)
    assert data is not None
    found: Said = msgspec.json.decode(data, type=Said)
    return found


def too_large() -> StoreError:
    error = StoreError("cannot write")
    error.__cause__ = OSError(errno.EFBIG, "too large")
    return error


@pytest.mark.parametrize(
    ("error", "code", "transient"),
    [
        (NotFound("none"), "NotFound", False),
        (TransientError("busy"), "TransientError", True),
        (MemoryError(), "MemoryExceeded", False),
        (too_large(), "OutputExceeded", False),
        (LimitExceeded("much", output_limit=5), "OutputExceeded", False),
        (LimitExceeded("much"), "LimitExceeded", False),
        (ZeroDivisionError("oh"), "InternalError", False),
    ],
)
def test_whatever_goes_wrong_is_told(
    films: Films, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str, transient: bool
) -> None:
    def fail(*_: object) -> Done:
        raise error

    monkeypatch.setattr(lifting, "lift", fail)
    monkeypatch.setattr(child_module, "release_spare_memory", lambda: None)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        said = perform(films.job(films.put()), Parent(ours))

    assert isinstance(said, Failed)
    assert (said.failure.code, said.transient) == (code, transient)


def test_every_job_is_done(films: Films, peer: tuple[socket.socket, socket.socket]) -> None:
    parent = Parent(peer[0])
    peer[1].sendall(framed(Answer(go=True)) * 2)
    done = [
        perform(films.job(films.put()), parent),
        perform(WriteJob(uri="oss://out/a", data=b"x", store=films.store, limits=LIMITS), parent),
        perform(ProbeJob(uri=films.put(), store=films.store, limits=LIMITS, max_read=0.1), parent),
    ]

    assert all(isinstance(said, Done) for said in done)
    assert set(films.written()) == {"0.srt", "a"}


@pytest.mark.parametrize("answer", [b"", framed(Answer(go=False))])
def test_fence_is_closed_without_a_yes(
    peer: tuple[socket.socket, socket.socket], answer: bytes
) -> None:
    peer[1].sendall(answer)
    peer[1].shutdown(socket.SHUT_WR)
    with pytest.raises(Cancelled):
        Parent(peer[0]).fence()

    assert heard(peer[1]) == Fence()


def test_progress_is_told_now_and_then(
    peer: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(child_module.time, "monotonic", lambda: now[0])
    parent = Parent(peer[0])
    for percent in range(100):
        now[0] += 0.125
        parent.progress(percent)
    peer[0].close()
    told = []
    while (data := receive(peer[1])) is not None:
        told.append(msgspec.json.decode(data, type=Reading).percent)

    assert told == list(range(3, 100, 4))


def test_run_does_one_job_and_leaves(
    tame: None, films: Films, peer: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = peer
    theirs.sendall(framed(films.job(films.put())) + framed(Answer(go=True)))
    with pytest.raises(Exit, match="0"):
        run(ours, 1)

    assert heard(theirs) == Fence()
    assert isinstance(heard(theirs), Done)


def test_run_leaves_when_its_worker_is_gone(
    tame: None, films: Films, peer: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = peer
    theirs.close()
    with pytest.raises(Exit, match="0"):
        run(ours, 1)


def test_end_that_nobody_hears_is_no_trouble(
    tame: None, films: Films, peer: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = peer
    theirs.sendall(framed(films.job("oss://films/none.mkv")))
    theirs.close()
    with pytest.raises(Exit, match="0"):
        run(ours, 1)


def test_words_of_several_threads_stay_whole(peer: tuple[socket.socket, socket.socket]) -> None:
    parent = Parent(peer[0])

    def speak() -> None:
        for _ in range(50):
            parent.say(Reading(percent=9))

    threads = [threading.Thread(target=speak) for _ in range(4)]
    for thread in threads:
        thread.start()

    assert all(heard(peer[1]) == Reading(percent=9) for _ in range(200))
    for thread in threads:
        thread.join()
