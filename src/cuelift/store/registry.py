"""Which store serves which scheme; each one's module is imported only when it is used.

Reading a local file so costs neither an event loop nor an HTTP client.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from cuelift.errors import UsageError
from cuelift.store.base import BlockingReadStore, Counters, Location, ReadStore, WriteTarget
from cuelift.store.options import StoreOptions


def _local(location: Location, options: StoreOptions, counters: Counters) -> BlockingReadStore:
    from cuelift.store.local import LocalStore

    return LocalStore(counters)


def _memory(location: Location, options: StoreOptions, counters: Counters) -> BlockingReadStore:
    from cuelift.store.memory import MemoryStore

    return MemoryStore({} if options.memory is None else options.memory, counters)


def _http(location: Location, options: StoreOptions, counters: Counters) -> ReadStore:
    from cuelift.store.http import HttpStore, PlainAddresses

    return HttpStore(PlainAddresses(location.root, options.headers), options, counters)


def _objects(location: Location, options: StoreOptions, counters: Counters) -> ReadStore:
    from cuelift.store.objectstore import ObjectStore

    return ObjectStore(location, options, counters)


def _local_target(location: Location, options: StoreOptions, counters: Counters) -> WriteTarget:
    from cuelift.store.local_write import LocalTarget

    return LocalTarget(counters)


def _memory_target(location: Location, options: StoreOptions, counters: Counters) -> WriteTarget:
    from cuelift.store.memory import MemoryTarget

    if options.memory is None:
        raise UsageError(f"{location.uri}: StoreOptions.memory must say where to keep it")
    return MemoryTarget(options.memory, counters)


def _http_target(location: Location, options: StoreOptions, counters: Counters) -> WriteTarget:
    raise UsageError(f"{location.uri}: http(s) cannot be written")


def _object_target(location: Location, options: StoreOptions, counters: Counters) -> WriteTarget:
    from cuelift.store.object_write import ObjectTarget

    return ObjectTarget(location, options, counters)


_OpenBlocking: TypeAlias = Callable[[Location, StoreOptions, Counters], BlockingReadStore]
_OpenStore: TypeAlias = Callable[[Location, StoreOptions, Counters], ReadStore]
_OpenTarget: TypeAlias = Callable[[Location, StoreOptions, Counters], WriteTarget]

_BLOCKING: Mapping[str, _OpenBlocking] = MappingProxyType({"file": _local, "memory": _memory})
_REMOTE: Mapping[str, _OpenStore] = MappingProxyType(
    {"http": _http, "https": _http, "oss": _objects, "s3": _objects}
)
_TARGETS: Mapping[str, _OpenTarget] = MappingProxyType(
    {
        "file": _local_target,
        "http": _http_target,
        "https": _http_target,
        "memory": _memory_target,
        "oss": _object_target,
        "s3": _object_target,
    }
)
BLOCKING_SCHEMES = frozenset(_BLOCKING)
"""Schemes whose stores answer at once; ``open_blocking_store`` opens these, ``open_store`` the
others."""


def open_blocking_store(
    location: Location, options: StoreOptions, counters: Counters
) -> BlockingReadStore:
    """The store that holds a location whose scheme is one of ``BLOCKING_SCHEMES``."""
    return _BLOCKING[location.scheme](location, options, counters)


def open_store(location: Location, options: StoreOptions, counters: Counters) -> ReadStore:
    """The remote store that holds a location.

    It serves all keys of the location's root and belongs to the event loop that first uses it.

    Raises:
        UsageError: what is needed to reach it is missing or contradicts itself.
    """
    return _REMOTE[location.scheme](location, options, counters)


def open_target(location: Location, options: StoreOptions, counters: Counters) -> WriteTarget:
    """The store that holds a location, for writing.

    Raises:
        UsageError: as ``open_store``, or the store cannot be written.
    """
    return _TARGETS[location.scheme](location, options, counters)
