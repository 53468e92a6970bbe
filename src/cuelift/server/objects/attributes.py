"""What an object has beside its bytes: sums, media type, headers of its owner.

They lie in a hidden folder of the bucket, in a file named after the identity (size, time, number)
of the file that they describe. So they appear with it and never describe another one: a file that
was written, replaced or laid there by hand has none, and gets an ETag made of its identity. What
describes nothing any more is swept away later.
"""

from __future__ import annotations

import hashlib
import os
import time

import msgspec

from cuelift.errors import CueliftError
from cuelift.oss.request import Request
from cuelift.store.base import ObjectInfo
from cuelift.store.bucketdir import BucketFolder
from cuelift.store.media_types import media_type

KEPT_HEADERS = (
    "cache-control", "content-disposition", "content-encoding", "content-language", "expires",
)  # fmt: skip
META = "x-oss-meta-"
META_BYTES = 8 * 1024
UNKNOWN_TYPE = "application/octet-stream"
_FOLDER = "attributes"


class Attributes(msgspec.Struct, frozen=True, kw_only=True):
    """Of one object."""

    key: str
    etag: str
    """Without quotes."""
    content_type: str
    crc64: int | None = None
    kind: str = "Normal"
    """``Normal`` or ``Multipart``."""
    headers: dict[str, str] = {}
    """Those of ``KEPT_HEADERS`` and ``x-oss-meta-*``."""


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller says of an object that is to be."""

    content_type: str
    headers: dict[str, str]


def described(request: Request) -> Described:
    """Reads the headers that are kept with an object."""
    headers = {
        name: value
        for name, value in request.headers.items()
        if name in KEPT_HEADERS or name.startswith(META)
    }
    return Described(content_type=request.header("content-type") or UNKNOWN_TYPE, headers=headers)


def meta_size(headers: dict[str, str]) -> int:
    """Bytes that the caller's own headers have."""
    return sum(len(name) + len(value) for name, value in headers.items() if name.startswith(META))


def find_attributes(folder: BucketFolder, info: ObjectInfo) -> Attributes | None:
    """What is known of an object, if anything."""
    try:
        with open(_path(folder, info.identity), "rb") as file:
            return msgspec.json.decode(file.read(), type=Attributes)
    except (OSError, msgspec.MsgspecError):
        return None


def write_attributes(folder: BucketFolder, status: os.stat_result, attributes: Attributes) -> None:
    """Keeps what describes a file, before it gets its name.

    Raises:
        OSError: it cannot be kept.
    """
    path = _path(folder, identity_of(status))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    temporary = f"{path}.{os.urandom(6).hex()}"
    try:
        with open(temporary, "xb") as file:
            file.write(msgspec.json.encode(attributes))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        _unlink(temporary)
        raise


def drop_attributes(folder: BucketFolder, identity: str) -> None:
    """Forgets what described a file that is no more."""
    _unlink(_path(folder, identity))


def identity_of(status: os.stat_result) -> str:
    """As ``ObjectInfo.identity`` tells it."""
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ino}"


def sweep_attributes(folder: BucketFolder, age_s: float) -> int:
    """Removes what describes nothing any more; returns how many."""
    removed = 0
    oldest = time.time() - age_s
    try:
        entries = list(os.scandir(os.path.join(folder.staging, _FOLDER)))
    except OSError:
        return 0
    for entry in entries:
        try:
            stale = entry.stat(follow_symlinks=False).st_mtime < oldest
            if stale and not _describes(folder, entry.path, entry.name.removesuffix(".json")):
                os.unlink(entry.path)
                removed += 1
        except OSError:
            continue
    return removed


def _describes(folder: BucketFolder, path: str, identity: str) -> bool:
    try:
        with open(path, "rb") as file:
            key = msgspec.json.decode(file.read(), type=Attributes).key
        return folder.head(key).identity == identity
    except (OSError, msgspec.MsgspecError, CueliftError):
        return False


def attributes_of_file(info: ObjectInfo) -> Attributes:
    """What follows from the file of an object of which nothing is known."""
    digest = hashlib.sha256(info.identity.encode()).hexdigest()[:32].upper()
    # The tail tells clients that it is no MD5.
    return Attributes(
        key=info.key, etag=f"{digest}-0", content_type=media_type(info.key) or UNKNOWN_TYPE
    )


def _path(folder: BucketFolder, identity: str) -> str:
    return os.path.join(folder.staging, _FOLDER, f"{identity}.json")


def _unlink(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
