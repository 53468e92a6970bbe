"""Fetches from a store that answers at once."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence

from cuelift.store.base import BlockingObject
from cuelift.store.drive import AT_HAND, Gate, Job

BATCH = 256
BATCH_BYTES = 1024 * 1024


class BlockingTransport:
    """Reads one range after the other, in the caller's own thread."""

    def __init__(self, opened: BlockingObject, gate: Gate) -> None:
        self._object = opened
        self._gate = gate
        self._resident: float | None = None

    def gather(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of all ranges, in order."""
        if len(ranges) > 1 and self.resident_share() < AT_HAND:
            self._object.will_need([(start, end) for start, end in ranges])
        if self._gate.open:
            return self._object.read_many(ranges)
        return [self._read(start, end) for start, end in ranges]

    def _read(self, start: int, end: int) -> bytes:
        gate = self._gate
        before = gate.counters.bytes_read
        wait = gate.admit(end - start)
        try:
            while wait > 0:
                time.sleep(min(wait, 0.2))
                wait -= 0.2
                gate.check()
            return self._object.read(start, end)
        finally:
            gate.settle(end - start, before)

    def stream(self, queue: deque[Job]) -> Iterator[list[tuple[Job, bytes]]]:
        """Reads the jobs of the queue in batches."""
        if len(queue) > 1 and self.resident_share() < AT_HAND:
            self._object.will_need([(job.start, job.end) for job in queue])
        while queue:
            batch: list[Job] = []
            room = BATCH_BYTES
            while queue and room > 0 and len(batch) < BATCH:
                batch.append(job := queue.popleft())
                room -= job[1] - job[0]
            if self._gate.open:
                found = self._object.read_many([job[:2] for job in batch])
            else:
                found = [self._read(job.start, job.end) for job in batch]
            yield list(zip(batch, found, strict=True))
        self._object.check_unchanged()

    def view(self, start: int, end: int) -> memoryview | None:
        """Bytes ``[start, end)`` without a copy, where the object can be mapped.

        None where bytes are limited: a view counts whole, whatever is looked at.
        """
        if self._gate.metered:
            return None
        self._gate.check()
        return self._object.view(start, end)

    def resident_share(self) -> float:
        """Estimated share of the object that lies in the page cache, 0 to 1; asked for once."""
        if self._resident is None:
            self._resident = self._object.resident_share()
        return self._resident

    def check(self) -> None:
        """Raises when the caller wants to stop or the time is up."""
        self._gate.check()

    def check_unchanged(self) -> None:
        """Raises ``ObjectChanged`` when the object is no longer the one that was opened."""
        self._object.check_unchanged()

    def close(self) -> None:
        """Closes the object."""
        self._object.close()
