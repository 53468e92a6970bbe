"""Which store serves which scheme; each one's module is imported only when it is used.

Reading a local file so costs neither an event loop nor an HTTP client.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cuelift.errors import UsageError
from cuelift.store.base import BlockingReadStore, Counters, Location, ReadStore, WriteTarget
from cuelift.store.buckets import Buckets
from cuelift.store.options import StoreOptions

if TYPE_CHECKING:
    from cuelift.store.bucketdir import BucketFolder


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


def _bucket(location: Location, options: StoreOptions, counters: Counters) -> BlockingReadStore:
    from cuelift.store.bucketstore import BucketStore

    return BucketStore(_folder(location, options), counters)


def _bucket_target(location: Location, options: StoreOptions, counters: Counters) -> WriteTarget:
    from cuelift.store.bucketstore import BucketTarget

    folder = _folder(location, options)
    folder.place(location.key)  # a key that is none is told before anything is read
    return BucketTarget(folder, counters)


def _folder(location: Location, options: StoreOptions) -> BucketFolder:
    from cuelift.store.bucketstore import find_bucket_entry, local_folder

    buckets = options.buckets or Buckets()
    return local_folder(location.root, find_bucket_entry(location.root, buckets), buckets)


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

_BLOCKING: Mapping[str, _OpenBlocking] = MappingProxyType(
    {"bucket": _bucket, "file": _local, "memory": _memory}
)
_REMOTE: Mapping[str, _OpenStore] = MappingProxyType(
    {"http": _http, "https": _http, "oss": _objects, "s3": _objects}
)
_TARGETS: Mapping[str, _OpenTarget] = MappingProxyType(
    {
        "bucket": _bucket_target,
        "file": _local_target,
        "http": _http_target,
        "https": _http_target,
        "memory": _memory_target,
        "oss": _object_target,
        "s3": _object_target,
    }
)


class _Place(NamedTuple):
    """Where a location is served."""

    kind: str
    """A scheme, or ``bucket`` for a bucket that is a folder."""
    location: Location
    options: StoreOptions


def _place(location: Location, options: StoreOptions) -> _Place:
    scheme = location.scheme
    if options.schemes is not None and scheme not in options.schemes:
        known = " ".join(sorted(options.schemes)) or "none"
        raise UsageError(f"{location.uri}: {scheme} may not be used here; allowed: {known}")
    if scheme != "oss" or options.buckets is None:
        return _Place(scheme, location, options)
    from cuelift.store.bucketstore import find_bucket_entry, remote_bucket

    entry = find_bucket_entry(location.root, options.buckets)
    if entry.kind == "local":
        return _Place("bucket", location, options)
    return _Place(entry.kind, *remote_bucket(location, entry, options))


def is_blocking(location: Location, options: StoreOptions) -> bool:
    """Whether the store of a location answers at once, so that ``open_blocking_store`` opens it.

    Raises:
        UsageError: its scheme may not be used.
        NotFound: there is no such bucket.
    """
    return _place(location, options).kind in _BLOCKING


def open_blocking_store(
    location: Location, options: StoreOptions, counters: Counters
) -> BlockingReadStore:
    """The store that holds a location of which ``is_blocking`` is true."""
    kind, location, options = _place(location, options)
    return _BLOCKING[kind](location, options, counters)


def open_store(location: Location, options: StoreOptions, counters: Counters) -> ReadStore:
    """The remote store that holds a location.

    It serves all keys of the location's root and belongs to the event loop that first uses it.

    Raises:
        UsageError: what is needed to reach it is missing or contradicts itself.
    """
    kind, location, options = _place(location, options)
    return _REMOTE[kind](location, options, counters)


def open_target(location: Location, options: StoreOptions, counters: Counters) -> WriteTarget:
    """The store that holds a location, for writing.

    Raises:
        UsageError: as ``open_store``, or the store cannot be written.
    """
    kind, location, options = _place(location, options)
    return _TARGETS[kind](location, options, counters)
