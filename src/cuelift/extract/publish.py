"""Writes the files of a source, whole or not at all."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from queue import SimpleQueue
from threading import Event, Lock, Thread

import msgspec

from cuelift.errors import Cancelled, CueliftError, LimitExceeded, StoreError, TransientError
from cuelift.store import StoreOptions, open_target, parse_uri
from cuelift.store.base import Counters, Location, ObjectWriter, WriteTarget
from cuelift.store.drive import Job, Source

PUBLISHERS = 8
"""Files that are published at once."""
RETRY_PAUSES_S = (0.3, 1.0, 3.0, 10.0)


class Publisher:
    """Files of one source: made safe one by one, in the background, and published together."""

    def __init__(
        self,
        options: StoreOptions,
        counters: Counters,
        *,
        fence: Callable[[], None] | None = None,
        max_bytes: int | None = None,
    ) -> None:
        """Makes a publisher.

        Args:
            options: of the stores that are written.
            counters: of what is written.
            fence: raises ``Cancelled`` when nothing may be published any more.
            max_bytes: of all files together.
        """
        self.failed: dict[str, str] = {}
        """Files that were not essential and could not be written, and why."""
        self._options = options
        self._counters = counters
        self._fence = _Fence(fence)
        self._limit = max_bytes
        self._size = 0
        self._begun: list[_Begun] = []
        self._sealing: deque[_Step] = deque()
        self._crew = _Crew()
        self._targets: dict[tuple[str, str], WriteTarget] = {}

    def add(
        self, uri: str, chunks: Iterable[bytes], *, essential: bool = True, last: bool = False
    ) -> None:
        """Writes one file, not yet visible under its name.

        Args:
            uri: its name.
            chunks: its bytes.
            essential: whether a failure of this file shall be one of all files.
            last: whether it tells that others are there, and so must not be before them.

        Raises:
            StoreError: it cannot be written.
            LimitExceeded: all files together would have too many bytes.
        """
        # Open files are few at any time: a process may have only so many.
        if len(self._sealing) >= PUBLISHERS:
            self._note([self._sealing.popleft()])
        begun = None
        try:
            location = parse_uri(uri)
            writer = self._target(location).writer(location.key)
            begun = _Begun(uri, writer, essential, last)
            self._begun.append(begun)
            for chunk in chunks:
                self._account(chunk)
                writer.write(chunk)
        except (Cancelled, LimitExceeded):
            raise
        except CueliftError as error:
            if essential:
                raise
            self.failed[uri] = error.message
            if begun is not None:
                self._begun.remove(begun)
                begun.writer.abort()
            return
        self._sealing.append(self._crew.start(begun, _seal))

    def _target(self, location: Location) -> WriteTarget:
        """The store of a location, opened once: thousands of pictures go into one folder."""
        place = location.scheme, location.root
        if place not in self._targets:
            self._targets[place] = open_target(location, self._options, self._counters)
        return self._targets[place]

    def _account(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._limit is not None and self._size > self._limit:
            raise LimitExceeded(
                f"the outputs have over {self._limit:,} bytes together", output_limit=self._limit
            )

    def publish(self) -> None:
        """Makes all files visible, once the bytes of all are safe.

        Raises:
            Cancelled: the fence is closed; files that were not published by then are removed.
            StoreError: some file could not be made safe, then none was published; or could not
                be published, then the others were, but for those that come last.
        """
        self._end_sealing()
        begun, self._begun = self._begun, []
        self._begun = [item for item in begun if item.last]
        self._commit_all([item for item in begun if not item.last])
        begun, self._begun = self._begun, []
        self._commit_all(begun)

    def _commit_all(self, begun: Sequence[_Begun]) -> None:
        steps: list[_Step] = []
        for item in begun:
            if len(steps) >= PUBLISHERS:
                steps[-PUBLISHERS].outcome()
            steps.append(self._crew.start(item, self._commit))
        self._note(steps)

    def _commit(self, begun: _Begun) -> None:
        def step() -> None:
            self._fence.pass_through()
            begun.writer.commit()

        _persist(step)

    def _end_sealing(self) -> None:
        sealing = list(self._sealing)
        self._sealing.clear()
        self._note(sealing)

    def _note(self, steps: Sequence[_Step]) -> None:
        """Waits for steps; drops files that failed and need not succeed."""
        failures = [(step.begun, error) for step in steps if (error := step.outcome())]
        for begun, _ in failures:
            if begun in self._begun:
                self._begun.remove(begun)
        for begun, error in failures:
            must = begun.essential or isinstance(error, Cancelled)
            if must or not isinstance(error, CueliftError):
                raise error
            self.failed[begun.uri] = error.message

    def abort(self) -> None:
        """Leaves no trace of what is not yet published."""
        for step in self._sealing:
            step.outcome()
        for begun in self._begun:
            begun.writer.abort()
        self._sealing.clear()
        self._begun.clear()
        self._crew.dismiss()


class _Fence:
    """Asks one at a time, and once it is closed not again."""

    def __init__(self, ask: Callable[[], None] | None) -> None:
        self._ask = ask
        self._lock = Lock()
        self._closed: CueliftError | None = None

    def pass_through(self) -> None:
        """Raises when nothing may be published any more."""
        if self._ask is None:
            return
        with self._lock:
            if self._closed is not None:
                raise self._closed
            try:
                self._ask()
            except CueliftError as error:
                self._closed = error
                raise


class _Begun(msgspec.Struct, frozen=True):
    uri: str
    writer: ObjectWriter
    essential: bool
    last: bool


class _Step:
    """Something done with a file on a thread: flushing to a disk or a network is waiting."""

    def __init__(self, begun: _Begun, step: Callable[[_Begun], None]) -> None:
        self.begun = begun
        self._step = step
        self._error: BaseException | None = None
        self._done = Event()

    def run(self) -> None:
        """Does it."""
        try:
            self._step(self.begun)
        except BaseException as error:  # noqa: BLE001 - raised by the thread that waits
            self._error = error
            self.begun.writer.abort()
        finally:
            self._done.set()

    def outcome(self) -> BaseException | None:
        """Waits for it; what went wrong, if anything did."""
        self._done.wait()
        return self._error


class _Crew:
    """Threads that do steps, no more of them than there were steps."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[_Step | None] = SimpleQueue()
        self._threads = 0

    def start(self, begun: _Begun, step: Callable[[_Begun], None]) -> _Step:
        """Has a step done."""
        made = _Step(begun, step)
        if self._threads < PUBLISHERS:
            self._threads += 1
            Thread(target=self._work, daemon=True).start()
        self._queue.put(made)
        return made

    def _work(self) -> None:
        while (step := self._queue.get()) is not None:
            step.run()

    def dismiss(self) -> None:
        """Ends the threads once all is done."""
        for _ in range(self._threads):
            self._queue.put(None)
        self._threads = 0


def _seal(begun: _Begun) -> None:
    _persist(begun.writer.seal)


def _persist(step: Callable[[], None]) -> None:
    for pause_s in RETRY_PAUSES_S:
        try:
            return step()
        except TransientError:
            time.sleep(pause_s)
    return step()


CHUNK = 4 * 1024 * 1024


def copy_range(source: Source, start: int, end: int) -> Iterable[bytes]:
    """The bytes of a range, in chunks.

    Raises:
        StoreError: the object ends before the range does.
    """
    if end > source.size:
        raise StoreError(f"{source.uri}: bytes {start}-{end - 1} lie past its end ({source.size})")
    for at in range(start, end, CHUNK):
        for batch in source.stream(deque([Job(at, min(at + CHUNK, end), 0)])):
            for _, data in batch:
                yield data
