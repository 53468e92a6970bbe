"""Child processes, real ones."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from cuelift.jobs.worker import children as children_module
from cuelift.jobs.worker.children import Child, Children, Ended, NoChildError
from cuelift.jobs.worker.wire import Answer, Done, GarbledError, Said, framed
from tests.jobs.worker.conftest import Films
from tests.support.range_server import RangeServer

ROOT = Path(__file__).resolve().parents[3]


def hear(child: Child, within_s: float = 10) -> tuple[list[Said], Ended | None]:
    """All that it says until its end; answers yes."""
    said: list[Said] = []
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        words, ended = child.hear(1)
        said += [msgspec.json.decode(word, type=Said) for word in words]
        if words:
            child.send(Answer(go=True))
        if ended is not None:
            return said, ended
    return said, None


def running(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(done: Callable[[], bool], within_s: float = 5) -> None:
    deadline = time.monotonic() + within_s
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def held(children: Children, films: Films, server: RangeServer) -> Child:
    """A child that waits for a server which does not answer."""
    films.put()
    server.latency_s = 30
    child = children.launch(films.job(server.url("/film")))
    until(lambda: bool(child.hear(0.1)) and child.pid is not None)
    until(lambda: bool(server.log))
    return child


def test_child_does_its_job_and_tells_its_end(children: Children, films: Films) -> None:
    child = children.launch(films.job(films.put()))
    said, ended = hear(child)
    child.close()

    assert isinstance(said[-1], Done)
    assert ended is not None
    assert ended.status == 0
    assert ended.memory_kb > 5000
    assert child.pid is not None
    assert films.written().keys() == {"0.srt"}


def test_libraries_start_no_threads_unless_they_are_told_to(children: Children) -> None:
    server = children._server
    assert server is not None
    started = Path(f"/proc/{server.pid}/environ").read_bytes().split(b"\0")

    assert b"OMP_NUM_THREADS=" + os.environ.get("OMP_NUM_THREADS", "1").encode() in started


def test_killed_child_is_gone_at_once(children: Children, films: Films) -> None:
    with RangeServer() as server:
        child = held(children, films, server)
        child.kill()
        _, ended = hear(child, 2)
        child.close()

    assert ended is not None
    assert os.WTERMSIG(ended.status) == signal.SIGKILL


def test_child_that_is_let_go_is_killed(children: Children, films: Films) -> None:
    with RangeServer() as server:
        child = held(children, films, server)
        pid = child.pid
        assert pid is not None
        child.close()
        until(lambda: not running(pid))


def test_children_know_nothing_of_engine_and_web(children: Children, tmp_path: Path) -> None:
    code = """
        import sys
        from cuelift.jobs.worker.forkserver import preload
        preload()
        print(*sys.modules)
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True
    )
    loaded = set(ended.stdout.split())

    assert {"cuelift.codec", "cuelift.container", "cuelift.store.local"} <= loaded
    assert not loaded & {
        "sqlalchemy", "alembic", "dbos", "starlette", "uvicorn", "cryptography", "psycopg",
        "prometheus_client", "multiprocessing", "click", "rich", "aiohttp", "asyncio", "obstore",
        "cuelift.server", "cuelift.cli", "cuelift.imm", "cuelift.jobs.engine",
        "cuelift.jobs.database",
    }  # fmt: skip


def test_children_end_with_their_worker(films: Films) -> None:
    code = """
        import sys, time, msgspec
        from pathlib import Path
        from cuelift.jobs.worker.children import Children
        from cuelift.jobs.worker.wire import ExtractJob
        children = Children()
        children.start()
        job = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=ExtractJob)
        child = children.launch(job)
        while child.pid is None:
            child.hear(1)
        print(child.pid, children._server.pid, flush=True)
        time.sleep(60)
    """
    with RangeServer() as server:
        server.latency_s = 30
        job = films.folder / "job.json"
        job.write_bytes(msgspec.json.encode(films.job(server.url("/film"))))
        worker = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code), str(job)],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert worker.stdout is not None
        with worker.stdout:
            pids = [int(word) for word in worker.stdout.readline().split()]
            until(lambda: bool(server.log))
            assert all(map(running, pids))
            worker.kill()
            worker.wait()
            until(lambda: not any(map(running, pids)), 1)


