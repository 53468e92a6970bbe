"""Writes objects by signed requests: where obstore does not speak the store's language."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import IO, Any

from cuelift.store.base import Counters, Location
from cuelift.store.collect import PART_BYTES, CollectingWriter, part_bytes
from cuelift.store.credentials import Bucket
from cuelift.store.drive_async import EventLoop
from cuelift.store.options import StoreOptions
from cuelift.store.tasks import all_of
from cuelift.store.uploads import Uploads

_PARALLEL_PARTS = 4


class SignedWriter(CollectingWriter):
    """Sends one object, in parts if it is large."""

    def __init__(
        self,
        location: Location,
        key: str,
        bucket: Bucket,
        options: StoreOptions,
        counters: Counters,
        name: str,
    ) -> None:
        super().__init__(key, name, counters)
        self._reach = (location, bucket, options, counters)

    def _send(self, file: IO[bytes]) -> None:
        # Files of one run are sent from several threads: each has its own loop and connections.
        uploads = Uploads(*self._reach)
        loop = EventLoop()
        try:
            loop.call(self._sending(uploads, file))
        finally:
            loop.close()

    async def _sending(self, uploads: Uploads, file: IO[bytes]) -> None:
        try:
            if self._size <= PART_BYTES:
                await uploads.put(self._key, file.read())
            else:
                await self._in_parts(uploads, file)
        finally:
            await uploads.close()

    async def _in_parts(self, uploads: Uploads, file: IO[bytes]) -> None:
        upload = await uploads.begin(self._key)
        size, tags, number = part_bytes(self._size), dict[int, str](), 0
        try:
            while number * size < self._size:
                batch: list[Coroutine[Any, Any, str]] = []
                first = number + 1
                for _ in range(_PARALLEL_PARTS):
                    data = file.read(size)
                    if data:
                        number += 1
                        batch.append(uploads.part(self._key, upload, number, data))
                tags.update(enumerate(await all_of(batch), first))
            await uploads.complete(self._key, upload, tags)
        except BaseException:
            await uploads.drop(self._key, upload)
            raise
