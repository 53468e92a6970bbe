"""The one place where bytes move: fetches, retries, limits, cancels and counts."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec

from cuelift.errors import Cancelled, LimitExceeded
from cuelift.media import ByteRange, Fetch, LookRange
from cuelift.store.base import CostProfile, Counters, ObjectInfo
from cuelift.store.coalesce import BYTES_GAP, Budget, coalesce

T = TypeVar("T")

HELD_BYTES = 32 * 1024 * 1024
"""Of index reads kept for asking again."""
AT_HAND = 0.9
"""Of an object in the page cache, from which a view of it beats a copy, and telling the kernel what
comes next only costs."""
HELD_BLOCKS = 64
"""Index reads kept: looking one up goes through all of them."""
ASK_AHEAD = 16 * 1024
"""A remote read of a header asks for at least this much: walking boxes shall not cost a request
each."""


class ReadLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What reading one source may cost; None: no limit."""

    bytes_per_s: float | None = None
    connections: int | None = None
    """A fixed number of connections; None: it adapts."""
    timeout_s: float | None = None
    """For all of the source, from its opening."""
    max_bytes: int | None = None
    """Payload bytes, over which ``LimitExceeded`` is raised."""
    attempts: int = 5
    """Tries of one range, the first one included."""


class Job(NamedTuple):
    """A range to fetch in a stream."""

    start: int
    end: int
    tag: int
    """The caller's own; comes back with the bytes."""


class Progress(msgspec.Struct, frozen=True):
    """How far reading has come."""

    bytes_read: int
    requests: int
    jobs_done: int
    jobs_known: int


