"""Copies a large object into a bucket, part by part; an interrupted upload is gone on with.

The state folder holds a file for each upload that has begun: its id and the tags of the parts that
are there. It says nothing that would let anybody else write.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeAlias

import msgspec

from cuelift.errors import NotFound, StoreError
from cuelift.store import copy_options
from cuelift.store.base import Counters, Location
from cuelift.store.collect import part_bytes
from cuelift.store.copy_options import CopyOptions
from cuelift.store.credentials import Bucket
from cuelift.store.drive import Gate, Job, Source
from cuelift.store.drive_async import EventLoop, patiently
from cuelift.store.uploads import Uploads

_BATCH = 4
"""Parts that are sent side by side."""

_Batch: TypeAlias = list[tuple[Job, bytes]]


class State(msgspec.Struct, kw_only=True):
    """An upload that has begun."""

    source: str
    identity: str
    target: str
    size: int
    part: int
    """Bytes of every part but the last."""
    upload: str
    tags: dict[int, str] = {}


def copy_in_parts(
    source: Source,
    place: Location,
    bucket: Bucket,
    options: CopyOptions,
    counters: Counters,
    watch: Callable[[int, int], None],
) -> int:
    """Copies a source into a bucket; it appears when its last part is there.

    Returns: how many bytes were there from an earlier try.

    Raises:
        StoreError: the source cannot be read or a part not be sent; what was sent is remembered.
    """
    copy = _Copy(source, place, bucket, options, counters)
    try:
        return copy.run(watch)
    finally:
        copy.close()


class _Copy:
    def __init__(
        self,
        source: Source,
        place: Location,
        bucket: Bucket,
        options: CopyOptions,
        counters: Counters,
    ) -> None:
        self._source = source
        self._place = place
        self._uploads = Uploads(place, bucket, options.target, counters)
        self._loop = EventLoop()
        self._stopped = False
        limits = msgspec.structs.replace(options.limits, max_bytes=None)
        self._gate = Gate(limits, counters, lambda: self._stopped)
        self._path = _state_path(options.state, source, place)

    def run(self, watch: Callable[[int, int], None]) -> int:
        """All of it; an upload that the store has forgotten is begun anew, once."""
        state = self._remembered()
        if state is not None and state.tags:
            try:
                return self._carry_on(state, watch)
            except NotFound:
                self._forget()
                self._stopped = False
        return self._carry_on(self._begin(), watch)

    def _begin(self) -> State:
        key = self._place.key

        async def begin(key: str) -> str:
            return await self._uploads.begin(key)

        [upload] = self._loop.call(patiently([key], begin, self._gate, "the upload's begin"))
        state = State(
            source=self._source.uri,
            identity=self._source.info.identity,
            target=self._place.uri,
            size=self._source.size,
            part=part_bytes(self._source.size, copy_options.UPLOAD_PART),
            upload=upload,
            tags={},
        )
        self._remember(state)
        return state

    def _carry_on(self, state: State, watch: Callable[[int, int], None]) -> int:
        size, part = state.size, state.part
        jobs = [
            Job((number - 1) * part, min(number * part, size), number)
            for number in range(1, -(-size // part) + 1)
        ]
        resumed = done = sum(job.end - job.start for job in jobs if job.tag in state.tags)
        watch(done, size)
        missing = deque(job for job in jobs if job.tag not in state.tags)
        done = self._send_all(state, missing, done, watch)
        self._source.check_unchanged()
        self._complete(state)
        self._forget()
        return resumed

    def _send_all(
        self, state: State, missing: deque[Job], done: int, watch: Callable[[int, int], None]
    ) -> int:
        """Sends parts as they are fetched: a batch is on its way while the next one is read."""
        sending: Future[int] | None = None
        waiting: _Batch = []
        with ThreadPoolExecutor(1, thread_name_prefix="cuelift-upload") as pool:
            try:
                for batch in self._source.stream(missing):
                    waiting += batch
                    while len(waiting) >= _BATCH:
                        done += sending.result() if sending else 0
                        watch(done, state.size)
                        now, waiting = waiting[:_BATCH], waiting[_BATCH:]
                        sending = pool.submit(self._send, state, now)
                done += sending.result() if sending else 0
                if waiting:
                    done += pool.submit(self._send, state, waiting).result()
            except BaseException:
                self._stopped = True  # else the batch under way would be waited for
                raise
        watch(done, state.size)
        return done

    def _send(self, state: State, batch: _Batch) -> int:
        """Sends some parts side by side, and notes those that arrived; their bytes."""
        parts = {str(job.tag): data for job, data in batch}

        async def send(number: str) -> None:
            tag = await self._uploads.part(
                self._place.key, state.upload, int(number), parts[number]
            )
            state.tags[int(number)] = tag

        try:
            self._loop.call(patiently(list(parts), send, self._gate, "a part"))
        finally:
            self._remember(state)
        return sum(map(len, parts.values()))

    def _complete(self, state: State) -> None:
        async def complete(key: str) -> None:
            await self._uploads.complete(key, state.upload, state.tags)

        self._loop.call(patiently([self._place.key], complete, self._gate, "the upload's end"))

    def _remembered(self) -> State | None:
        if self._path is None:
            return None
        try:
            with open(self._path, "rb") as file:
                state = msgspec.json.decode(file.read(), type=State)
        except (OSError, msgspec.DecodeError):
            return None
        source = self._source
        now = (source.uri, source.info.identity, self._place.uri, source.size)
        same = (state.source, state.identity, state.target, state.size) == now
        certain = not state.identity.startswith("size:")  # else it may be another object
        return state if same and certain and state.part > 0 else None

    def _remember(self, state: State) -> None:
        if self._path is None:
            return
        temporary = f"{self._path}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(self._path), mode=0o700, exist_ok=True)
            with open(
                os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
            ) as file:
                file.write(msgspec.json.encode(state))
            os.replace(temporary, self._path)
        except (OSError, UnicodeEncodeError):
            # The copy goes on; it only cannot be resumed.
            self._path = None

    def _forget(self) -> None:
        if self._path is not None:
            with suppress(OSError):
                os.unlink(self._path)

    def close(self) -> None:
        """Gives the connections back."""
        try:
            with suppress(StoreError):
                self._loop.call(self._uploads.close())
        finally:
            self._loop.close()


def _state_path(folder: str | None, source: Source, place: Location) -> str | None:
    if folder is None:
        return None
    told = f"{source.uri}\0{place.uri}".encode("utf-8", "surrogatepass")
    return os.path.join(folder, f"{hashlib.sha256(told).hexdigest()[:32]}.json")
