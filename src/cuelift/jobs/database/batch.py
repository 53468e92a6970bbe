"""Lets an event loop use the database: calls that come together become one.

While one batch is on its way others gather, so that few calls wait for nothing and many share a
round trip.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Generic, TypeVar

from cuelift.errors import ServiceError, TooMany
from cuelift.jobs.database.opening import Database
from cuelift.jobs.model import Secrets, Task

K = TypeVar("K")
V = TypeVar("V")

MOST: Final = 256
WAITING: Final = 4096


class Batcher(Generic[K, V]):
    """Answers many questions of one kind with few calls on a thread of its own.

    It belongs to the event loop that first asks it.
    """

    def __init__(
        self,
        work: Callable[[Sequence[K]], Sequence[V]],
        name: str,
        most: int = MOST,
        waiting: int = WAITING,
    ) -> None:
        """Makes one.

        Args:
            work: answers questions, one answer each in their order.
            name: of the thread.
            most: questions in one call.
            waiting: questions that may wait; more are refused.
        """
        self._work = work
        self._most = most
        self._room = waiting
        self._asked: list[tuple[K, asyncio.Future[V]]] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._pump: asyncio.Task[None] | None = None
        self._closed = False

    async def ask(self, question: K) -> V:
        """Waits for one answer.

        Raises:
            TooMany: as many wait as may.
            ServiceError: it is closed.
            Exception: whatever the call raised that this question was in.
        """
        if self._closed:
            raise ServiceError("the database is being closed")
        if len(self._asked) >= self._room:
            raise TooMany("too many calls wait for the database", waiting=len(self._asked))
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[V] = loop.create_future()
        self._asked.append((question, answer))
        if self._pump is None:
            self._pump = loop.create_task(self._run())
        return await answer

    async def close(self) -> None:
        """Takes no more questions, and returns when all that wait are answered."""
        self._closed = True
        if self._pump is not None:
            await asyncio.shield(self._pump)
        self._thread.shutdown()

    async def _run(self) -> None:
        """Makes calls one after the other as long as somebody waits."""
        loop = asyncio.get_running_loop()
        try:
            while self._asked:
                batch = self._asked[: self._most]
                del self._asked[: self._most]
                batch = [each for each in batch if not each[1].done()]
                if not batch:
                    continue
                questions = [question for question, _ in batch]
                try:
                    answers = await loop.run_in_executor(self._thread, self._work, questions)
                except Exception as error:  # noqa: BLE001 -- each of those who wait raises it
                    _fail(batch, error)
                except BaseException:
                    _fail(batch, ServiceError("the call was broken off"))
                    raise
                else:
                    for (_, future), answer in zip(batch, answers, strict=True):
                        if not future.done():
                            future.set_result(answer)
        finally:
            self._pump = None


class AsyncDatabase:
    """What every request asks of the database, for an event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tasks: Batcher[tuple[str, str], Task | None] = Batcher(
            database.tasks.get_many, "cuelift-tasks"
        )
        self._nonces: Batcher[tuple[tuple[str, str], int], bool] = Batcher(
            self._use_nonces, "cuelift-nonces"
        )
        self._keys: Batcher[str, Secrets | None] = Batcher(
            lambda ids: [database.keys.find(key_id) for key_id in ids], "cuelift-keys"
        )

    async def get_task(self, project: str, task: str) -> Task | None:
        """Finds a task of a project."""
        return await self._tasks.ask((project, task))

    async def use_nonce(self, key_id: str, nonce: str, expires_ns: int) -> bool:
        """Whether a nonce was never used before; it is from now on."""
        return await self._nonces.ask(((key_id, nonce), expires_ns))

    async def find_key(self, key_id: str) -> Secrets | None:
        """By access key id, whether expired or revoked or not."""
        return self._database.keys.recall(key_id) or await self._keys.ask(key_id)

    async def purge_nonces(self) -> None:
        """Forgets nonces that expired."""
        await asyncio.to_thread(self._database.keys.purge_nonces, time.time_ns())

    async def close(self) -> None:
        """Returns when everyone who waits is answered."""
        await asyncio.gather(self._tasks.close(), self._nonces.close(), self._keys.close())

    def _use_nonces(self, asked: Sequence[tuple[tuple[str, str], int]]) -> list[bool]:
        latest = max(expires_ns for _, expires_ns in asked)
        return self._database.keys.use_nonces([nonce for nonce, _ in asked], latest)


def _fail(batch: list[tuple[K, asyncio.Future[V]]], error: BaseException) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(error)
