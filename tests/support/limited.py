"""Runs a reader over mutated files in child processes with limits, which hold for each file."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from cuelift.errors import CueliftError

SECONDS = 1.0
"""Of processor time: another process on the machine must not make a test fail."""
WALL_SECONDS = 20.0
MEGABYTES = 256
BATCH = 50
"""Mutations that one child runs as long as none fails: starting children takes most of the time."""
MOST_FAILURES = 5


def mutations(samples: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Truncations, deletions, insertions, copies and byte flips, six in ten near the head."""
    rng = random.Random(seed)
    for _ in range(count):
        data = bytearray(rng.choice(samples))
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            _mutate(data, rng)
        yield bytes(data)


def _mutate(data: bytearray, rng: random.Random) -> None:
    if not data:
        return
    reach = min(len(data), 4096) if rng.random() < 0.6 else len(data)
    at = rng.randrange(reach)
    kind = rng.randrange(6)
    if kind == 0:
        del data[at:]
    elif kind == 1:
        del data[at : at + rng.randint(1, 64)]
    elif kind == 2:
        data[at:at] = rng.randbytes(rng.randint(1, 64))
    elif kind == 3:
        data[at:at] = data[at : at + rng.randint(1, 256)]
    elif kind == 4:
        for _ in range(rng.randint(1, 40)):
            data[rng.randrange(reach)] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    else:
        width = rng.choice((1, 2, 4, 8))
        data[at : at + width] = rng.choice((b"\xff", b"\x00", b"\x7f")) * width


def survive(
    samples: Sequence[bytes], target: Callable[[bytes], object], *, count: int, seed: int
) -> None:
    """Asserts that every mutation ends in a result or a ``CueliftError`` within the limits."""
    failures: list[str] = []
    numbered = enumerate(mutations(samples, count, seed))
    while batch := list(islice(numbered, BATCH)):
        while batch and len(failures) < MOST_FAILURES:
            done, problem = _run_limited(target, [data for _, data in batch])
            if problem:
                number, data = batch[done]
                failures.append(f"mutation {number} (seed {seed}, {len(data)} bytes): {problem}")
            batch = batch[done + 1 :]
    assert not failures, "\n".join(failures)


def _run_limited(target: Callable[[bytes], object], batch: Sequence[bytes]) -> tuple[int, str]:
    """Runs mutations one after the other in a child, each within the limits.

    Returns: the number of the first one that failed, and how; or of the last one.
    """
    read_fd, write_fd = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read_fd)
        _child(target, batch, write_fd)
    os.close(write_fd)
    with os.fdopen(read_fd, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    begun, _, said = told.partition(b"\n")
    number, problem = len(begun) - 1, said.decode(errors="replace")
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        return number, f"killed by {name} (over {SECONDS} s?) {problem}"
    return number, problem


def _child(target: Callable[[bytes], object], batch: Sequence[bytes], write_fd: int) -> None:
    """Tells each mutation that it begins by a dot; a failure ends it, told after a line break."""
    status = 1
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        with open("/proc/self/statm") as statm:
            size = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        limit = size + MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        for data in batch:
            os.write(write_fd, b".")
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)
            with contextlib.suppress(CueliftError):
                target(data)
        status = 0
    except BaseException:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        os.write(write_fd, b"\n" + traceback.format_exc().encode()[-4000:])
    finally:
        os._exit(status)
