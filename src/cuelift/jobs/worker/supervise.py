"""Watches over one child from its launch to its end, and says what became of its job."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from typing import Protocol

import msgspec

from cuelift.jobs.model import Failure
from cuelift.jobs.worker.children import Child, Ended
from cuelift.jobs.worker.wire import (
    WORDS,
    Answer,
    ChildLimits,
    Done,
    Failed,
    GarbledError,
    Reading,
)

_log = logging.getLogger(__name__)

LOOK_S = 1.0
"""Between two looks whether the attempt still counts."""
LEAVE_S = 2.0
NEAR = 0.8
"""Of the memory limit: a process that died so near it died of it."""


class Guard(Protocol):
    """What a child may ask and tell; by whoever keeps the task."""

    def owns(self) -> bool:
        """Whether the attempt still counts: it may publish."""

    def progress(self, percent: int) -> None:
        """How far it is."""

    def stopping(self) -> bool:
        """Whether this worker wants to end."""


class Gone(Exception):
    """The attempt counts no more, and its child was killed.

    ``handed_back``: because this worker ends; else because the task ended or is another's.
    """

    def __init__(self, *, handed_back: bool) -> None:
        super().__init__("handed back" if handed_back else "lost")
        self.handed_back = handed_back


def supervise(
    child: Child,
    guard: Guard,
    limits: ChildLimits,
    wall_s: float,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Done | Failed:
    """Waits for the end of a child, answers it, and kills it when it must not go on.

    Args:
        child: which.
        guard: who answers.
        limits: what the child was given: to tell why it died.
        wall_s: how long it may run.
        clock: seconds.

    Raises:
        Gone: the attempt counts no more.
        NoChildError: the fork server died.
    """
    deadline = clock() + wall_s
    try:
        ending, ended = _listen(child, guard, deadline, clock)
        if ending is not None:
            return ending
        return _died(ended, limits, wall_s, in_time=clock() < deadline)
    except GarbledError as error:
        return _failed("ProcessDied", f"the extracting process spoke nonsense: {error}")
    finally:
        child.kill()  # one that has said its last word has nothing left to do
        child.close()


def _listen(
    child: Child, guard: Guard, deadline: float, clock: Callable[[], float]
) -> tuple[Done | Failed | None, Ended | None]:
    """What the child said at last, if it did, and its end, if that came first."""
    look = clock() + LOOK_S
    while True:
        now = clock()
        if now >= deadline:
            return None, None
        if now >= look:
            _check(guard)
            look = clock() + LOOK_S
        words, ended = child.hear(min(look, deadline) - now)
        for word in words:
            ending = _answer(child, guard, word, clock)
            if ending is not None:
                return ending, ended
        if ended is not None:
            return None, ended


def _answer(
    child: Child, guard: Guard, word: bytes, clock: Callable[[], float]
) -> Done | Failed | None:
    try:
        said = WORDS.decode(word)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GarbledError(str(error)) from error
    if isinstance(said, Done | Failed):
        return said
    if isinstance(said, Reading):
        guard.progress(min(max(said.percent, 0), 99))
        return None
    go = guard.owns()
    child.send(Answer(go))
    if not go:
        _let_end(child, clock)
        raise Gone(handed_back=False)
    return None


def _let_end(child: Child, clock: Callable[[], float]) -> None:
    """Gives a child a moment to remove what it has not published."""
    until = clock() + LEAVE_S
    while clock() < until:
        _, ended = child.hear(until - clock())
        if ended is not None:
            return


def _check(guard: Guard) -> None:
    if guard.stopping():
        raise Gone(handed_back=True)
    if not guard.owns():
        raise Gone(handed_back=False)


def _died(ended: Ended | None, limits: ChildLimits, wall_s: float, *, in_time: bool) -> Failed:
    """Why there is no result."""
    if ended is None:
        return _failed("TimeExceeded", f"the task took longer than {wall_s:g} s")
    if not os.WIFSIGNALED(ended.status):
        code = os.waitstatus_to_exitcode(ended.status)
        return _failed("ProcessDied", f"the extracting process ended with exit code {code}")
    number = os.WTERMSIG(ended.status)
    name = signal.Signals(number).name
    if number == signal.SIGXCPU:
        return _failed(
            "ProcessorTimeExceeded", f"the task took more than {limits.processor_s} s of processor"
        )
    held = f"{ended.memory_kb // 1024} of {limits.memory_bytes // 2**20} MB of memory"
    if ended.memory_kb * 1024 >= NEAR * limits.memory_bytes:
        return _failed("MemoryExceeded", f"the extracting process died of {name} with {held}")
    if number == signal.SIGXFSZ:
        return _failed("OutputExceeded", f"more than {limits.output_bytes} bytes of output")
    # A SIGKILL here is somebody else's: an operator's, or that of a machine short of memory.
    return _failed("ProcessDied", f"the extracting process died of {name} with {held}")


def _failed(code: str, message: str) -> Failed:
    return Failed(failure=Failure(code=code, message=message))
