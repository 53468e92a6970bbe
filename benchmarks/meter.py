"""Measures a whole process and its children: wall and CPU time, bytes read, memory at its peak.

The kernel keeps the counters of a dead process until its parent collects it, so they are read in
between, when nothing can be missed. There is no such high-water mark for anonymous memory (the
one there is counts mapped files too), so that is sampled every few milliseconds.
"""

import os
import select
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

SAMPLE_S = 0.005


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """What one run took."""

    code: int
    """Exit code; negative: the signal that ended it."""
    wall_s: float
    cpu_s: float
    """User and system, children included."""
    anon_bytes: int
    """Most anonymous memory seen, of the process and its descendants together."""
    resident_bytes: int
    """The kernel's own peak of the largest of them, mapped files included."""
    read_bytes: int
    """Asked of the kernel by read calls; bytes of mapped files are not in it."""
    device_bytes: int
    """Fetched from the disk, read-ahead included."""
    said: str = ""
    """The end of what it wrote to standard error."""


def measure(command: Sequence[str], cwd: Path, timeout_s: float = 900) -> Usage:
    """Runs a command to its end.

    Args:
        command: program and arguments; its output is thrown away.
        cwd: folder to run in.
        timeout_s: after this long it is killed, and its code tells so.
    """
    log = cwd / "stderr.log"
    with log.open("wb") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        anon = _watch(process, began + timeout_s)
        wall = time.perf_counter() - began
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    counted = _counts(Path(f"/proc/{process.pid}/io"))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(
        code=process.returncode,
        wall_s=wall,
        cpu_s=used.ru_utime + used.ru_stime,
        anon_bytes=anon,
        resident_bytes=used.ru_maxrss * 1024,
        read_bytes=counted.get("rchar", 0),
        device_bytes=counted.get("read_bytes", 0),
        said=log.read_text(errors="replace")[-500:],
    )


def _environment() -> dict[str, str]:
    """Ours, but Python may keep its byte code, as it does for an installed package."""
    changed = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    return {name: value for name, value in os.environ.items() if name not in changed}


def _watch(process: subprocess.Popen[bytes], deadline: float) -> int:
    """Waits for the end of a process and samples its memory meanwhile."""
    peak = 0
    pidfd = os.pidfd_open(process.pid)
    try:
        ended = select.poll()
        ended.register(pidfd, select.POLLIN)
        while not ended.poll(SAMPLE_S * 1000):
            peak = max(peak, sum(map(_anon, _family(process.pid))))
            if time.perf_counter() > deadline:
                process.kill()
    finally:
        os.close(pidfd)
    return peak


def _family(pid: int) -> Iterable[int]:
    yield pid
    for task in _listed(f"/proc/{pid}/task"):
        try:
            children = Path(f"/proc/{pid}/task/{task}/children").read_text()
        except OSError:
            continue
        for child in children.split():
            yield from _family(int(child))


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _anon(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_bytes()
    except OSError:
        return 0
    at = status.find(b"RssAnon:")
    return int(status[at + 8 : status.find(b"kB", at)]) * 1024 if at >= 0 else 0


def _counts(path: Path) -> Mapping[str, int]:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return {}
    return {name: int(value) for name, value in (line.split(": ") for line in lines)}


def make_cold(films: Iterable[Path]) -> str:
    """Empties the page cache, or where that is not permitted evicts the films alone.

    Returns: which of the two was done, in words for the table's note.
    """
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        for film in films:
            fd = os.open(film, os.O_RDONLY)
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(fd)
        return "film evicted from the page cache"
    return "page cache emptied"


def make_warm(film: Path) -> None:
    """Reads a film once, so that all of it that fits lies in the page cache."""
    with film.open("rb", buffering=0) as file:
        buffer = bytearray(8 * 1024 * 1024)
        while file.readinto(buffer):
            pass
