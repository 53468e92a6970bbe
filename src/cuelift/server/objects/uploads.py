"""Uploads in parts, as they lie in the hidden folder of a bucket.

One folder per upload: ``upload.json`` tells what it will be, each part is a file whose name holds
its number, sums and size, and ``done.json`` tells what became of it, for a caller whose connection
ended before it read the answer. Whoever changes the set of parts holds a lock on ``upload.json``,
which the system gives back when a process dies.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

import msgspec

from cuelift.oss.errors import WireError
from cuelift.store.bucketdir import BucketFolder

_FOLDER = "multipart"
_ID = re.compile(r"[0-9A-F]{32}")
_PART = re.compile(r"(\d{5})-([0-9A-F]{32})-(\d{1,20})-(\d{1,15})")
_ABOUT = "upload.json"
_DONE = "done.json"


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """An object to be."""

    key: str
    content_type: str
    headers: dict[str, str]
    only_new: bool


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """The object that an upload became."""

    etag: str
    crc64: int


class Part(NamedTuple):
    """A part that was uploaded."""

    number: int
    etag: str
    crc64: int
    size: int
    modified_ns: int
    path: str


class UploadFolder(NamedTuple):
    """One upload."""

    path: str
    about: Upload

    @contextmanager
    def lock(self) -> Iterator[bool]:
        """Holds the parts still, if nobody else does.

        Yields: whether it worked.

        Raises:
            WireError: the upload has ended meanwhile.
        """
        about = os.path.join(self.path, _ABOUT)
        try:
            file = open(about, "rb")  # noqa: SIM115 - closed below, after whoever holds the lock
        except OSError:
            raise no_upload() from None
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            if not os.path.exists(about):
                raise no_upload()
            yield True

    def parts(self) -> list[Part]:
        """All parts, by number."""
        found = []
        with suppress(FileNotFoundError), os.scandir(self.path) as entries:
            for entry in entries:
                match = _PART.fullmatch(entry.name)
                if match is not None:
                    found.append(_part(match, entry))
        return sorted(found)

    def add(self, temporary: str, number: int, etag: str, crc64: int, size: int) -> None:
        """Makes a file a part, in place of one of the same number; under the lock."""
        old = [part.path for part in self.parts() if part.number == number]
        name = f"{number:05}-{etag}-{crc64}-{size}"
        path = os.path.join(self.path, name)
        os.replace(temporary, path)
        for other in old:
            if other != path:
                os.unlink(other)

    def done(self) -> Done | None:
        """What the upload became, if it was completed."""
        try:
            with open(os.path.join(self.path, _DONE), "rb") as file:
                return msgspec.json.decode(file.read(), type=Done)
        except FileNotFoundError:
            return None

    def finish(self, done: Done) -> None:
        """Keeps what the upload became, and removes its parts; under the lock."""
        _write(os.path.join(self.path, _DONE), msgspec.json.encode(done))
        for part in self.parts():
            with suppress(FileNotFoundError):
                os.unlink(part.path)

    def remove(self) -> None:
        """Ends the upload. Its description goes first, so that nobody adds a part any more."""
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(self.path, _ABOUT))
        shutil.rmtree(self.path, ignore_errors=True)


class PartFile:
    """A part while it comes in."""

    def __init__(self, folder: str) -> None:
        self.path = os.path.join(folder, f"{secrets.token_hex(8)}.incoming")
        try:
            self._file = open(self.path, "xb")  # noqa: SIM115 - closed by close
        except FileNotFoundError:
            raise no_upload() from None

    def write(self, data: bytes) -> None:
        """Appends bytes."""
        self._file.write(data)

    def close(self) -> None:
        """All bytes are there."""
        self._file.close()

    def discard(self) -> None:
        """Removes what did not become a part."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            os.unlink(self.path)


def create_upload(folder: BucketFolder, about: Upload) -> str:
    """Begins an upload; returns its number."""
    number = secrets.token_hex(16).upper()
    path = os.path.join(folder.staging, _FOLDER, number)
    os.makedirs(path)
    _write(os.path.join(path, _ABOUT), msgspec.json.encode(about))
    return number


def find_upload(folder: BucketFolder, number: str, key: str) -> UploadFolder:
    """An upload of a key, completed or not.

    Raises:
        WireError: ``NoSuchUpload``.
    """
    if _ID.fullmatch(number) is None:
        raise no_upload()
    path = os.path.join(folder.staging, _FOLDER, number)
    try:
        with open(os.path.join(path, _ABOUT), "rb") as file:
            about = msgspec.json.decode(file.read(), type=Upload)
    except (OSError, msgspec.MsgspecError):
        raise no_upload() from None
    if about.key != key:
        raise no_upload()
    return UploadFolder(path, about)


def purge_uploads(folder: BucketFolder, age_s: float) -> int:
    """Removes uploads that nobody went on with for a while; returns how many."""
    oldest = time.time() - age_s
    removed = 0
    try:
        entries = list(os.scandir(os.path.join(folder.staging, _FOLDER)))
    except OSError:
        return 0
    for entry in entries:
        if _last_change(entry.path) < oldest:
            shutil.rmtree(entry.path, ignore_errors=True)
            removed += 1
    return removed


def _write(path: str, data: bytes) -> None:
    temporary = f"{path}.new"
    with open(temporary, "wb") as file:
        file.write(data)
    os.replace(temporary, path)


def _last_change(path: str) -> float:
    """When a part came last, or still comes."""
    latest = 0.0
    with suppress(OSError):
        latest = os.stat(path).st_mtime
        with os.scandir(path) as entries:
            for entry in entries:
                latest = max(latest, entry.stat(follow_symlinks=False).st_mtime)
    return latest


def _part(match: re.Match[str], entry: os.DirEntry[str]) -> Part:
    modified = entry.stat(follow_symlinks=False).st_mtime_ns
    number, etag, crc64, size = match.groups()
    return Part(int(number), etag, int(crc64), int(size), modified, entry.path)


def no_upload() -> WireError:
    return WireError(
        "The specified upload does not exist. It may have been completed or aborted.",
        code="NoSuchUpload",
    )
