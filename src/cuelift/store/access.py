"""Looks at objects without reading them: describe one, list many."""

from __future__ import annotations

from cuelift.errors import StoreError, TransientError
from cuelift.store.base import Counters, Location, ObjectInfo
from cuelift.store.drive import Gate, ReadLimits
from cuelift.store.options import StoreOptions
from cuelift.store.registry import BLOCKING_SCHEMES, open_blocking_store, open_store
from cuelift.store.uri import parse_uri


def head_object(uri: str, options: StoreOptions) -> ObjectInfo:
    """Describes an object.

    Raises:
        StoreError: there is none, or it may not be seen.
    """
    location = parse_uri(uri)
    if location.scheme in BLOCKING_SCHEMES:
        return open_blocking_store(location, options, Counters()).head(location.key)
    from cuelift.store.drive_async import EventLoop, patiently

    loop = EventLoop()
    store = open_store(location, options, counters := Counters())
    try:
        gate = Gate(ReadLimits(), counters, None)
        return loop.call(patiently([location.key], store.head, gate))[0]
    except TransientError as error:
        raise StoreError(error.message, **error.details) from error
    finally:
        loop.call(store.close())
        loop.close()


def list_objects(location: Location, prefix: str, options: StoreOptions) -> list[ObjectInfo]:
    """Objects whose key begins with ``prefix``, in key order.

    Raises:
        StoreError: the store cannot be listed.
    """
    if location.scheme in BLOCKING_SCHEMES:
        return open_blocking_store(location, options, Counters()).list(prefix)
    from cuelift.store.drive_async import EventLoop

    loop = EventLoop()
    store = open_store(location, options, Counters())

    async def collect() -> list[ObjectInfo]:
        return [info async for info in store.list(prefix)]

    try:
        return loop.call(collect())
    except TransientError as error:
        raise StoreError(error.message, **error.details) from error
    finally:
        loop.call(store.close())
        loop.close()
