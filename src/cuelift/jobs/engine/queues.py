"""Which queue a task waits in.

A queue's limit holds for each project in it, over all workers. Projects that have a limit of their
own therefore wait in a queue for that limit, and those of another priority in another one, so that
they can overtake; few are ever needed.
"""

from __future__ import annotations

from typing import Final, NamedTuple

EXTRACT: Final = "extract"
PIECES: Final = "pieces"
"""Of work that tasks spread over all workers."""
POLL_S: Final = 0.1
_USUAL: Final = 1_000_000


class QueueChoice(NamedTuple):
    """A queue and the order in it."""

    name: str
    concurrency: int
    """Tasks of one project that run at once."""
    order: int
    """The lower comes first."""


def choose_queue(own_limit: int | None, most: int, priority: int) -> QueueChoice:
    """The queue for a task.

    Args:
        own_limit: of its project, tasks at once; None: as many as any.
        most: of any project.
        priority: the lower runs first, 0 is usual.
    """
    limit = most if own_limit is None else max(1, min(own_limit, most))
    name = EXTRACT if limit == most else f"{EXTRACT}.{limit}"
    if priority:
        name += ".early" if priority < 0 else ".late"
    order = _USUAL + max(-_USUAL + 1, min(priority, _USUAL))
    return QueueChoice(name, limit, order)
