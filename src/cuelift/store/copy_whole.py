"""Copies an object from a web server that does not answer ranges: in one go, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from cuelift.errors import RangeIgnored
from cuelift.store.base import Counters, Location, ObjectWriter
from cuelift.store.copy_options import CopyOptions
from cuelift.store.drive import Gate
from cuelift.store.drive_async import EventLoop
from cuelift.store.http import HttpStore
from cuelift.store.registry import open_store


def copy_whole(
    place: Location,
    writer: ObjectWriter,
    options: CopyOptions,
    counters: Counters,
    watch: Callable[[int, int], None],
) -> int:
    """Reads an object from its beginning to its end into a writer.

    Returns: its size.

    Raises:
        RangeIgnored: the store is no web server, so reading it whole is not the way.
        StoreError: it cannot be read, or ends early.
        Cancelled, LimitExceeded: as the options say.
    """
    store = open_store(place, options.source, counters)
    if type(store) is not HttpStore:
        raise RangeIgnored(f"{place.uri}: the server does not answer ranges")
    loop = EventLoop()
    try:
        return loop.call(_pump(store, place.key, writer, _gate(options, counters), watch))
    finally:
        loop.close()


def _gate(options: CopyOptions, counters: Counters) -> Gate:
    return Gate(options.limits, counters, options.cancelled)


async def _pump(
    store: HttpStore,
    key: str,
    writer: ObjectWriter,
    gate: Gate,
    watch: Callable[[int, int], None],
) -> int:
    done = 0
    try:
        async for total, part in store.whole(key):
            writer.write(part)
            done += len(part)
            watch(done, total or done)
            before = gate.counters.bytes_read
            wait = gate.admit(len(part))
            gate.settle(len(part), before)
            if wait > 0:
                await asyncio.sleep(wait)
    finally:
        await store.close()
    return done
