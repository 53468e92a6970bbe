"""Looks at objects without reading them: describe some, list many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from typing import TYPE_CHECKING

from cuelift.errors import UsageError
from cuelift.store.base import Counters, Entry, Location, ObjectInfo, ReadStore
from cuelift.store.drive import Gate, ReadLimits
from cuelift.store.options import StoreOptions
from cuelift.store.registry import is_blocking, open_blocking_store, open_store
from cuelift.store.uri import parse_uri

if TYPE_CHECKING:
    from cuelift.store.drive_async import EventLoop

_NO_LIMITS = ReadLimits()


def head_object(
    uri: str | PathLike[str],
    options: StoreOptions,
    limits: ReadLimits = _NO_LIMITS,
    cancelled: Callable[[], bool] | None = None,
) -> ObjectInfo:
    """Describes an object.

    Raises:
        StoreError: there is none, or it may not be seen.
    """
    return head_objects([uri], options, limits, cancelled)[0]


def head_objects(
    uris: Sequence[str | PathLike[str]],
    options: StoreOptions,
    limits: ReadLimits = _NO_LIMITS,
    cancelled: Callable[[], bool] | None = None,
) -> list[ObjectInfo]:
    """Describes several objects, those of one store side by side.

    Raises:
        StoreError: one is not there, or may not be seen.
        Cancelled, LimitExceeded: ``cancelled`` or the limits say so, even while waiting.
    """
    places = [parse_uri(uri) for uri in uris]
    stores: dict[tuple[str, str], list[int]] = {}
    for number, place in enumerate(places):
        stores.setdefault((place.scheme, place.root), []).append(number)
    gate = Gate(limits, Counters(), cancelled)
    found: dict[int, ObjectInfo] = {}
    for numbers in stores.values():
        keys = [places[number].key for number in numbers]
        infos = _heads(places[numbers[0]], keys, options, gate)
        found.update(zip(numbers, infos, strict=True))
    return [found[number] for number in range(len(places))]


def _heads(
    location: Location, keys: list[str], options: StoreOptions, gate: Gate
) -> list[ObjectInfo]:
    if is_blocking(location, options):
        store = open_blocking_store(location, options, gate.counters)
        return [store.head(key) for key in keys]
    from cuelift.store.drive_async import patiently

    with _remote(location, options, gate.counters) as (loop, remote):
        return loop.call(patiently(keys, remote.head, gate))


def list_objects(
    location: Location,
    prefix: str,
    options: StoreOptions,
    limits: ReadLimits = _NO_LIMITS,
    cancelled: Callable[[], bool] | None = None,
) -> list[ObjectInfo]:
    """Objects whose key begins with ``prefix``, in key order.

    Raises:
        StoreError: the store cannot be listed.
        Cancelled, LimitExceeded: ``cancelled`` or the limits say so, even while waiting.
    """
    gate = Gate(limits, Counters(), cancelled)
    if is_blocking(location, options):
        return open_blocking_store(location, options, gate.counters).list(prefix)
    from cuelift.store.drive_async import patiently

    with _remote(location, options, gate.counters) as (loop, store):

        async def collect(below: str) -> list[ObjectInfo]:
            return [info async for info in store.list(below)]

        return loop.call(patiently([prefix], collect, gate, "its listing"))[0]


def browse(
    location: Location,
    prefix: str,
    options: StoreOptions,
    limits: ReadLimits = _NO_LIMITS,
    cancelled: Callable[[], bool] | None = None,
) -> list[Entry]:
    """One level of what begins with ``prefix``, in key order: objects, and folders as prefixes.

    Raises:
        StoreError: the store cannot be listed.
        Cancelled, LimitExceeded: ``cancelled`` or the limits say so, even while waiting.
    """
    if is_blocking(location, options):
        return _browse_here(location, prefix, options)
    from cuelift.store.drive_async import patiently
    from cuelift.store.objectstore import ObjectStore

    gate = Gate(limits, Counters(), cancelled)
    with _remote(location, options, gate.counters) as (loop, store):
        if not isinstance(store, ObjectStore):
            raise UsageError(f"{location.uri}: {location.scheme} has no listing")

        async def collect(below: str) -> list[Entry]:
            return [entry async for entry in store.browse(below)]

        return loop.call(patiently([prefix], collect, gate, "its listing"))[0]


def _browse_here(location: Location, prefix: str, options: StoreOptions) -> list[Entry]:
    store = open_blocking_store(location, options, Counters())
    if location.scheme == "file":
        from cuelift.store.local import browse_folder

        return browse_folder(prefix)
    from cuelift.store.listing import one_level

    return list(one_level(store.list(prefix), prefix))


@contextmanager
def _remote(
    location: Location, options: StoreOptions, counters: Counters
) -> Iterator[tuple[EventLoop, ReadStore]]:
    from cuelift.store.drive_async import EventLoop

    store = open_store(location, options, counters)
    loop = EventLoop()
    try:
        yield loop, store
    finally:
        try:
            loop.call(store.close())
        finally:
            loop.close()