class Transport(Protocol):
    """Fetches ranges of one open object, one way or the other."""

    def gather(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of all ranges, in order; every range lies within the object."""

    def stream(self, queue: deque[Job]) -> Iterator[list[tuple[Job, bytes]]]:
        """Fetches jobs from the left of the queue until it is empty and all have come back.

        The caller may put further jobs into the queue between two steps.
        """

    def view(self, start: int, end: int) -> memoryview | None:
        """Bytes ``[start, end)`` without a copy; None: there is no way."""

    def resident_share(self) -> float:
        """Estimated share of the object that is at hand without a disk or a network, 0 to 1."""

    def check(self) -> None:
        """Raises when the caller wants to stop or the time is up."""

    def check_unchanged(self) -> None:
        """Raises ``ObjectChanged`` when what was read may be of another object."""

    def close(self) -> None:
        """Ends all reading."""


class Gate:
    """Watches the limits of one source: time, bytes, rate, and the wish to stop."""

    def __init__(
        self, limits: ReadLimits, counters: Counters, cancelled: Callable[[], bool] | None
    ) -> None:
        self.limits = limits
        self.counters = counters
        self._cancelled = cancelled
        self._deadline = None if limits.timeout_s is None else time.monotonic() + limits.timeout_s
        self._free_at = 0.0
        self._settled = 0
        """Bytes of reads that have ended; exact whenever none is under way."""
        self._reserved = 0
        """Bytes of admitted reads that are under way."""

    @property
    def open(self) -> bool:
        """Whether there is nothing to watch: no limit of bytes, rate or time, nobody to ask."""
        return self._cancelled is None and self._deadline is None and not self.metered

    @property
    def metered(self) -> bool:
        """Whether bytes are limited, in number or rate."""
        return self.limits.max_bytes is not None or bool(self.limits.bytes_per_s)

    def left_s(self) -> float | None:
        """Seconds until the time limit; None: there is none."""
        return None if self._deadline is None else self._deadline - time.monotonic()

    def check(self) -> None:
        """Raises when the caller wants to stop or the time is up."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled("reading was cancelled")
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise LimitExceeded(f"not done within {self.limits.timeout_s:g} s")

    def admit(self, size: int) -> float:
        """Seconds to wait before a read of ``size`` bytes may be sent; ``settle`` ends it.

        Raises:
            LimitExceeded: these bytes would be too many.
            Cancelled: the caller asked to stop.
        """
        self.check()
        limit = self.limits.max_bytes
        if limit is not None:
            if not self._reserved:
                self._settled = self.counters.bytes_read
            if self._settled + self._reserved + size > limit:
                raise LimitExceeded(
                    f"reading {size:,} more bytes would pass the limit of {limit:,}", limit=limit
                )
            self._reserved += size
        rate = self.limits.bytes_per_s
        if not rate:
            return 0.0
        now = time.monotonic()
        wait = max(self._free_at - now, 0.0)
        self._free_at = max(self._free_at, now) + size / rate
        return wait

    def settle(self, size: int, before: int) -> None:
        """Ends an admitted read, however it went.

        Args:
            size: as it was admitted.
            before: ``counters.bytes_read`` when it was; of a failed read, no more than what came
                since then is held against the limit.
        """
        if self.limits.max_bytes is not None:
            self._reserved -= size
            self._settled += min(size, self.counters.bytes_read - before)


class Source:
    """One object, opened for reading: runs readers and streams payload.

    Everything it reads is pinned to the object's identity, limited and counted.
    """

    def __init__(
        self,
        uri: str,
        info: ObjectInfo,
        profile: CostProfile,
        counters: Counters,
        transport: Transport,
    ) -> None:
        self.uri = uri
        self.info = info
        self.profile = profile
        self.counters = counters
        self._transport = transport
        self._held: deque[tuple[int, int, bytes]] = deque()
        self._held_bytes = 0

    @property
    def size(self) -> int:
        """Of the object, in bytes."""
        return self.info.size_bytes

    def run(self, fetch: Fetch[T]) -> T:
        """Drives a reader to its result."""
        try:
            wanted = next(fetch)
            while True:
                wanted = fetch.send(self.gather(wanted))
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            fetch.close()

    def gather(self, wanted: Sequence[ByteRange]) -> list[bytes]:
        """The bytes of each range, cut at the object's end; near ranges share a request."""
        size = self.size
        if len(wanted) == 1 and isinstance(wanted[0], LookRange):
            view = self._look(*wanted[0])
            if view is not None:
                return [view]
        clipped = [ByteRange(min(start, size), min(end, size)) for start, end in wanted]
        found = [self._from_held(start, end) for start, end in clipped]
        missing = [i for i, data in enumerate(found) if data is None]
        if missing:
            self.counters.rounds += 1
            for position, data in zip(
                missing, self._fetch([clipped[i] for i in missing]), strict=True
            ):
                found[position] = data
        return [data or b"" for data in found]

    def _look(self, start: int, end: int) -> Any:
        """A view of what lies in memory anyway; None: it has to be read."""
        if self.profile.remote or self.resident_share() < AT_HAND:
            return None
        return self.view(start, min(end, self.size))

    def _fetch(self, ranges: list[ByteRange]) -> list[bytes]:
        asked = [self._ask_ahead(where) for where in ranges] if len(ranges) == 1 else ranges
        merged = coalesce(asked, Budget(BYTES_GAP, None))
        blocks = self._transport.gather([ByteRange(part.start, part.end) for part in merged])
        found: list[bytes] = [b""] * len(ranges)
        for part, block in zip(merged, blocks, strict=True):
            self._hold(part.start, block)
            for member in part.members:
                start, end = ranges[member]
                whole = start == part.start and end == part.end
                found[member] = block if whole else block[start - part.start : end - part.start]
        return found

    def _ask_ahead(self, where: ByteRange) -> ByteRange:
        if not self.profile.remote or where.end - where.start >= ASK_AHEAD:
            return where
        return ByteRange(where.start, min(max(where.end, where.start + ASK_AHEAD), self.size))

    def _hold(self, start: int, block: bytes) -> None:
        if len(block) > HELD_BYTES // 4:
            return
        held = self._held
        held.append((start, start + len(block), block))
        self._held_bytes += len(block)
        while len(held) > HELD_BLOCKS or self._held_bytes > HELD_BYTES:
            first, last, _ = held.popleft()
            self._held_bytes -= last - first

    def _from_held(self, start: int, end: int) -> bytes | None:
        if start >= end:
            return b""
        for first, last, block in reversed(self._held):
            if first <= start and end <= last:
                return block[start - first : end - first]
        return None

    def fetch(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of each range within the object, one read each; nothing is merged or kept."""
        return self._transport.gather(ranges)

    def view(self, start: int, end: int) -> memoryview | None:
        """Bytes ``[start, end)`` without a copy, to look at a few of them; None: there is no way.

        Counted whole, though only what is looked at is fetched.
        """
        return self._transport.view(start, end)

    def resident_share(self) -> float:
        """Estimated share of the object that is at hand without a disk or a network, 0 to 1."""
        return self._transport.resident_share()

    def check(self) -> None:
        """To be asked now and then while something else than reading takes its time.

        Raises:
            Cancelled: the caller asked to stop.
            LimitExceeded: the time for this source is up.
        """
        self._transport.check()

    def check_unchanged(self) -> None:
        """Raises ``ObjectChanged`` when the object is no longer the one that was opened.

        To be asked once all is read; reads of remote objects are pinned one by one.
        """
        self._transport.check_unchanged()

    def drop_held(self) -> None:
        """Forgets the index reads; they are not asked for again once payload is read."""
        self._held.clear()
        self._held_bytes = 0

    def stream(self, queue: deque[Job]) -> Iterator[list[tuple[Job, bytes]]]:
        """Fetches the jobs of a queue, many at once, in batches as they arrive.

        Jobs leave the queue from the left; the caller may add more between two batches, at the
        left end what is wanted first.
        """
        return self._transport.stream(queue)

    def close(self) -> None:
        """Ends all reading and gives the connections back."""
        self.drop_held()
        self._transport.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def jobs(parts: Iterable[tuple[int, int]]) -> deque[Job]:
    """A queue of ranges, tagged by their position."""
    return deque(Job(start, end, tag) for tag, (start, end) in enumerate(parts))
