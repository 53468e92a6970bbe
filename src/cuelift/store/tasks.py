"""Coroutines run side by side, none of which outlives the wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")

POLL_S = 0.25
"""How often a waiting caller looks whether to go on."""


async def all_of(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """The results in order; a failure ends the others before it is raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        return await asyncio.gather(*tasks)
    finally:
        await end(tasks)


async def watched(work: Coroutine[Any, Any, T], check: Callable[[], None]) -> T:
    """The result of ``work``, which ends early when ``check`` raises."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait([task], timeout=POLL_S)
            check()
        return task.result()
    finally:
        await end([task])
        if not task.cancelled():
            task.exception()  # looked at: what ``check`` raised is told instead


async def end(tasks: Iterable[asyncio.Task[T]]) -> None:
    """Cancels what is not done, and waits until it has ended."""
    running = [task for task in tasks if not task.done()]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
