"""Asks an engine for many texts: in batches, some at a time, again where that may help.

A batch that cannot be answered is halved until the text that spoils it is alone.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from cuelift.errors import BadAnswer, Cancelled, EngineBusy, EngineRefused
from cuelift.translate.engines.base import Engine, Request, Text

FIRST_WAIT_S = 1.0
MOST_WAIT_S = 60.0
LONGEST_REQUESTED_WAIT_S = 600.0
"""An engine that wants to be left alone for longer is not asked again."""
PATIENCE = 12
"""Failed requests one after the other, without any success, after which nothing is asked."""
_POLL_S = 0.1

Check = Callable[[int, str], None]
"""Told a text's id and its translation; raises ``BadAnswer`` where it cannot be one."""
Done = Callable[[Mapping[int, str]], None]


class Terms(NamedTuple):
    """How requests are made and repeated."""

    source: str
    target: str
    terms: Callable[[Sequence[Text]], tuple[tuple[str, str], ...]]
    parallel: int = 4
    tries: int = 4
    timeout_s: float = 60.0
    deadline_s: float | None = None
    """From now on."""
    first_wait_s: float = FIRST_WAIT_S
    cancelled: Callable[[], bool] | None = None


class Asked:
    """What came of asking."""

    def __init__(self) -> None:
        self.requests = 0
        self.failures: dict[int, str] = {}
        self.stopped = ""


def batches(texts: Sequence[Text], engine: Engine) -> list[tuple[Text, ...]]:
    """Texts in order, as many together as an engine takes."""
    limits = engine.limits
    made: list[tuple[Text, ...]] = []
    batch: list[Text] = []
    size = 0
    for text in texts:
        length = len(text.xml if engine.marked else text.plain)
        full = len(batch) >= limits.texts or size + length > limits.characters
        if batch and full:
            made.append(tuple(batch))
            batch, size = [], 0
        batch.append(text)
        size += length
    if batch:
        made.append(tuple(batch))
    return made


async def ask_all(
    engine: Engine, texts: Sequence[Text], terms: Terms, check: Check, done: Done
) -> Asked:
    """Has texts translated.

    Args:
        engine: that translates.
        texts: with different ids.
        terms: of asking.
        check: each answer is looked at before it counts.
        done: told the answers of each batch, at once.

    Returns: what could not be had, by the ids of the texts, and why.

    Raises:
        Cancelled: the caller asked to stop; what is done is done.
    """
    asker = _Asker(engine, terms, check, done)
    asker.queue.extend(batches(texts, engine))
    await asker.run()
    return asker.asked


class _Asker:
    def __init__(self, engine: Engine, terms: Terms, check: Check, done: Done) -> None:
        self.queue: deque[tuple[Text, ...]] = deque()
        self.asked = Asked()
        self._engine = engine
        self._terms = terms
        self._check = check
        self._done = done
        self._not_before = 0.0
        """Time of the loop before which the engine is to be left alone."""
        self._in_a_row = 0

    async def run(self) -> None:
        """Works until the queue is empty, time is up or the caller cancels."""
        most = max(1, min(self._terms.parallel, self._engine.limits.parallel))
        workers = [asyncio.create_task(self._work()) for _ in range(min(most, len(self.queue)))]
        try:
            await self._watch(workers)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        if self.asked.stopped:
            self._stop(self.asked.stopped)  # what was under way too

    async def _watch(self, workers: list[asyncio.Task[None]]) -> None:
        """Waits for the workers; ends them at the deadline or when the caller cancels."""
        loop = asyncio.get_running_loop()
        end = None if self._terms.deadline_s is None else loop.time() + self._terms.deadline_s
        cancelled = self._terms.cancelled
        pending = set(workers)
        while pending:
            if cancelled is not None and cancelled():
                raise Cancelled("stopped while captions were being translated")
            left = None if end is None else end - loop.time()
            if left is not None and left <= 0:
                self.asked.stopped = f"not done within {self._terms.deadline_s:g} s"
                return
            waits = [wait for wait in (left, _POLL_S if cancelled else None) if wait is not None]
            finished, pending = await asyncio.wait(
                pending, timeout=min(waits, default=None), return_when=asyncio.FIRST_COMPLETED
            )
            for task in finished:
                task.result()

    async def _work(self) -> None:
        while self.queue and not self.asked.stopped:
            batch = self.queue.popleft()
            try:
                answers = await self._answered(batch)
            except asyncio.CancelledError:
                self.queue.append(batch)
                raise
            if answers is not None:
                self._done(answers)

    def _stop(self, reason: str) -> None:
        """Gives up all that was not asked yet."""
        self.asked.stopped = reason
        while self.queue:
            self._fail(self.queue.popleft(), reason)

    def _fail(self, batch: Sequence[Text], reason: str) -> None:
        self.asked.failures.update({text.id: reason for text in batch})

    async def _answered(self, batch: tuple[Text, ...]) -> dict[int, str] | None:
        """The answers to a batch; None: it failed, or was halved and will be asked again."""
        for attempt in range(max(1, self._terms.tries)):
            await self._wait()
            try:
                return await self._once(batch)
            except EngineBusy as error:
                reason = error.message
                wait_s = self._later(error, attempt)
            except BadAnswer as error:
                self._halve(batch, error.message)
                return None
            except EngineRefused as error:
                self.asked.stopped = self.asked.stopped or error.message
                self._fail(batch, error.message)
                return None
            self._count_failure(reason)
            if self.asked.stopped:
                break
            self._not_before = max(self._not_before, wait_s)
        self._fail(batch, reason)
        return None

    async def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        while (left := self._not_before - loop.time()) > 0:
            await asyncio.sleep(left)

    async def _once(self, batch: tuple[Text, ...]) -> dict[int, str]:
        terms = self._terms
        request = Request(terms.source, terms.target, batch, terms.terms(batch))
        self.asked.requests += 1
        try:
            async with asyncio.timeout(terms.timeout_s):
                answers = await self._engine.ask(request)
        except TimeoutError:
            raise EngineBusy(f"no answer within {terms.timeout_s:g} s") from None
        except (EngineBusy, BadAnswer, EngineRefused):
            raise
        except Exception as error:
            raise BadAnswer(f"the engine failed with {type(error).__name__}") from error
        _verify(batch, answers)
        for number, answer in answers.items():
            self._check(number, answer)
        self._in_a_row = 0
        return answers

    def _later(self, error: EngineBusy, attempt: int) -> float:
        """When the engine may be asked again, in the loop's time."""
        asked = error.details.get("wait_s")
        backoff = min(self._terms.first_wait_s * 2.0**attempt, MOST_WAIT_S)
        wait_s = backoff * random.uniform(0.5, 1.0)  # noqa: S311 - spreads requests, hides nothing
        if isinstance(asked, float) and asked > 0:
            if asked > LONGEST_REQUESTED_WAIT_S:
                self.asked.stopped = f"{error.message}; it wants to be left alone for {asked:g} s"
            wait_s = asked
        now: float = asyncio.get_running_loop().time()
        return now + wait_s

    def _halve(self, batch: tuple[Text, ...], reason: str) -> None:
        self._count_failure(reason)
        if len(batch) == 1 or self.asked.stopped:
            self._fail(batch, reason)
            return
        middle = len(batch) // 2
        self.queue.appendleft(batch[middle:])
        self.queue.appendleft(batch[:middle])

    def _count_failure(self, reason: str) -> None:
        self._in_a_row += 1
        if self._in_a_row >= PATIENCE and not self.asked.stopped:
            self.asked.stopped = f"{self._in_a_row} requests in a row failed, the last: {reason}"


def _verify(batch: Sequence[Text], answers: object) -> None:
    """Refuses answers that are not one text for each id, and no other.

    Raises:
        BadAnswer: so it is.
    """
    wanted = {text.id for text in batch}
    if not isinstance(answers, dict) or not all(isinstance(v, str) for v in answers.values()):
        raise BadAnswer("the engine gave no texts by their ids")
    if answers.keys() != wanted:
        missing, extra = len(wanted - answers.keys()), len(answers.keys() - wanted)
        raise BadAnswer(f"of {len(wanted)} texts {missing} are missing, {extra} were not asked for")
