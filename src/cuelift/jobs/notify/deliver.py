"""Takes messages out of the outbox and hands them to sinks until each is delivered or dead.

Every topic has a lane of its own: a receiver that hangs fills its lane, is passed over when more
messages are taken, and delays no other. What is held in memory is bounded by lanes times batch. A
message whose lease ran out while it waited is let go: it is due again, here or elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

import aiohttp
import msgspec

from cuelift.jobs.config import Topic
from cuelift.jobs.model import Message
from cuelift.jobs.notify.backoff import pause_s
from cuelift.jobs.notify.base import DeliveryMetrics, Outcome, Renderer, Sink, Verdict
from cuelift.jobs.notify.http import TOTAL_S, open_session
from cuelift.jobs.notify.sinks import open_sinks
from cuelift.jobs.ports import Outbox, TaskRepository

log = logging.getLogger(__name__)

NS = 1_000_000_000


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How messages are taken."""

    poll_s: float = 1.0
    """Between looks at an outbox with nothing due."""
    try_s: float = TOTAL_S
    """That one try may take."""
    lease_s: float = 4 * TOTAL_S
    """A message that was neither delivered nor put off is due again after this."""
    per_topic: int = 8
    """Messages that one receiver is sent at once."""
    batch: int = 32
    """Messages taken at once."""
    grace_s: float = TOTAL_S + 5
    """What is on its way may take so long to end after ``stop``."""


class _Lane:
    """What one topic has in hand."""

    def __init__(self, sink: Sink, topic: Topic, width: int) -> None:
        self.sink = sink
        self.topic = topic
        self.slots = asyncio.Semaphore(width)
        self.held = 0


class Deliverer:
    """Delivers messages, at least once each; several may share an outbox."""

    def __init__(
        self,
        outbox: Outbox,
        tasks: TaskRepository,
        topics: Mapping[str, Topic],
        render: Renderer,
        *,
        metrics: DeliveryMetrics | None = None,
        pace: Pace | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Makes the sinks.

        Args:
            outbox: whose messages are delivered.
            tasks: where the task of a message is found.
            topics: of the configuration.
            render: writes bodies.
            metrics: counts tries.
            pace: how messages are taken.
            chance: random numbers in ``[0, 1)``.

        Raises:
            UsageError: a topic is configured so that it cannot work.
        """
        self._outbox = outbox
        self._tasks = tasks
        self._render = render
        self._metrics = metrics
        self._pace = pace or Pace()
        self._chance = chance
        width = self._pace.per_topic
        self._lanes = {
            name: _Lane(sink, topics[name], width) for name, sink in open_sinks(topics).items()
        }
        self._running: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._stopped = False
        self._loop: asyncio.AbstractEventLoop | None = None

    def stop(self) -> None:
        """Makes ``run`` take no more, end what is on its way, and return; from any thread."""
        self._stopped = True
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: nothing is left to stop
                self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self) -> None:
        """Delivers until ``stop`` is called. What it leaves is due again when its lease is over."""
        self._loop = asyncio.get_running_loop()
        async with open_session(self._pace.try_s) as session:
            try:
                while not self._stopped:
                    if not await self._take(session):
                        await self._rest()
                if self._running:
                    await asyncio.wait(self._running, timeout=self._pace.grace_s)
            finally:
                for running in self._running:
                    running.cancel()
                await asyncio.gather(*self._running, return_exceptions=True)

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), self._pace.poll_s)
        self._wake.clear()

    async def _take(self, session: aiohttp.ClientSession) -> bool:
        """Takes messages and starts them; whether there may be more."""
        full = [name for name, lane in self._lanes.items() if lane.held >= self._pace.per_topic]
        lease_ns = int(self._pace.lease_s * NS)
        until = time.monotonic() + self._pace.lease_s
        take = partial(self._outbox.due, time.time_ns(), lease_ns, self._pace.batch, full)
        try:
            messages = await asyncio.to_thread(take)
        except Exception:
            # Whatever ails the database may be over soon.
            log.warning("messages cannot be taken from the outbox", exc_info=True)
            return False
        for message in messages:
            lane = self._lanes.get(message.topic)
            if lane is None:
                await self._bury(message)
                continue
            lane.held += 1
            running = asyncio.create_task(self._handle(session, message, lane, until))
            self._running.add(running)
            running.add_done_callback(partial(self._handled, lane))
        return len(messages) == self._pace.batch

    def _handled(self, lane: _Lane, running: asyncio.Task[None]) -> None:
        self._running.discard(running)
        lane.held -= 1
        if lane.held == self._pace.per_topic - 1:
            self._wake.set()  # the lane may have been passed over
        if not running.cancelled() and (error := running.exception()) is not None:
            log.warning("a message was left to its lease", exc_info=error)

    async def _bury(self, message: Message) -> None:
        """Puts a message without a receiver on the dead-letter list."""
        said = f"topic {message.topic!r} is not in the configuration; once it is, send this by: "
        said += f"cuelift notify retry {message.id}"
        log.warning("a message has no receiver", extra=_extra(message))
        try:
            await asyncio.to_thread(self._outbox.failed, message.id, said, None)
        except Exception:
            log.warning("a message was left to its lease", exc_info=True)
        else:
            self._count("", "dead", 0.0)

    async def _handle(
        self, session: aiohttp.ClientSession, message: Message, lane: _Lane, until: float
    ) -> None:
        async with lane.slots:
            began = time.monotonic()
            if self._stopped or began + self._pace.try_s > until:
                return
            verdict = await self._try(session, message, lane.sink)
            outcome = await self._conclude(message, lane, verdict)
            self._count(message.topic, outcome, time.monotonic() - began)

    async def _try(self, session: aiohttp.ClientSession, message: Message, sink: Sink) -> Verdict:
        task = await asyncio.to_thread(self._tasks.find, message.task)
        if task is None:
            return Verdict("refused", f"task {message.task} is not kept any more")
        try:
            body = await asyncio.to_thread(self._render, message, task, sink.format, sink.limit)
        except Exception as error:
            log.exception("the body of a message cannot be written", extra=_extra(message))
            return Verdict("refused", f"its body cannot be written: {str(error)[:200]}")
        return await sink.send(session, message.id, body)

    async def _conclude(self, message: Message, lane: _Lane, verdict: Verdict) -> Outcome:
        """Keeps how a try ended."""
        extra = {**_extra(message), "said": verdict.said}
        if verdict.state == "taken":
            await asyncio.to_thread(self._outbox.delivered, message.id)
            return "delivered"
        tries = message.attempts + 1
        if verdict.state == "later" and tries < lane.topic.attempts:
            log.info("a message is put off", extra=extra)
            wait_ns = int(pause_s(tries, self._chance(), verdict.wait_s) * NS)
            next_ns = time.time_ns() + wait_ns
            await asyncio.to_thread(self._outbox.failed, message.id, verdict.said, next_ns)
            return "retried"
        log.warning("a message is given up", extra=extra)
        said = f"{verdict.said} (try {tries} of {lane.topic.attempts})"
        await asyncio.to_thread(self._outbox.failed, message.id, said, None)
        return "dead"

    def _count(self, topic: str, outcome: Outcome, elapsed_s: float) -> None:
        if self._metrics is not None:
            self._metrics.tried(topic, outcome, elapsed_s)


def _extra(message: Message) -> dict[str, object]:
    return {"message_id": message.id, "task": message.task, "topic": message.topic}
