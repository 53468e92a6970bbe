"""Fetches from a store across a network: many ranges at once, with retries."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from typing import Any, TypeVar

from cuelift.errors import LimitExceeded, StoreError, TransientError
from cuelift.media import ByteRange
from cuelift.store.base import ObjectInfo, ReadStore
from cuelift.store.drive import Gate, Job
from cuelift.store.tasks import POLL_S, all_of, end, watched

T = TypeVar("T")

CONNECTION_STEPS = (16, 64, 256)
BUFFERED_BYTES = 48 * 1024 * 1024
"""Of answers that wait for the caller, and of big ranges on their way."""
PIECE = 2 * 1024 * 1024
"""Index reads longer than twice this are fetched in pieces side by side."""
BACKOFF_S = 0.2
BACKOFF_CAP_S = 20.0
SMALL = 64 * 1024
"""Answers below this are handed over many at a time."""
LINGER_S = 0.002
"""Waited for more answers before a batch is handed over: stepping the loop costs too."""


class EventLoop:
    """An event loop of our own, run by whoever waits.

    Where the calling thread already runs a loop (a notebook), ours runs in a helper thread.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs one coroutine to its end."""
        if asyncio._get_running_loop() is None:
            return self._loop.run_until_complete(work)
        outcome: list[T] = []
        failure: list[BaseException] = []
        task = self._loop.create_task(work)

        def run() -> None:
            try:
                outcome.append(self._loop.run_until_complete(task))
            except BaseException as error:  # noqa: BLE001 - handed to the waiting thread
                failure.append(error)

        thread = threading.Thread(target=run, name="cuelift-io", daemon=True)
        thread.start()
        try:
            thread.join()
        except BaseException:
            # An interrupt reaches only this thread; our loop must not go on without it.
            self._loop.call_soon_threadsafe(task.cancel)
            thread.join()
            raise
        if failure:
            raise failure[0]
        return outcome[0]

    def close(self) -> None:
        """Ends what still runs, then the loop."""
        if not self.closed:
            self.call(_cancel_all())
            self._loop.close()

    @property
    def closed(self) -> bool:
        """Whether nothing can run any more."""
        return self._loop.is_closed()


async def _cancel_all() -> None:
    current = asyncio.current_task()
    await end([task for task in asyncio.all_tasks() if task is not current])


class AsyncTransport:
    """Fetches ranges through as many connections as help."""

    def __init__(self, loop: EventLoop, store: ReadStore, info: ObjectInfo, gate: Gate) -> None:
        self._loop = loop
        self._store = store
        self._info = info
        self._gate = gate
        self._width = Width(gate.limits.connections, store.profile.max_connections)

    def gather(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of all ranges, in order."""
        pieces = [piece for where in ranges for piece in _pieces(ByteRange(*where))]
        found = self._loop.call(self._gather(pieces))
        if len(pieces) == len(ranges):
            return found
        blocks = iter(found)
        return [b"".join([next(blocks) for _ in _pieces(ByteRange(*where))]) for where in ranges]

    async def _gather(self, pieces: list[ByteRange]) -> list[bytes]:
        if len(pieces) == 1:
            return [await watched(self._fetch(*pieces[0]), self._gate.check)]
        found: list[bytes] = [b""] * len(pieces)
        flight = _Flight(self, deque(Job(start, end, i) for i, (start, end) in enumerate(pieces)))
        try:
            while batch := await flight.next_batch():
                for job, data in batch:
                    found[job.tag] = data
        finally:
            await flight.close()
        return found

    def stream(self, queue: deque[Job]) -> Iterator[list[tuple[Job, bytes]]]:
        """Fetches the jobs of the queue side by side; batches come as they arrive."""
        flight = _Flight(self, queue)
        try:
            while batch := self._loop.call(flight.next_batch()):
                yield batch
        finally:
            if not self._loop.closed:
                self._loop.call(flight.close())

    async def _fetch(self, start: int, end: int) -> bytes:
        """One range, tried again while that may help."""
        try:
            return await self._try(start, end)
        except TransientError as error:
            return await self._again(start, end, error)

    async def _try(self, start: int, end: int) -> bytes:
        gate = self._gate
        before = gate.counters.bytes_read
        wait = gate.admit(end - start)
        try:
            if wait > 0:
                await asyncio.sleep(wait)
            return await self._store.get_range(self._info, start, end)
        finally:
            gate.settle(end - start, before)

    async def _again(self, start: int, end: int, error: TransientError) -> bytes:
        def attempt() -> Awaitable[bytes]:
            self._width.slow_down()
            return self._try(start, end)

        what = f"bytes {start}-{end - 1}"
        return await retry(attempt, self._gate, error, what)

    def view(self, start: int, end: int) -> memoryview | None:
        """None: a remote object has to be fetched."""
        return None

    def check(self) -> None:
        """Raises when the caller wants to stop or the time is up."""
        self._gate.check()

    def check_unchanged(self) -> None:
        """Nothing to do: every answer was pinned to the object."""

    def resident_share(self) -> float:
        """Nothing of a remote object is at hand."""
        return 0.0

    def close(self) -> None:
        """Closes the store and the loop."""
        if self._loop.closed:
            return
        try:
            self._loop.call(self._store.close())
        finally:
            self._loop.close()


