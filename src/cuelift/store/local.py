"""Files of this machine, read by position."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

from cuelift.errors import AccessDenied, NotFound, ObjectChanged, StoreError
from cuelift.store.base import CostProfile, Counters, Entry, ObjectInfo
from cuelift.store.local_write import is_temporary

PROFILE = CostProfile(
    remote=False,
    latency_s=0.0001,
    connection_bytes_per_s=1e9,
    total_bytes_per_s=1e9,
    max_connections=1,
)
_PAGE = 4096
_RESIDENCY_SAMPLES = 64
_ADVICE_GAP = 16 * _PAGE
"""Ranges nearer than this are announced as one: the kernel reads such a gap anyway."""
_KINDS = {
    stat.S_IFDIR: "a directory",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a character device",
    stat.S_IFBLK: "a block device",
}


class LocalStore:
    """Reads files by absolute path."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters

    @property
    def profile(self) -> CostProfile:
        """What reading costs here."""
        return PROFILE

    def head(self, key: str) -> ObjectInfo:
        """Describes a file.

        Raises:
            NotFound, AccessDenied, StoreError: there is none, it may not be looked at, or it is
                not a regular file.
        """
        self._counters.requests["head"] += 1
        try:
            return describe_file(key, os.stat(key))
        except OSError as error:
            raise store_error(key, error) from error

    def open(self, info: ObjectInfo) -> LocalObject:
        """Opens the very file that ``info`` describes.

        Raises:
            ObjectChanged: another file lies there, or it was written since.
        """
        try:
            # A pipe that took the file's place must not block the open.
            handle = os.open(info.key, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError as error:
            raise store_error(info.key, error) from error
        return opened_object(handle, info, self._counters)

    def list(self, prefix: str) -> list[ObjectInfo]:
        """Regular files below a folder, or those whose path begins with ``prefix``, by path.

        Links to files are followed, links to folders are not; what vanishes meanwhile or may not
        be read is left out, as are unfinished outputs of ours.
        """
        self._counters.requests["list"] += 1
        whole = os.path.isdir(prefix)
        folder = prefix if whole else os.path.dirname(prefix)
        found: list[ObjectInfo] = []
        for parent, folders, names in os.walk(folder):
            if not whole:
                folders[:] = [name for name in folders if _may_match(parent, name, prefix)]
            for name in names:
                path = os.path.join(parent, name)
                if (whole or path.startswith(prefix)) and not is_temporary(name):
                    found += _listed(path)
        return sorted(found, key=_by_key)

    def close(self) -> None:
        """Nothing is held here; objects are closed one by one."""


class LocalObject:
    """An open file; messages name it by the key of its description."""

    def __init__(self, handle: int, info: ObjectInfo, counters: Counters) -> None:
        self._handle = handle
        self._info = info
        self._size = info.size_bytes
        self._counters = counters
        self._requests = counters.requests
        self._map: memoryview | None = None

    def read(self, start: int, end: int) -> bytes:
        """Bytes ``[start, end)``; shorter only where the file ends.

        Raises:
            ObjectChanged: the file is shorter by now than when it was opened.
        """
        wanted = min(end, self._size) - start
        if wanted <= 0:
            return b""
        try:
            data = os.pread(self._handle, wanted, start)
            if len(data) < wanted:
                data = self._read_on(data, start, wanted)
        except OSError as error:
            raise store_error(self._info.key, error) from error
        self._requests["get"] += 1
        self._counters.bytes_read += wanted
        return data

    def read_many(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of several ranges, as ``read`` gives them."""
        pread, handle, size = os.pread, self._handle, self._size
        # Clamped as in ``read``: the system would make room for all that is asked.
        wanted = [max(min(end, size) - start, 0) for start, end in ranges]
        try:
            parts = [
                pread(handle, count, start)
                for count, (start, _) in zip(wanted, ranges, strict=True)
            ]
            for number, (start, _) in enumerate(ranges):
                if len(parts[number]) < wanted[number]:
                    parts[number] = self._read_on(parts[number], start, wanted[number])
        except OSError as error:
            raise store_error(self._info.key, error) from error
        self._requests["get"] += len(ranges)
        self._counters.bytes_read += sum(wanted)
        return parts

    def view(self, start: int, end: int) -> memoryview | None:
        """Bytes ``[start, end)`` of the file, mapped.

        A file that is cut while its pages are looked at would end the process, so its size is
        checked each time.
        """
        if self._map is None:
            import mmap

            try:
                self._map = memoryview(mmap.mmap(self._handle, 0, prot=mmap.PROT_READ))
            except (OSError, ValueError):
                return None
        if os.fstat(self._handle).st_size < self._size:
            raise ObjectChanged(f"{self._info.key} is shorter than the {self._size} bytes it had")
        end = min(end, self._size)
        self._requests["get"] += 1
        self._counters.bytes_read += max(end - start, 0)
        return self._map[start:end]

    def _read_on(self, data: bytes, start: int, wanted: int) -> bytes:
        """Goes on where the system gave less than asked, which it may above 2 GiB."""
        parts = [data]
        done = len(data)
        while done < wanted:
            part = os.pread(self._handle, wanted - done, start + done)
            if not part:
                raise ObjectChanged(
                    f"{self._info.key} ends at {start + done}, it had {self._size} bytes",
                    position=start + done,
                )
            parts.append(part)
            done += len(part)
        return b"".join(parts)

    def will_need(self, ranges: list[tuple[int, int]]) -> None:
        """Lets the kernel fetch the ranges ahead; a hint, so failures do not matter."""
        for start, end in _joined(ranges):
            try:
                os.posix_fadvise(self._handle, start, end - start, os.POSIX_FADV_WILLNEED)
            except OSError:
                return

    def resident_share(self) -> float:
        """Estimated share of the file that lies in the page cache, by sampling pages.

        Zero where the file system cannot tell.
        """
        pages = -(-self._size // _PAGE)
        count = min(pages, _RESIDENCY_SAMPLES)
        if not count:
            return 1.0
        buffer = [bytearray(1)]
        resident = 0
        for number in range(count):
            try:
                resident += os.preadv(
                    self._handle, buffer, number * pages // count * _PAGE, os.RWF_NOWAIT
                )
            except BlockingIOError:
                continue
            except OSError:
                return 0.0
        return resident / count

    def check_unchanged(self) -> None:
        """Raises ``ObjectChanged`` when the file was written since it was described."""
        now = describe_file(self._info.key, os.fstat(self._handle))
        if now.identity != self._info.identity:
            raise ObjectChanged(
                f"{self._info.key} was replaced or written: {self._info.identity} is now"
                f" {now.identity} (size, time, file number)"
            )

    def close(self) -> None:
        """Gives the handle back; more than once is harmless."""
        self._map = None  # unmapped with its last view
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def store_error(key: str, error: OSError) -> StoreError:
    """The error of ours for one of the operating system."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NotFound(f"{key} does not exist")
    if isinstance(error, PermissionError):
        return AccessDenied(f"{key}: {error.strerror}")
    return StoreError(f"{key}: {error.strerror or error}")


def browse_folder(path: str) -> list[Entry]:
    """What lies in a folder: files, and folders as prefixes; or the file that has this path.

    Raises:
        NotFound, AccessDenied: there is neither, or it may not be read.
    """
    try:
        if not os.path.isdir(path):
            return [Entry(path, describe_file(path, os.stat(path)))]
        with os.scandir(path) as entries:
            found = [(entry.path, entry.is_dir()) for entry in entries]
    except OSError as error:
        raise store_error(path, error) from error
    lines = [Entry(f"{below}/", None) for below, is_folder in found if is_folder]
    for below, is_folder in found:
        if not is_folder and not is_temporary(os.path.basename(below)):
            lines += [Entry(below, info) for info in _listed(below)]
    return sorted(lines, key=_name_of)


def _name_of(entry: Entry) -> str:
    return entry.key


def opened_object(handle: int, info: ObjectInfo, counters: Counters) -> LocalObject:
    """An open file as an object; closed again if it is not the one that ``info`` describes.

    Raises:
        ObjectChanged: it is another one.
    """
    opened = LocalObject(handle, info, counters)
    try:
        opened.check_unchanged()
    except BaseException:
        opened.close()
        raise
    return opened


def describe_file(key: str, status: os.stat_result) -> ObjectInfo:
    """An object as the file system describes it.

    Args:
        key: what the description shall have as key, and messages as name.
        status: of the file.

    Raises:
        StoreError: it is no regular file.
    """
    kind = stat.S_IFMT(status.st_mode)
    if kind != stat.S_IFREG:
        raise StoreError(f"{key} is {_KINDS.get(kind, 'not a file')}, not a regular file")
    return ObjectInfo(
        key=key,
        size_bytes=status.st_size,
        identity=f"{status.st_size}-{status.st_mtime_ns}-{status.st_ino}",
        modified_ns=status.st_mtime_ns,
    )


def _listed(path: str) -> list[ObjectInfo]:
    try:
        return [describe_file(path, os.stat(path))]
    except (OSError, StoreError):
        return []


def _may_match(parent: str, name: str, prefix: str) -> bool:
    path = os.path.join(parent, name)
    return path.startswith(prefix) or prefix.startswith(f"{path}/")


def _by_key(info: ObjectInfo) -> str:
    return info.key


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1] + _ADVICE_GAP:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined
