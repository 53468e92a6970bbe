"""Several objects read as one: an init segment and its media segments."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator, Sequence

from cuelift.store.base import BlockingObject, CostProfile, ObjectInfo, ReadStore


def join_info(infos: Sequence[ObjectInfo]) -> ObjectInfo:
    """What the joined object looks like."""
    return ObjectInfo(
        key=infos[0].key,
        size_bytes=sum(info.size_bytes for info in infos),
        identity="+".join(info.identity for info in infos),
        modified_ns=infos[0].modified_ns,
    )


class Layout:
    """Which parts a range of the joined object lies in."""

    def __init__(self, infos: Sequence[ObjectInfo]) -> None:
        self._starts = [0]
        for info in infos:
            self._starts.append(self._starts[-1] + info.size_bytes)

    def split(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Part number and the range within it, for each part that ``[start, end)`` touches."""
        pieces = []
        part = bisect_right(self._starts, start) - 1
        last = len(self._starts) - 1
        while start < end and part < last:
            base, stop = self._starts[part], min(end, self._starts[part + 1])
            if start < stop:
                pieces.append((part, start - base, stop - base))
            start = max(start, stop)
            part += 1
        return pieces


class JoinedObject:
    """Open objects of a blocking store, one behind the other."""

    def __init__(self, parts: Sequence[BlockingObject], infos: Sequence[ObjectInfo]) -> None:
        self._parts = parts
        self._layout = Layout(infos)

    def read(self, start: int, end: int) -> bytes:
        """Bytes ``[start, end)``; shorter only where the last part ends."""
        pieces = self._layout.split(start, end)
        return b"".join([self._parts[part].read(first, last) for part, first, last in pieces])

    def read_many(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of several ranges."""
        return [self.read(start, end) for start, end in ranges]

    def view(self, start: int, end: int) -> memoryview | None:
        """None: the parts lie apart."""
        return None

    def will_need(self, ranges: list[tuple[int, int]]) -> None:
        """Says which ranges are about to be read."""
        for start, end in ranges:
            for part, first, last in self._layout.split(start, end):
                self._parts[part].will_need([(first, last)])

    def resident_share(self) -> float:
        """The least of the parts' shares."""
        return min(part.resident_share() for part in self._parts)

    def check_unchanged(self) -> None:
        """Raises ``ObjectChanged`` when a part is no longer the one that was opened."""
        for part in self._parts:
            part.check_unchanged()

    def close(self) -> None:
        """Closes all parts."""
        for part in self._parts:
            part.close()


class JoinedStore:
    """A store that shows several of its objects as one."""

    def __init__(self, store: ReadStore, infos: Sequence[ObjectInfo]) -> None:
        self._store = store
        self._infos = infos
        self._layout = Layout(infos)

    @property
    def profile(self) -> CostProfile:
        """What reading costs here."""
        return self._store.profile

    async def head(self, key: str) -> ObjectInfo:
        """Describes one object of the store below."""
        return await self._store.head(key)

    async def get_range(self, info: ObjectInfo, start: int, end: int) -> bytes:
        """Bytes ``[start, end)`` of the joined object; ``info`` is the joined one."""
        pieces = self._layout.split(start, end)
        if len(pieces) == 1:
            part, first, last = pieces[0]
            return await self._store.get_range(self._infos[part], first, last)
        return b"".join(
            await asyncio.gather(
                *(self._store.get_range(self._infos[part], a, b) for part, a, b in pieces)
            )
        )

    def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        """Lists the store below."""
        return self._store.list(prefix)

    async def close(self) -> None:
        """Closes the store below."""
        await self._store.close()
