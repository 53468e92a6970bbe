"""Limits that a process puts on itself, tried out in processes of their own."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cuelift.jobs.worker import confine as confine_module
from cuelift.jobs.worker.confine import SPARE_BYTES, confine, die_with, release_spare_memory
from cuelift.jobs.worker.wire import ChildLimits

MB = 1 << 20
LIMITS = ChildLimits(memory_bytes=200 * MB, processor_s=1, output_bytes=1000, open_files=50)


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs code in a process that confined itself."""
    begin = """
        import mmap, os, resource, signal, sys
        from cuelift.jobs.worker.confine import confine, release_spare_memory
        from cuelift.jobs.worker.wire import ChildLimits
        limits = dict(memory_bytes=200 << 20, processor_s=1, output_bytes=1000, open_files=50)
        confine(ChildLimits(**limits))
    """
    whole = textwrap.dedent(begin) + textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-c", whole, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_memory_runs_out_as_an_error_that_can_still_be_told() -> None:
    ended = run("""
        held = []
        try:
            while True:
                held.append(bytearray(1 << 20))
        except MemoryError:
            release_spare_memory()
            spare = bytearray(16 << 20)
            print(len(held))
    """)

    assert 100 < int(ended.stdout) <= 200, ended.stderr


def test_film_that_is_larger_than_the_memory_can_be_mapped(tmp_path: Path) -> None:
    film = tmp_path / "film"
    with film.open("wb") as file:
        file.truncate(4 << 30)
    ended = run(
        """
        with open(sys.argv[1], "rb") as file:
            view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        print(len(view), view[-1])
        """,
        str(film),
    )

    assert ended.stdout.split() == [str(4 << 30), "0"], ended.stderr


def test_processor_time_runs_out_by_a_signal_of_its_own() -> None:
    assert run("while True: pass").returncode == -signal.SIGXCPU


def test_files_cores_and_descriptors_are_limited(tmp_path: Path) -> None:
    ended = run(
        """
        try:
            with open(sys.argv[1], "wb") as file:
                file.write(bytes(2000))
        except OSError as error:
            print(error.errno)
        print(resource.getrlimit(resource.RLIMIT_CORE), os.nice(0) >= 5)
        try:
            held = [os.open("/dev/null", os.O_RDONLY) for _ in range(60)]
        except OSError as error:
            print(error.errno)
        """,
        str(tmp_path / "large"),
    )

    assert ended.stdout.split("\n")[:3] == ["27", "(0, 0) True", "24"], ended.stderr


def test_limits_are_only_ever_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {resource.RLIMIT_DATA: (50, 80), resource.RLIMIT_CPU: (9, resource.RLIM_INFINITY)}
    monkeypatch.setattr(confine_module.resource, "getrlimit", lambda kind: kept.get(kind, (-1, -1)))
    made: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(
        confine_module.resource, "setrlimit", lambda kind, pair: made.update({kind: pair})
    )
    monkeypatch.setattr(confine_module.os, "nice", lambda step: step)
    confine(LIMITS)

    assert made[resource.RLIMIT_DATA] == (80, 80)
    assert made[resource.RLIMIT_CPU] == (1, 6)
    assert made[resource.RLIMIT_FSIZE] == (1000, 1000)

    kept[resource.RLIMIT_DATA] = (200, 200 + SPARE_BYTES)
    release_spare_memory()
    assert made[resource.RLIMIT_DATA] == (200 + SPARE_BYTES, 200 + SPARE_BYTES)


def test_process_whose_parent_has_ended_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr(
        confine_module.sys, "platform", "darwin"
    )  # else this process would be bound
    monkeypatch.setattr(confine_module.os, "_exit", codes.append)
    die_with(os.getppid())
    assert codes == []
    die_with(os.getppid() + 1)
    assert codes == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels cannot")
def test_kernel_is_asked_to_kill_with_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, ...]] = []

    class Library:
        def prctl(self, *values: int) -> None:
            asked.append(values)

    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: Library())
    die_with(os.getppid())

    assert asked == [(1, signal.SIGKILL, 0, 0, 0)]


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels cannot")
def test_kernel_kills_a_process_with_its_parent() -> None:
    code = """
        import os, sys, time
        from cuelift.jobs.worker.confine import die_with
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            die_with(parent)
            print(os.getpid(), flush=True)
            time.sleep(60)
        time.sleep(60)
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    with parent.stdout:
        assert int(parent.stdout.readline()) > 0
        parent.kill()
        parent.wait()
        assert parent.stdout.read() == ""  # the end comes when the child has gone too
