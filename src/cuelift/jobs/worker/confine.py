"""Limits that a process puts on itself before it touches anything hostile."""

from __future__ import annotations

import os
import resource
import signal
import sys

from cuelift.jobs.worker.wire import ChildLimits

SPARE_BYTES = 32 * 1024 * 1024
"""Memory above the limit in which the end of a process that reached it can still be told."""
CPU_GRACE_S = 5
PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """Makes the kernel kill this process as soon as its parent ends.

    Where it cannot, the end of the parent is noticed at the next message.

    Args:
        parent: its process id; when it has ended already, this process does so too.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def confine(limits: ChildLimits) -> None:
    """Applies limits to this process, for good.

    Memory is limited as private writable memory: films are mapped into the address space, and may
    be larger than any sensible limit on that.
    """
    memory = limits.memory_bytes
    _limit(resource.RLIMIT_DATA, memory, memory + SPARE_BYTES)
    _limit(resource.RLIMIT_CPU, limits.processor_s, limits.processor_s + CPU_GRACE_S)
    _limit(resource.RLIMIT_FSIZE, limits.output_bytes, limits.output_bytes)
    _limit(resource.RLIMIT_NOFILE, limits.open_files, limits.open_files)
    _limit(resource.RLIMIT_CORE, 0, 0)
    os.nice(limits.niceness)


def release_spare_memory() -> None:
    """After the memory limit was reached: allows what telling it takes."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _limit(kind: int, soft: int, hard: int) -> None:
    """Lowers a limit; one that is lower already stays."""
    _, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(kind, (soft, hard))
