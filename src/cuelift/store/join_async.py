"""Several objects of a remote store read as one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from cuelift.store.base import CostProfile, ObjectInfo, ReadStore
from cuelift.store.join import Layout
from cuelift.store.tasks import all_of


class JoinedStore:
    """A store that shows several of its objects as one."""

    def __init__(
        self, store: ReadStore, infos: Sequence[ObjectInfo], connections: int | None
    ) -> None:
        self._store = store
        self._infos = infos
        self._layout = Layout(infos)
        # One range may lie in many parts: the driver's own count of reads does not bound them.
        self._slots = asyncio.Semaphore(connections or store.profile.max_connections)

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
            return await self._part(*pieces[0])
        return b"".join(await all_of(self._part(*piece) for piece in pieces))

    async def _part(self, part: int, start: int, end: int) -> bytes:
        async with self._slots:
            return await self._store.get_range(self._infos[part], start, end)

    def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        """Lists the store below."""
        return self._store.list(prefix)

    async def close(self) -> None:
        """Closes the store below."""
        await self._store.close()
