"""Coroutines side by side: none outlives the wait for it."""

import asyncio
import time

import pytest

from cuelift.errors import Cancelled
from cuelift.store.tasks import all_of, watched


async def wait_and_note(seconds: float, ended: list[float]) -> float:
    try:
        await asyncio.sleep(seconds)
    finally:
        ended.append(seconds)
    return seconds


async def fail() -> float:
    raise ValueError("no")


def test_results_come_in_the_order_of_the_works():
    ended: list[float] = []

    assert asyncio.run(all_of(wait_and_note(s, ended) for s in (0.02, 0.0))) == [0.02, 0.0]
    assert ended == [0.0, 0.02]


def test_a_failure_ends_the_others_before_it_is_raised():
    ended: list[float] = []

    async def work() -> None:
        with pytest.raises(ValueError, match="no"):
            await all_of([wait_and_note(30, ended), fail()])
        assert ended == [30]
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(work())


def test_a_watched_work_gives_its_result():
    assert asyncio.run(watched(wait_and_note(0, []), lambda: None)) == 0


def test_a_watched_work_ends_when_the_check_raises():
    ended: list[float] = []
    begun = time.monotonic()

    def check() -> None:
        raise Cancelled("stop")

    async def work() -> None:
        with pytest.raises(Cancelled):
            await watched(wait_and_note(30, ended), check)
        assert ended == [30]

    asyncio.run(work())
    assert time.monotonic() - begun < 2
