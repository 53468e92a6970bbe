"""A bucket that is a folder of this machine: keys are paths below it.

Files laid there by hand are objects like any other. What cannot be told apart from the file system
is refused: keys with empty, ``.`` or ``..`` segments, control characters, names that are too long,
and names that lead out of the bucket through a link. One key cannot be both a file and the folder
of another.

Spec: Alibaba Cloud OSS, "Object naming conventions" (UTF-8, 1 to 1023 bytes) and ListObjectsV2
(order, prefix, delimiter, start-after).
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from cuelift.errors import AccessDenied, NotFound, StoreError, UsageError
from cuelift.store.base import Counters, Entry, ObjectInfo
from cuelift.store.local import describe_file, store_error
from cuelift.store.local_write import LocalTarget, LocalWriter, is_temporary

KEY_BYTES = 1023
NAME_BYTES = 255
STAGING = ".cuelift-uploads"
"""Folder at the root of a bucket for what is not an object yet; no key, never listed."""
_MAKE_TRIES = 20
_MEANT = frozenset(("", ".", ".."))


def key_problem(key: str) -> str | None:
    """Why a text cannot be a key here, or None."""
    if not key:
        return "it is empty"
    try:
        size = len(key.encode())
    except UnicodeEncodeError:
        return "it is not UTF-8"
    if size > KEY_BYTES:
        return f"it has {size} bytes, over {KEY_BYTES}"
    if any(char < " " or "\x7f" <= char <= "\x9f" for char in key):
        return "it holds control characters"
    segments = key.split("/")
    if not _MEANT.isdisjoint(segments):
        return "it has an empty, '.' or '..' segment"
    if any(len(name.encode()) > NAME_BYTES for name in segments):
        return f"a segment of it has over {NAME_BYTES} bytes"
    if segments[0] == STAGING or any(map(is_temporary, segments)):
        return "it is a name that unfinished files have"
    return None


class OpenFile(NamedTuple):
    """An object open for reading."""

    handle: int
    """Of the operating system; to be closed by the caller."""
    info: ObjectInfo


class BucketFolder(msgspec.Struct, frozen=True):
    """One bucket. Messages name ``oss://bucket/key``, never a path of this machine."""

    name: str
    path: str
    """Its folder; made when the first object is written."""

    def uri(self, key: str) -> str:
        """The object's URI."""
        return f"oss://{self.name}/{key}"

    @property
    def staging(self) -> str:
        """Where parts of uploads may lie, on the same file system; not made here."""
        return os.path.join(self.path, STAGING)

    def exists(self) -> bool:
        """Whether the bucket is there."""
        return os.path.isdir(self.path)

    def file(self, key: str) -> str:
        """The real path of an object that may be read; it need not exist.

        Raises:
            UsageError: it cannot be a key.
            AccessDenied: a link leads out of the bucket.
        """
        return self._inside(os.path.realpath(self._joined(key)), key)

    def place(self, key: str) -> str:
        """The path that an object is written to; a link in its place is replaced, not followed.

        Raises:
            UsageError, AccessDenied: as ``file``.
        """
        folder, name = os.path.split(self._joined(key))
        return os.path.join(self._inside(os.path.realpath(folder), key), name)

    def _joined(self, key: str) -> str:
        problem = key_problem(key)
        if problem is not None:
            raise UsageError(f"{_printable(self.uri(key))} cannot be an object: {problem}")
        return os.path.join(self.path, key)

    def _inside(self, real: str, key: str) -> str:
        root = os.path.realpath(self.path)
        if real != root and not real.startswith(root.rstrip("/") + "/"):
            raise AccessDenied(f"{self.uri(key)}: a link leads out of the bucket")
        if os.path.relpath(real, root).split("/")[0] == STAGING:
            raise AccessDenied(f"{self.uri(key)}: a link leads to unfinished files")
        return real

    def head(self, key: str) -> ObjectInfo:
        """Describes an object.

        Raises:
            NotFound, AccessDenied, UsageError: there is none, or it may not be read.
        """
        path = self.file(key)
        try:
            status = os.stat(path)
        except OSError as error:
            raise store_error(self.uri(key), error) from None
        return self._info(key, status)

    def open(self, key: str) -> OpenFile:
        """Opens an object for reading, described as it was opened.

        Raises:
            NotFound, AccessDenied, UsageError: as ``head``.
        """
        path = self.file(key)
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW
        try:
            handle = os.open(path, flags)
        except OSError as error:
            if error.errno == errno.ENXIO:  # a socket, or a device that is not there
                raise NotFound(f"{self.uri(key)} does not exist") from None
            raise store_error(self.uri(key), error) from None
        try:
            return OpenFile(handle, self._info(key, os.fstat(handle)))
        except BaseException:
            os.close(handle)
            raise

    def _info(self, key: str, status: os.stat_result) -> ObjectInfo:
        if not stat.S_ISREG(status.st_mode):
            raise NotFound(f"{self.uri(key)} does not exist")
        return msgspec.structs.replace(describe_file(self.uri(key), status), key=key)

    def writer(self, key: str, counters: Counters | None = None) -> LocalWriter:
        """Begins an object: hidden until ``commit`` (or ``commit_new``), then there as a whole.

        Raises:
            UsageError: it cannot be a key, it is the folder of other objects, or a part of it is
                one itself.
            AccessDenied, StoreError: it cannot be written.
        """
        path = self.place(key)
        target = LocalTarget(counters or Counters())
        for _ in range(_MAKE_TRIES):
            try:
                return target.writer(path, self.uri(key))
            except NotFound:
                continue  # a deletion beside us took the empty folder away
            except StoreError as error:
                if isinstance(error.__cause__, FileExistsError | NotADirectoryError):
                    raise UsageError(
                        f"{self.uri(key)} cannot be written: an object has the name of its folder"
                    ) from error.__cause__
                raise
        raise StoreError(f"{self.uri(key)} cannot be written: its folder vanishes again and again")

    def delete(self, key: str) -> bool:
        """Removes an object, and the folders that are empty without it.

        Returns: whether there was one.

        Raises:
            UsageError, AccessDenied: it cannot be a key, or may not be removed.
        """
        path = self.place(key)
        try:
            if os.path.isdir(path) and not os.path.islink(path):
                return False
            os.unlink(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise store_error(self.uri(key), error) from None
        self._remove_empty(os.path.dirname(path))
        return True

    def prune(self, key: str) -> None:
        """Removes the folders that an object which was not written after all left empty."""
        self._remove_empty(os.path.dirname(self.place(key)))

    def _remove_empty(self, folder: str) -> None:
        root = os.path.realpath(self.path)
        while folder != root:
            try:
                os.rmdir(folder)
            except OSError:
                return
            folder = os.path.dirname(folder)

    def list(
        self, prefix: str = "", *, delimiter: str = "", start_after: str = ""
    ) -> Iterator[Entry]:
        """Objects and common prefixes in key order, one by one as they are found.

        Links to files inside the bucket are followed, links to folders are not; what vanishes
        meanwhile or cannot be a key is left out.

        Args:
            prefix: that keys begin with.
            delimiter: keys that hold it behind the prefix are listed as one common prefix.
            start_after: only what comes later in key order.

        Raises:
            NotFound: there is no such bucket.
        """
        if not self.exists():
            raise NotFound(f"bucket {self.name} does not exist")
        last = ""
        for key, info in _walk(self, _begin(prefix), _Wish(prefix, delimiter, start_after)):
            rolled = _common(key, prefix, delimiter)
            if rolled is None:
                yield Entry(key, info)
            elif rolled != last and rolled > start_after:
                last = rolled
                yield Entry(rolled, None)


class _Wish(NamedTuple):
    prefix: str
    delimiter: str
    after: str


def _begin(prefix: str) -> str:
    """The deepest folder that holds all keys with a prefix: ``a/b/`` of ``a/b/c``."""
    folder = prefix.rpartition("/")[0]
    return f"{folder}/" if folder and key_problem(folder) is None else ""


def _common(key: str, prefix: str, delimiter: str) -> str | None:
    at = key.find(delimiter, len(prefix)) if delimiter else -1
    return None if at < 0 else key[: at + len(delimiter)]


def _walk(
    bucket: BucketFolder, folder: str, wish: _Wish
) -> Iterator[tuple[str, ObjectInfo | None]]:
    """Objects below a folder; one that rolls up into a prefix stands for its whole folder."""
    if _begin(wish.prefix) == folder and not _begin_is_folder(bucket, folder):
        return
    for name, is_folder in _sorted_names(bucket, folder):
        key = f"{folder}{name}"
        if is_folder:
            if _passed(key, wish.after) or not _meets(key, wish.prefix):
                continue
            found = _walk(bucket, key, wish)
            rolled = wish.delimiter == "/" and _common(key, wish.prefix, "/") == key
            if rolled and key.startswith(wish.prefix):
                if any(True for _ in _any_below(bucket, key)):
                    yield key, None
                continue
            yield from found
        elif key > wish.after and key.startswith(wish.prefix):
            info = _info_or_none(bucket, key)
            if info is not None:
                yield key, info


def _begin_is_folder(bucket: BucketFolder, folder: str) -> bool:
    """Whether listing may begin there: no link, which could lead anywhere."""
    path = bucket.path
    for name in folder.split("/")[:-1]:
        path = os.path.join(path, name)
        if os.path.islink(path):
            return False
    return os.path.isdir(path)


def _any_below(bucket: BucketFolder, folder: str) -> Iterator[str]:
    for key, _ in _walk(bucket, folder, _Wish(folder, "", "")):
        yield key


def _passed(folder: str, after: str) -> bool:
    """Whether every key below a folder comes before, or is, ``after``."""
    return after > folder and not after.startswith(folder)


def _meets(folder: str, prefix: str) -> bool:
    return folder.startswith(prefix) or prefix.startswith(folder)


def _sorted_names(bucket: BucketFolder, folder: str) -> list[tuple[str, bool]]:
    """Names in a folder in the order of their keys: a folder sorts with its slash."""
    found = []
    try:
        with os.scandir(os.path.join(bucket.path, folder)) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                if key_problem(folder + entry.name) is None:
                    found.append((f"{entry.name}/" if is_folder else entry.name, is_folder))
    except OSError:
        return []
    return sorted(found)


def _info_or_none(bucket: BucketFolder, key: str) -> ObjectInfo | None:
    try:
        return bucket.head(key)
    except (StoreError, UsageError):
        return None


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode() if text.isprintable() else repr(text)
