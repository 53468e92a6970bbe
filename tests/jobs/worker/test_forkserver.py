"""The process that forks children, run in this one."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator

import msgspec
import pytest

from cuelift.jobs.worker import forkserver as forkserver_module
from cuelift.jobs.worker.forkserver import Ended, ForkServer, Started, _kilobytes, main
from cuelift.jobs.worker.wire import framed, receive
from tests.jobs.worker.conftest import Films

HANDLED = (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def signals() -> Iterator[None]:
    """Puts back what the server does to signals."""
    kept = [(number, signal.getsignal(number)) for number in HANDLED]
    yield
    signal.set_wakeup_fd(-1)
    for number, handler in kept:
        signal.signal(number, handler)


def serve(worker: Callable[[socket.socket], None]) -> None:
    """Runs the server, and its worker on a thread."""
    ours, theirs = socket.socketpair()
    errors: list[BaseException] = []

    def work() -> None:
        try:
            ours.settimeout(20)
            assert ours.recv(1) == b"R"
            worker(ours)
        except BaseException as error:
            errors.append(error)
        finally:
            ours.close()

    thread = threading.Thread(target=work)
    with theirs:
        thread.start()
        server = ForkServer(theirs)
        server.serve()
        server._selector.close()
        thread.join()
    if errors:
        raise errors[0]


def launch(control: socket.socket) -> tuple[socket.socket, socket.socket]:
    talk, their_talk = socket.socketpair()
    status, their_status = socket.socketpair()
    with their_talk, their_status:
        socket.send_fds(control, [b"F"], [their_talk.fileno(), their_status.fileno()])
    status.settimeout(20)
    return talk, status


def told(status: socket.socket, kind: type[Started] | type[Ended]) -> Started | Ended:
    data = receive(status)
    assert data is not None
    return msgspec.json.decode(data, type=kind)


def test_server_forks_tells_and_kills(signals: None) -> None:
    held: list[socket.socket] = []

    def worker(control: socket.socket) -> None:
        held.extend(launch(control))  # its end is that of the server
        told(held[1], Started)
        talk, status = launch(control)
        with talk, status:
            started = told(status, Started)
            assert isinstance(started, Started)
            assert started.pid != os.getpid()
            status.sendall(b"K")
            ended = told(status, Ended)
            assert isinstance(ended, Ended)
            assert os.WTERMSIG(ended.status) == signal.SIGKILL

    serve(worker)
    for peer in held:
        peer.close()
    assert os.WTERMSIG(os.wait()[1]) == signal.SIGKILL


def test_child_without_a_job_leaves_by_itself(signals: None) -> None:
    def worker(control: socket.socket) -> None:
        talk, status = launch(control)
        with status:
            told(status, Started)
            talk.close()
            assert told(status, Ended).status == 0  # type: ignore[union-attr]

    serve(worker)


def test_failed_fork_is_told(signals: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "too many processes")

    monkeypatch.setattr(forkserver_module.os, "fork", refuse)

    def worker(control: socket.socket) -> None:
        talk, status = launch(control)
        with talk, status:
            assert told(status, Ended) == Ended(status=11, memory_kb=-1)

    serve(worker)


def test_what_is_no_request_ends_the_server(signals: None) -> None:
    serve(lambda control: control.sendall(b"F"))


def test_broken_connection_ends_the_server() -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    server = ForkServer(theirs)
    theirs.close()

    assert not server._fork()


def test_word_about_a_child_that_has_ended_is_ignored() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ForkServer(theirs)._hear(1)


@pytest.mark.parametrize("trouble", [None, ZeroDivisionError("oh")])
def test_child_keeps_its_socket_and_never_returns(
    signals: None,
    films: Films,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    trouble: Exception | None,
) -> None:
    class Exit(BaseException):
        pass

    closed: list[tuple[int, int]] = []

    def leave(code: int) -> None:
        raise Exit(code)

    def run(peer: socket.socket, server: int) -> None:
        assert server == os.getpid()
        if trouble:
            raise trouble

    monkeypatch.setattr(forkserver_module.os, "closerange", lambda *pair: closed.append(pair))
    monkeypatch.setattr(forkserver_module.os, "_exit", leave)
    monkeypatch.setattr(forkserver_module.child_process, "run", run)
    made: list[socket.socket] = []

    class Noted(socket.socket):
        def __init__(self, **more: int) -> None:
            super().__init__(**more)
            made.append(self)

    ours, theirs = socket.socketpair()
    with ours, theirs, monkeypatch.context() as patch:
        talk, status = launch(ours)
        patch.setattr(forkserver_module.os, "fork", lambda: 0)
        patch.setattr(forkserver_module.socket, "socket", Noted)
        with talk, status, pytest.raises(Exit, match="1"):
            ForkServer(theirs)._fork()
    for peer in made:
        peer.close()

    assert closed[0][0] == 3
    assert closed[1][0] == closed[0][1] + 1
    assert ("ZeroDivisionError" in capsys.readouterr().err) == bool(trouble)


def test_memory_is_told_in_kilobytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _kilobytes(2048) == 2048
    monkeypatch.setattr(forkserver_module.sys, "platform", "darwin")
    assert _kilobytes(2048) == 2


def test_program_serves_the_socket_it_is_given(
    signals: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(forkserver_module.sys, "argv", ["forkserver", str(theirs.detach())])
    monkeypatch.setattr(forkserver_module.gc, "freeze", lambda: None)
    ours.sendall(framed(Started(pid=1)))  # no request
    main()

    assert ours.recv(1) == b"R"
    ours.close()