def test_children_end_with_the_process_that_forked_them(films: Films) -> None:
    with RangeServer() as server, Children() as children:
        child = held(children, films, server)
        pid = child.pid
        assert pid is not None
        assert children._server is not None
        children._server.kill()
        with pytest.raises(NoChildError, match="has died"):
            hear(child, 5)
        child.close()
        until(lambda: not running(pid))

        server.latency_s = 0
        again = children.launch(films.job(films.put()))
        said, _ = hear(again)
        again.close()

    assert isinstance(said[-1], Done)


def test_fork_server_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children_module.sys, "executable", "/bin/false")
    with pytest.raises(NoChildError, match="does not start"):
        Children().start()


def test_fork_server_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children_module, "START_S", 0.05)
    monkeypatch.setattr(children_module, "END_S", 0.05)
    with pytest.raises(NoChildError, match="does not start"):
        Children().start()


def test_launch_that_fails_leaves_nothing_open(
    films: Films, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BrokenPipeError("gone")

    job = films.job(films.put())
    with Children() as children:
        monkeypatch.setattr(children_module.socket, "send_fds", refuse)
        with pytest.raises(NoChildError, match="gone"):
            children.launch(job)
        monkeypatch.setattr(children_module.sys, "executable", "/bin/false")
        with pytest.raises(NoChildError, match="does not start"):
            children.launch(job)


class Ends:
    """A child whose other ends are the test's."""

    def __init__(self) -> None:
        talk, self.talk = socket.socketpair()
        status, self.status = socket.socketpair()
        self.child = Child(talk, status)
        self.child.send(Answer(go=True))

    def close(self) -> None:
        self.child.close()
        self.talk.close()
        self.status.close()


def test_last_words_are_heard_before_the_end() -> None:
    ends = Ends()
    ends.talk.sendall(framed(Answer(go=True)))
    ends.talk.close()
    ends.status.sendall(b"".join(map(_sign, ({"pid": 7}, {"status": 9, "memory_kb": 3}))))

    assert ends.child.hear(1) == ([b'{"go":true}'], None)
    assert ends.child.hear(1) == ([], Ended(9, 3))
    assert ends.child.pid == 7
    ends.close()


def test_silence_is_no_end() -> None:
    ends = Ends()

    assert ends.child.hear(0.01) == ([], None)
    ends.status.sendall(_sign({"pid": 7}))
    assert ends.child.hear(0.01) == ([], None)
    ends.talk.close()
    assert ends.child.hear(0.01) == ([], None)
    assert ends.child.hear(0.01) == ([], None)
    ends.close()


def test_reset_connection_is_an_end_too() -> None:
    ends = Ends()
    ends.child._talk.close()
    ends.child._talk = _Broken()  # type: ignore[assignment]
    ends.child._status.close()
    ends.child._status = _Broken()  # type: ignore[assignment]
    ends.child._silent = True
    with pytest.raises(NoChildError, match="has died"):
        ends.child._look()
    assert ends.child._listen() == []
    ends.close()


class _Broken:
    def recv(self, *_: int) -> bytes:
        raise ConnectionResetError

    def close(self) -> None: ...


def test_child_that_cannot_be_forked_is_told() -> None:
    ends = Ends()
    ends.talk.close()
    ends.status.sendall(_sign({"status": 11, "memory_kb": -1}))
    with pytest.raises(NoChildError, match="could not be forked"):
        ends.child.hear(1)
    ends.close()


def test_message_without_end_is_garbled() -> None:
    ends = Ends()
    ends.talk.sendall(b"\xff" * 10)
    with pytest.raises(GarbledError):
        ends.child.hear(1)
    ends.close()


def _sign(value: dict[str, int]) -> bytes:
    data = msgspec.json.encode(value)
    return len(data).to_bytes(4) + data
