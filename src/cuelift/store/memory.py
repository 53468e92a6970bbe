"""Objects in memory: for tests, and for callers who already hold the bytes."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from hashlib import blake2b

from cuelift.errors import NotFound, ObjectChanged, StoreError
from cuelift.store.base import CostProfile, Counters, ObjectInfo

PROFILE = CostProfile(
    remote=False,
    latency_s=0.0,
    connection_bytes_per_s=5e9,
    total_bytes_per_s=5e9,
    max_connections=1,
)


class MemoryStore:
    """Reads the objects of a mapping; its owner may change it at any time."""

    def __init__(self, objects: Mapping[str, bytes], counters: Counters) -> None:
        self._objects = objects
        self._counters = counters

    @property
    def profile(self) -> CostProfile:
        """What reading costs here."""
        return PROFILE

    def head(self, key: str) -> ObjectInfo:
        """Describes an object; its identity is a digest of its bytes."""
        self._counters.requests["head"] += 1
        return _info(key, self._find(key))

    def open(self, info: ObjectInfo) -> MemoryObject:
        """Opens the very object that ``info`` describes."""
        data = self._find(info.key)
        if _info(info.key, data).identity != info.identity:
            raise ObjectChanged(f"memory:{info.key} was replaced before it was opened")
        return MemoryObject(self._objects, info.key, data, self._counters)

    def list(self, prefix: str) -> list[ObjectInfo]:
        """Objects whose key begins with ``prefix``, in key order."""
        self._counters.requests["list"] += 1
        keys = sorted(key for key in self._objects if key.startswith(prefix))
        return [_info(key, self._objects[key]) for key in keys]

    def close(self) -> None:
        """Nothing is held."""

    def _find(self, key: str) -> bytes:
        data = self._objects.get(key)
        if data is None:
            raise NotFound(f"memory:{key} does not exist")
        return data


def _info(key: str, data: bytes) -> ObjectInfo:
    digest = blake2b(data, digest_size=16).hexdigest()
    return ObjectInfo(key=key, size_bytes=len(data), identity=f'"{digest}"')


class MemoryObject:
    """An open object: the bytes as they were when it was opened."""

    def __init__(
        self, objects: Mapping[str, bytes], key: str, data: bytes, counters: Counters
    ) -> None:
        self._objects = objects
        self._key = key
        self._data = data
        self._counters = counters

    def read(self, start: int, end: int) -> bytes:
        """Bytes ``[start, end)``; shorter only where the object ends."""
        data = self._data[start:end]
        self._counters.requests["get"] += 1
        self._counters.bytes_read += len(data)
        return data

    def read_many(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of several ranges."""
        return [self.read(start, end) for start, end in ranges]

    def view(self, start: int, end: int) -> memoryview | None:
        """Bytes ``[start, end)``."""
        part = memoryview(self._data)[start:end]
        self._counters.requests["get"] += 1
        self._counters.bytes_read += len(part)
        return part

    def will_need(self, ranges: list[tuple[int, int]]) -> None:
        """Nothing to do: all of it is here."""

    def resident_share(self) -> float:
        """All of it is in memory."""
        return 1.0

    def check_unchanged(self) -> None:
        """Raises ``ObjectChanged`` when other bytes lie under the key by now."""
        if self._objects.get(self._key) != self._data:
            raise ObjectChanged(f"memory:{self._key} was replaced while it was read")

    def close(self) -> None:
        """Nothing is held."""


class MemoryTarget:
    """Writes into a mapping."""

    def __init__(self, objects: MutableMapping[str, bytes], counters: Counters) -> None:
        self._objects = objects
        self._counters = counters

    def writer(self, key: str) -> MemoryWriter:
        """Begins an object."""
        return MemoryWriter(self._objects, key, self._counters)


class MemoryWriter:
    """Collects bytes and publishes them at once."""

    def __init__(self, objects: MutableMapping[str, bytes], key: str, counters: Counters) -> None:
        self._objects = objects
        self._key = key
        self._counters = counters
        self._data: bytearray | None = bytearray()
        self._sealed = False

    def write(self, data: bytes) -> None:
        """Appends bytes."""
        if self._sealed:
            raise StoreError(f"memory:{self._key} is already sealed")
        collected = self._collected()
        collected += data

    def seal(self) -> None:
        """Ends writing; the bytes lie here until ``commit``."""
        self._collected()
        self._sealed = True

    def commit(self) -> None:
        """Publishes the object."""
        data = bytes(self._collected())
        self._objects[self._key] = data
        self._counters.requests["put"] += 1
        self._counters.bytes_written += len(data)
        self._data = None

    def abort(self) -> None:
        """Forgets what was written."""
        self._data = None

    def _collected(self) -> bytearray:
        if self._data is None:
            raise StoreError(f"memory:{self._key} is already committed or aborted")
        return self._data
