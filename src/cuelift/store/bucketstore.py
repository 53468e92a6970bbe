"""Resolves ``oss://bucket/key`` by a table of buckets, and reads and writes the local ones."""

from __future__ import annotations

import os

from msgspec.structs import replace

from cuelift.errors import NotFound, UsageError
from cuelift.store.base import CostProfile, Counters, Location, ObjectInfo
from cuelift.store.bucketdir import BucketFolder
from cuelift.store.buckets import Bucket, Buckets, is_bucket_name
from cuelift.store.local import PROFILE, LocalObject, opened_object
from cuelift.store.local_write import LocalWriter
from cuelift.store.options import StoreOptions


def find_bucket_entry(name: str, buckets: Buckets) -> Bucket:
    """What is known of a bucket; one without an entry is a folder, if there is one for them.

    Raises:
        NotFound: there is no such bucket, or the name is none.
    """
    if not is_bucket_name(name):
        raise NotFound(f"bucket {name[:80]!r} is not known here: names are 3 to 63 of a-z 0-9 -")
    entry = buckets.named.get(name)
    if entry is not None:
        return entry
    if buckets.folder is None:
        raise NotFound(f"bucket {name!r} is not known here")
    return Bucket(path=os.path.join(buckets.folder, name))


def local_bucket(name: str, buckets: Buckets) -> BucketFolder | None:
    """The folder of a bucket, or None where it lies elsewhere.

    Raises:
        NotFound: there is no such bucket.
    """
    entry = find_bucket_entry(name, buckets)
    return local_folder(name, entry, buckets) if entry.kind == "local" else None


def local_folder(name: str, entry: Bucket, buckets: Buckets) -> BucketFolder:
    """The folder of a local bucket.

    Raises:
        UsageError: neither its entry nor the table names one.
    """
    path = entry.path
    if path is None:
        if buckets.folder is None:
            raise UsageError(f"bucket {name}: its entry names no folder")
        path = os.path.join(buckets.folder, name)
    return BucketFolder(name, os.path.abspath(path))


def remote_bucket(
    location: Location, entry: Bucket, options: StoreOptions
) -> tuple[Location, StoreOptions]:
    """Where an object of a mapped bucket really lies, and how it is reached.

    The endpoint is the operator's own word: no policy for callers holds for it.
    """
    endpoint = entry.endpoint
    there = location._replace(scheme=entry.kind, root=entry.name or location.root)
    own = replace(
        options,
        endpoint=endpoint,
        region=entry.region,
        access_key_id=entry.access_key_id,
        secret_access_key=entry.access_key_secret,
        session_token=entry.security_token,
        allow_http=options.allow_http or (endpoint or "").startswith("http://"),
        schemes=None,
        buckets=None,
        network=None,
    )
    return there, own


class BucketStore:
    """Reads the objects of a local bucket."""

    def __init__(self, folder: BucketFolder, counters: Counters) -> None:
        self._folder = folder
        self._counters = counters

    @property
    def profile(self) -> CostProfile:
        """As of any local file."""
        return PROFILE

    def head(self, key: str) -> ObjectInfo:
        """Describes an object."""
        self._counters.requests["head"] += 1
        return self._folder.head(key)

    def open(self, info: ObjectInfo) -> LocalObject:
        """Opens the very object that ``info`` describes."""
        opened = self._folder.open(info.key)
        named = replace(info, key=self._folder.uri(info.key))
        return opened_object(opened.handle, named, self._counters)

    def list(self, prefix: str) -> list[ObjectInfo]:
        """Objects whose key begins with ``prefix``, in key order."""
        self._counters.requests["list"] += 1
        return [entry.info for entry in self._folder.list(prefix) if entry.info is not None]

    def close(self) -> None:
        """Nothing is held here."""


class BucketTarget:
    """Writes objects of a local bucket."""

    def __init__(self, folder: BucketFolder, counters: Counters) -> None:
        self._folder = folder
        self._counters = counters

    def writer(self, key: str) -> LocalWriter:
        """Begins an object."""
        return self._folder.writer(key, self._counters)