async def retry(
    attempt: Callable[[], Awaitable[T]], gate: Gate, error: TransientError, what: str
) -> T:
    """Goes on trying after a first failure, with growing pauses.

    Raises:
        StoreError: the last try failed too.
        LimitExceeded: there is no time for another try.
    """
    for number in range(1, gate.limits.attempts):
        await asyncio.sleep(_pause(number, error, gate))
        gate.counters.retries += 1
        try:
            return await attempt()
        except TransientError as again:
            error = again
    tries = f"{gate.limits.attempts} tries"
    raise StoreError(f"{error.message} ({what}, {tries})", **error.details) from error


def _pause(number: int, error: TransientError, gate: Gate) -> float:
    pause = BACKOFF_S * 2.0 ** (number - 1) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter
    told = error.details.get("retry_after_s")
    if isinstance(told, int | float):
        pause = max(pause, float(told))
    pause = min(pause, BACKOFF_CAP_S)
    left = gate.left_s()
    if left is not None and pause > left:
        raise LimitExceeded(f"no time left for another try: {error.message}") from error
    return pause


async def patiently(
    keys: Sequence[str],
    call: Callable[[str], Awaitable[T]],
    gate: Gate,
    what: str = "its description",
) -> list[T]:
    """Asks something of several objects side by side, each tried again while that may help.

    Raises:
        Cancelled, LimitExceeded: the gate says so, even while an answer is waited for.
    """
    slots = asyncio.Semaphore(gate.limits.connections or CONNECTION_STEPS[0])

    async def one(key: str) -> T:
        async with slots:
            gate.check()
            try:
                return await call(key)
            except TransientError as error:
                return await retry(lambda: call(key), gate, error, what)

    return await watched(all_of(one(key) for key in keys), gate.check)


def _pieces(where: ByteRange) -> list[ByteRange]:
    start, end = where
    if end - start <= 2 * PIECE:
        return [where]
    return [ByteRange(at, min(at + PIECE, end)) for at in range(start, end, PIECE)]


class Width:
    """How many connections are used at once: more while that helps, fewer when told to slow."""

    def __init__(self, fixed: int | None, most: int) -> None:
        self._most = fixed or most
        self._steps = [step for step in CONNECTION_STEPS if step < self._most] + [self._most]
        self.now = self._most if fixed else self._steps[0]
        self._done = 0
        self._slowed_at = 0.0

    def completed(self) -> bool:
        """One range came back; after two rounds without trouble the next step is taken.

        Returns: whether there is room for more workers now.
        """
        self._done += 1
        if self._done < 2 * self.now or self.now >= self._most:
            return False
        self._done = 0
        self.now = next(step for step in self._steps if step > self.now)
        return True

    def slow_down(self) -> None:
        """The store is in trouble; halves the width, at most once a second."""
        now = time.monotonic()
        if now - self._slowed_at > 1.0:
            self._slowed_at = now
            self._done = 0
            self.now = max(self.now // 2, 1)


class _Flight:
    """The workers of one stream; they pause while the caller is behind with what has arrived."""

    def __init__(self, transport: AsyncTransport, queue: deque[Job]) -> None:
        self._fetch = transport._fetch
        self._gate = transport._gate
        self._width = transport._width
        self._queue = queue
        self._workers: set[asyncio.Task[None]] = set()
        self._ready: list[tuple[Job, bytes]] = []
        self._arrived = asyncio.Event()
        self._held = 0
        self._failure: BaseException | None = None

    async def next_batch(self) -> list[tuple[Job, bytes]]:
        """What has arrived since the last call; empty: all is done."""
        self._launch()
        while not self._ready and self._failure is None and self._workers:
            self._arrived.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), POLL_S)
            self._gate.check()
        if self._workers and self._queue and len(self._ready[0][1] if self._ready else b"") < SMALL:
            await asyncio.sleep(LINGER_S)
        if self._failure is not None:
            raise self._failure
        batch, self._ready = self._ready, []
        self._held -= sum([job.end - job.start for job, _ in batch])
        return batch

    def _launch(self) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(min(self._width.now - len(self._workers), len(self._queue))):
            worker = loop.create_task(self._work())
            self._workers.add(worker)
            worker.add_done_callback(self._ended)

    def _ended(self, worker: asyncio.Task[None]) -> None:
        self._workers.discard(worker)
        if not worker.cancelled() and self._failure is None:
            self._failure = worker.exception()
        self._arrived.set()

    async def _work(self) -> None:
        queue, width = self._queue, self._width
        while queue and len(self._workers) <= width.now:
            size = queue[0].end - queue[0].start
            if self._held and self._held + size > BUFFERED_BYTES:
                return
            job = queue.popleft()
            self._held += size
            data = await self._fetch(job.start, job.end)
            self._ready.append((job, data))
            self._arrived.set()
            if width.completed():
                self._launch()

    async def close(self) -> None:
        """Stops the workers and waits for them."""
        await end(self._workers)
