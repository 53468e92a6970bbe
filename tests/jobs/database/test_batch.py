from __future__ import annotations

import asyncio
import time
from threading import Event

import pytest

from cuelift.errors import ServiceError, TooMany
from cuelift.jobs.database.batch import AsyncDatabase, Batcher
from cuelift.jobs.keyring import make_key
from tests.jobs.database.samples import MOST, a_task


class Work:
    """Doubles numbers, and waits when it is told to."""

    def __init__(self):
        self.calls = []
        self.go = Event()
        self.go.set()

    def __call__(self, numbers):
        self.calls.append(list(numbers))
        assert self.go.wait(20)
        if -1 in numbers:
            raise ZeroDivisionError("minus one")
        return [2 * number for number in numbers]


async def until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.001)


def test_questions_that_come_together_are_one_call():
    work = Work()

    async def run():
        batcher = Batcher(work, "test")
        answers = await asyncio.gather(*(batcher.ask(number) for number in range(5)))
        await batcher.close()
        return answers

    assert asyncio.run(run()) == [0, 2, 4, 6, 8]
    assert work.calls == [[0, 1, 2, 3, 4]]


def test_a_lone_question_waits_for_nothing():
    work = Work()

    async def run():
        batcher = Batcher(work, "test")
        await batcher.ask(0)
        begun = time.perf_counter()
        for number in range(20):
            await batcher.ask(number)
        await batcher.close()
        return (time.perf_counter() - begun) / 20

    assert asyncio.run(run()) < 0.02
    assert len(work.calls) == 21


def test_questions_gather_while_a_call_is_on_its_way_and_calls_stay_small():
    work = Work()

    async def run():
        batcher = Batcher(work, "test", most=3)
        work.go.clear()
        first = asyncio.create_task(batcher.ask(0))
        await until(lambda: work.calls)
        others = [asyncio.create_task(batcher.ask(number)) for number in range(1, 6)]
        await asyncio.sleep(0.01)
        work.go.set()
        answers = await asyncio.gather(first, *others)
        await batcher.close()
        return answers

    assert asyncio.run(run()) == [0, 2, 4, 6, 8, 10]
    assert work.calls == [[0], [1, 2, 3], [4, 5]]


def test_an_error_goes_to_all_who_wait_and_to_nobody_else():
    work = Work()

    async def run():
        batcher = Batcher(work, "test")
        failed = await asyncio.gather(batcher.ask(-1), batcher.ask(3), return_exceptions=True)
        later = await batcher.ask(3)
        await batcher.close()
        return failed, later

    failed, later = asyncio.run(run())
    assert [type(error) for error in failed] == [ZeroDivisionError] * 2
    assert later == 6


def test_an_error_after_some_gave_up_goes_to_the_others():
    work = Work()

    async def run():
        batcher = Batcher(work, "test")
        work.go.clear()
        asked = [asyncio.create_task(batcher.ask(-1)) for _ in range(3)]
        await until(lambda: work.calls)
        asked[0].cancel()
        work.go.set()
        answers = await asyncio.gather(*asked, return_exceptions=True)
        await batcher.close()
        return answers

    kinds = [type(answer) for answer in asyncio.run(run())]
    assert kinds == [asyncio.CancelledError, ZeroDivisionError, ZeroDivisionError]


def test_more_than_may_wait_are_refused():
    work = Work()

    async def run():
        batcher = Batcher(work, "test", waiting=2)
        work.go.clear()
        first = asyncio.create_task(batcher.ask(0))
        await until(lambda: work.calls)
        waiting = [asyncio.create_task(batcher.ask(number)) for number in (1, 2)]
        await asyncio.sleep(0)
        with pytest.raises(TooMany):
            await batcher.ask(3)
        work.go.set()
        answers = await asyncio.gather(first, *waiting)
        await batcher.close()
        return answers

    assert asyncio.run(run()) == [0, 2, 4]


def test_who_gave_up_is_not_asked_for():
    work = Work()

    async def run():
        batcher = Batcher(work, "test")
        work.go.clear()
        first = asyncio.create_task(batcher.ask(0))
        await until(lambda: work.calls)
        gone, stays, alone = (asyncio.create_task(batcher.ask(number)) for number in (1, 2, 3))
        await asyncio.sleep(0)
        gone.cancel()
        first.cancel()
        work.go.set()
        answers = await asyncio.gather(stays, alone)
        lost = asyncio.create_task(batcher.ask(4))
        await asyncio.sleep(0)
        lost.cancel()
        await batcher.close()
        return answers

    assert asyncio.run(run()) == [4, 6]
    assert work.calls[:2] == [[0], [2, 3]]


def test_closing_answers_those_who_wait_and_takes_no_more():
    work = Work()

    async def run():
        batcher = Batcher(work, "test")
        work.go.clear()
        asked = [asyncio.create_task(batcher.ask(number)) for number in range(3)]
        await until(lambda: work.calls)
        closing = asyncio.create_task(batcher.close())
        await asyncio.sleep(0)
        with pytest.raises(ServiceError, match="being closed"):
            await batcher.ask(9)
        work.go.set()
        await closing
        return await asyncio.gather(*asked)

    assert asyncio.run(run()) == [0, 2, 4]


def test_a_loop_that_ends_leaves_nobody_waiting():
    work = Work()

    async def run():
        batcher = Batcher(work, "test")
        work.go.clear()
        asked = asyncio.create_task(batcher.ask(0))
        await until(lambda: work.calls)
        batcher._pump.cancel()
        work.go.set()
        with pytest.raises(ServiceError, match="broken off"):
            await asked
        await batcher.close()

    asyncio.run(run())


def test_the_whole_round_of_a_request_is_answered(films):
    tasks = [a_task() for _ in range(5)]
    for task in tasks:
        films.tasks.create(task, MOST)
    secrets = make_key("key", ("*",), ("*",), 5)
    films.keys.add(secrets)

    async def request(database, number):
        key = await database.find_key(secrets.key.id)
        unused = await database.use_nonce(key.key.id, str(number // 2), 10**9)
        return key.key, unused, await database.get_task("films", tasks[number % 5].id)

    async def run():
        database = AsyncDatabase(films)
        assert await database.find_key("none") is None
        answers = await asyncio.gather(*(request(database, number) for number in range(20)))
        await database.close()
        return answers

    answers = asyncio.run(run())

    assert {key.id for key, _, _ in answers} == {secrets.key.id}
    assert sum(unused for _, unused, _ in answers) == 10
    assert [task.id for _, _, task in answers] == [tasks[number % 5].id for number in range(20)]


def test_a_nonce_lives_as_long_as_the_latest_of_its_call(films):
    async def run():
        database = AsyncDatabase(films)
        await asyncio.gather(database.use_nonce("k", "1", 100), database.use_nonce("k", "2", 300))
        await database.close()

    asyncio.run(run())

    assert films.keys.purge_nonces(200) == 0
    assert films.keys.purge_nonces(301) == 2


def test_nonces_that_expired_are_forgotten(database):
    database.keys.use_nonces([("key", "old")], 1)
    database.keys.use_nonces([("key", "new")], 1 << 62)

    async def run():
        quick = AsyncDatabase(database)
        await quick.purge_nonces()
        await quick.close()

    asyncio.run(run())
    assert database.keys.use_nonces([("key", "old"), ("key", "new")], 5) == [True, False]
